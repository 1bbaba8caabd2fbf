"""Names: found after what announces them and with a surname, whatever the words mean otherwise."""

from __future__ import annotations

from itertools import product

import pytest

from bot.safety import Seen, identifying, mask

_GIVEN = """
Anna Per Liv Bjørn Bo Even Odd Dag Jan Siv Are Stein Tone Tor Sol Vera Storm Unn Hans Rein Kari Ingrid Nora
Ole Lars Knut Svein Mohammed Fatima Ahmed Emma Jakob Sofie Hilde Marit Geir Turid Solveig Amina Yusuf
Oleksandr Piotr Agnieszka Grace Hope Mark Rose Frank Bill Joy Emily Jack Thomas Heidi Silje Magnus Vegard
"""
GIVEN = _GIVEN.split()
_FAMILY = """
Berg Ness Sand Bø Ås Kvam Mo Dahl Lie Moen Hansen Johansen Olsen Haugen Hagen Strand Lund Vik Nguyen Ali Ahmed
Solheim Bakken Fjell Myhre Smith Brown Kowalski Ødegård Tveit
"""
FAMILY = _FAMILY.split()
FULL = [
    "Pasienten heter {n}",
    "Hun heter {n} og vil jobbe",
    "Kan jeg henvise {n}?",
    "{n} vil ha jobb",
    "Hva gjør jeg når {n} ikke møter?",
    "Har {n} samtykket?",
    "Jeg snakket med {n} i går",
    "Navnet er {n}",
    "Pasienten heiter {n}",
    "Ho heiter {n} og vil ha arbeid",
    "Kan eg tilvise {n}?",
    "{n} ynskjer jobb",
    "Har {n} samtykt?",
    "Eg snakka med {n} i går",
    "Kva seier eg til {n}?",
    "The patient is called {n}",
    "Can I refer {n}?",
    "{n} wants a job",
    "Has {n} consented?",
    "I spoke to {n} yesterday",
]
SHORT = [
    "Pasienten heter {n}",
    "Hun heter {n}",
    "Navnet er {n}",
    "Kan jeg henvise {n}?",
    "Pasienten {n} vil jobbe",
    "Brukeren {n} er klar",
    "Ho heiter {n}",
    "Pasienten heiter {n}",
    "Kan eg tilvise {n}?",
    "Kandidaten {n} er klar",
    "Her name is {n}",
    "A patient named {n}",
    "Can I refer {n}?",
]
FOUND = 0.995


def test_names_in_sentences_are_found() -> None:
    """At least 99.5 % of common names in twenty frames and more, in three languages; the count is printed."""
    texts = [
        frame.replace("{n}", f"{given} {family}")
        for number, (frame, given, family) in enumerate(product(FULL, GIVEN, FAMILY))
        if number % 7 == 0
    ]
    texts += [frame.replace("{n}", given) for frame, given in product(SHORT, GIVEN)]
    missed = [text for text in texts if Seen.NAME not in identifying(text, open_question=True)]
    print(f"{len(texts) - len(missed)} of {len(texts)} sentences with names found; missed: {missed[:8]}")
    assert len(texts) - len(missed) >= FOUND * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "Mai er en fin måned for oppstart",
        "Bjørn er et dyr i skogen",
        "Livet er bedre med jobb",
        "Liv og helse henger sammen",
        "Storm i vannglass, er det alt?",
        "Dag og natt er det noen på vakt",
        "Stein på stein bygger vi nettverk",
        "Rein natur hjelper",
        "Sol og sommer gir overskudd",
        "Per uke er det to møter",
        "Even om det er vanskelig",
        "Are the meetings weekly?",
        "May I refer a patient?",
        "Will there be a meeting?",
        "Hope is important in recovery",
        "Mark the box for consent",
        "Grace periods, do they exist?",
        "Vi har møte i mai",
        "oppstart i mai eller juni",
        "Hva heter skjemaet?",
        "Kva heiter metoden?",
        "Det heter Individual Placement and Support",
        "Odd hours, is that ok?",
        "Anna hjelp enn ips, finst det?",
        "Han så ein bjørn på tur",
        "Tone og språk i brevet er skarp",
    ],
)
def test_words_that_are_names_elsewhere_raise_nothing(text: str) -> None:
    """Months, animals and nouns at the start of a sentence, without what announces a name."""
    assert identifying(text) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "Pasienten heter Anna Berg",
        "Kan jeg henvise Per Ness?",
        "Møte med Liv Sand i går",
        "spør Bo Kvam om det",
    ],
)
def test_the_mask_hides_what_the_guard_finds(text: str) -> None:
    """Nothing of a name stands in the curators' list, though its words are words, too."""
    name = [
        word for word in ("Anna", "Berg", "Per", "Ness", "Liv", "Sand", "Bo", "Kvam") if word in text.split()
    ]
    assert not [word for word in name if word in mask(text)]
