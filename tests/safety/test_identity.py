"""The guard on numbers, names, addresses, and on the measured sets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety import Seen, acute, identifying, mask
from bot.safety.lexicon import words
from tests.deep import deep
from tools.safety import make_guard_set

SETS = Path(__file__).resolve().parent.parent / "guard_set"
KNOWLEDGE = SETS.parent.parent / "knowledge_base"


def rows(name: str) -> list[str]:
    """Return the sentences of a generated set."""
    return [json.loads(line)["q"] for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def lines(name: str) -> list[str]:
    """Return the lines of a handwritten list."""
    return (SETS / f"{name}.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    "number",
    [
        "14057912345",  # a birth number with wrong check digits
        "140579 12345",
        "14.05.79 12345",
        "140579-12345",
        "1 4 0 5 7 9 1 2 3 4 5",
        "140579 12 345",
        "54057912345",  # D-number: day + 40
        "14457912345",  # H-number: month + 40
        "14857912345",  # synthetic: month + 80
        "14707912345",  # synthetic: month + 65
        "01013212345",  # given from 2032 on
        "14\u200b05\u200b79\u200b12345",  # zero-width blanks
        "１４０５７９１２３４５",  # full-width digits
        "140579\n12345",
        "14\n05\n79\n12345",
        "1️⃣4057912345",  # a keycap
        "١٤٠٥٧٩١٢٣٤٥",  # Arabic digits
        "14\u00ad0579\u206012345",
        "14057912345_epikrise.pdf",
        "fnr14057912345",
        "personnummer 12345 67890",
        "19790514-1234",  # Sweden
    ],
)
def test_identity_numbers_are_seen(number: str) -> None:
    """An identity number is seen by its shape, however it is written or hidden."""
    assert Seen.IDENTITY_NUMBER in identifying(f"Gjelder {number}, kan det sjekkes?")


@pytest.mark.parametrize(
    "phone",
    [
        "45678901",
        "456 78 901",
        "45 67 89 01",
        "+47 456 78 901",
        "004745678901",
        "(+47) 45 67 89 01",
        "4567\u200b8901",
        "+46 70 123 45 67",
        "+44 7911 123456",
        "４５６７８９０１",
    ],
)
def test_phone_numbers_are_seen(phone: str) -> None:
    """Norwegian and foreign phone numbers are seen in their usual groupings."""
    assert Seen.PHONE in identifying(f"Ring {phone} i morgen")


@pytest.mark.parametrize(
    "text",
    [
        "113",
        "112 eller 113",
        "Ring 116 117",
        "116 123",
        "22 40 00 40",
        "+47 22 40 00 40",
        "27.04.2022",
        "2023-06-20",
        "§ 4-3",
        "FOR-2023-06-20-1073",
        "LOV-2009-12-18-131",
        "IPS-7K3F",
        "2017-2018",
        "15 til 20",
        "25 000 000 kroner",
        "uke 41 42 43 44",
        "kl. 12.30 den 3. mai 2024",
        "987 654 321",
        "65 %",
    ],
)
def test_harmless_numbers_are_let_through(text: str) -> None:
    """Help lines, dates, sections of laws, codes and amounts identify nobody."""
    assert identifying(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pasienten heiter Torvil Askedokk", Seen.NAME),
        ("kari nordmann vil ha jobb", Seen.NAME),
        ("send til k.n@example.com", Seen.EMAIL),
        ("send til kari (at) example (dot) com", Seen.EMAIL),
        ("Storgata 12", Seen.ADDRESS),
        ("han bor i bjørkeveien 3b", Seen.ADDRESS),
        ("A.B. født 1988", Seen.INITIALS_WITH_YEAR),
        ("KN 1975 vil jobbe", Seen.INITIALS_WITH_YEAR),
        ("født 12.03.1988", Seen.BIRTH_DATE),
        ("born 12 March 1988", Seen.BIRTH_DATE),
    ],
)
def test_the_kind_is_told(text: str, kind: Seen) -> None:
    """What was seen is named, so that the reply can say it without repeating it."""
    assert kind in identifying(text)


@pytest.mark.parametrize(
    "text",
    [
        "hans mor ringte avdelingen",
        "Henvisning IPS. Mann 41, vil i jobb, ikke sykmeldt.",
        "tømrer, 31 år",
        "snekker på Voss",
        "Is Nav Årstad part of it?",
        "hvem er metodeveileder på Kronstad",
        "Pas har gitt opp alt, betyr jobb noe for håpet?",
        "May I share this with the job specialist?",
        "Kan Marianne, metodeveilederen vår, sitte i møtet når vi drøfter uten navn?",
        "Our team leader Ingrid asked me to find the fidelity items, where are they?",
        "Vigdis Sveinsdottir har forska på unge og jobbstøtte. Kva kom ho fram til?",
    ],
)
def test_a_weak_trait_alone_is_let_through(text: str) -> None:
    """An age, a place, a trade, a name of the staff or of a researcher identify no patient."""
    assert not identifying(text)


def test_the_generated_sets_meet_the_promise() -> None:
    """At least 95 % of the identifying sentences are found, with at most 0.5 % false alarms."""
    found = [bool(identifying(text)) for text in rows("identifying")]
    false = [bool(identifying(text) or acute(text)) for text in rows("harmless")]
    assert len(found) == len(false) == make_guard_set.SIZE
    assert sum(found) >= 0.95 * len(found)
    assert sum(false) <= 0.005 * len(false)


def test_the_generated_sets_are_what_the_tool_writes() -> None:
    """The committed sets are the tool's own output."""
    made = [row["q"] for row in make_guard_set.unique(make_guard_set.identifying, 1)]
    assert made == rows("identifying")


