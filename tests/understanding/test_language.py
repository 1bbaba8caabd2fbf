"""In which language a message counts as written, among messages that hardly show it."""

from __future__ import annotations

import pytest

from bot.conversation import typed
from bot.safety import lexicon
from bot.understanding import language
from tests.handlers.talk import knowledge

WORDS = knowledge().base.words
NB = ("Hei, {} her", "hei {} her", "takk, hilsen {}", "Ja.\n\nMvh {} Berg", "Ok, takk!\n{}", "{} her, hei")
NN = ("Hei, {} her", "hei {} her", "takk, helsing {}", "Ja.\n\nMvh {} Berg", "Ok, takk!\n{}")
EN = ("OK.\n\n{} Berg", "{}", "Best, {}", "{} Berg, DPS")
FRAMES = {"nb": NB, "nn": NN, "en": EN}


def spoken(said: str, lang: str) -> str:
    """Return the language of a message in a talk that was in `lang`."""
    return typed.language(WORDS, said, language.spoken(said), lang)


@pytest.mark.parametrize("lang", FRAMES)
def test_a_name_does_not_change_the_language(lang: str) -> None:
    """Whoever signs with a name goes on in the language of the talk."""
    flips = [
        (said, now)
        for name in sorted(lexicon.words("given_common"))
        for frame in FRAMES[lang]
        for said in (frame.format(name.title()), frame.format(name))
        if (now := spoken(said, lang)) != lang
    ]
    assert not flips, (len(flips), flips[:20])


@pytest.mark.parametrize("said", ["IPS Supported Employment", "supported employment nav", "IPS recovery DPS"])
def test_a_term_does_not_change_the_language(said: str) -> None:
    """English names of methods are said in Norwegian, too."""
    assert spoken(said, "nb") == "nb"
    assert spoken(said, "nn") == "nn"


@pytest.mark.parametrize(
    ("said", "lang"),
    [
        ("Kva er IPS?", "nn"),
        ("Hva er IPS?", "nb"),
        ("What is IPS?", "en"),
        ("What Is Supported Employment?", "en"),
        ("Hei, Kva er IPS?", "nn"),
    ],
)
def test_a_clear_sentence_changes_it(said: str, lang: str) -> None:
    """One sentence that shows its language is enough."""
    assert {spoken(said, before) for before in ("nb", "nn", "en")} == {lang}