def test_the_generated_set_uses_no_list_of_the_detector() -> None:
    """Names and places of the set are not on the detector's lists, and there are enough of them."""
    names = {name.lower() for name in make_guard_set.GIVEN + make_guard_set.FAMILY}
    assert len(names) >= 200
    assert not names & words("given", "given_common", "given_words", "surnames", "surnames_more")
    assert not {place.lower() for place in make_guard_set.PLACES} & words("places")


def test_handwritten_identifying_lines_are_found() -> None:
    """Handwritten lines with somebody's data in them are stopped; what was learned is not lost."""
    found = [text for text in lines("identifying_by_hand") if identifying(text)]
    assert len(found) >= 0.97 * len(lines("identifying_by_hand"))


def test_the_fresh_lists_are_mostly_right() -> None:
    """Lines written without looking at the detector: shares, since nobody can promise them all."""
    found = [bool(identifying(text)) for text in lines("identifying_2")]
    false = [bool(identifying(text) or acute(text)) for text in lines("harmless_2")]
    assert sum(found) >= 0.97 * len(found)
    assert sum(false) <= 0.03 * len(false)


def test_handwritten_harmless_lines_pass() -> None:
    """Handwritten harmless lines are not stopped."""
    stopped = [text for text in lines("harmless_by_hand") if identifying(text) or acute(text)]
    assert len(stopped) <= 0.02 * len(lines("harmless_by_hand")), stopped


def knowledge_questions() -> list[tuple[str, str]]:
    """Return (topic, question) for every question and variant of the knowledge base."""
    found: list[tuple[str, str]] = []
    for path in sorted(KNOWLEDGE.glob("*/topics/*.yaml")):
        topic = yaml.safe_load(path.read_text("utf-8"))
        found += [(path.stem, text) for text in [topic["question"], *topic["variants"]]]
    return found


def test_hardly_a_question_of_the_knowledge_base_is_stopped() -> None:
    """The guard lets the questions through that the knowledge base answers, by their words alone.

    The questions of privacy.danger are left out for acute danger: some of them tell of one.
    """
    asked = knowledge_questions()
    named = [text for _, text in asked if identifying(text)]
    alarmed = [text for topic, text in asked if topic != "privacy.danger" and acute(text)]
    assert len(named) <= 0.004 * len(asked), named
    assert len(alarmed) <= 0.002 * len(asked), alarmed


def test_mask_hides_what_may_have_been_missed() -> None:
    """Digits, addresses and words that can be names are hidden; ordinary words stay."""
    masked = mask("Kan Xhoraveth på rom 12 få svar til x@y.no? Hva er taushetsplikt i Nav?")
    assert masked == "Kan ▮ på rom ## få svar til ▮ Hva er taushetsplikt i Nav?"


@given(st.text(max_size=400))
@settings(max_examples=deep(300), deadline=None)
def test_any_text_is_read(text: str) -> None:
    """No text makes the guard fail, and masking leaves no digit."""
    identifying(text)
    acute(text)
    assert not any(char.isdecimal() for char in mask(text))


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "1",
        "1 ",
        "A",
        "Ab ",
        "a-",
        "a.",
        "a@",
        "Storgata ",
        "heter ",
        "født ",
        "1.",
        "+",
        "han har tatt en hel ",
        "jeg vil ikke ",
        "han skal ikke skade barn om liv ",
        "på vei med ",
        "\n",
        "kari ",
    ],
)
def test_long_texts_take_linear_time(part: str) -> None:
    """Ten times the text takes at most about ten times as long: no pattern explodes."""
    from time import process_time

    def seconds(size: int) -> float:
        text = (part * size)[:size]
        start = process_time()
        identifying(text)
        acute(text)
        return process_time() - start

    short, long = max(seconds(5_000), 0.01), seconds(50_000)
    assert long < 30 * short
