"""Sentences that say several things at once are read as what they say; nothing is read that they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding.sharing import read_sharing
from tests.handlers.talk import Talk, knowledge
from tools.score.said import KINDS, lines

HERE = Path(__file__).parent
FLOORS = {"openings": 0.90, "sharing": 0.85, "typed": 0.92}
STOPPED = {
    "openings_dev_6.jsonl": 0.84,
    "openings_dev_8.jsonl": 0.80,
    "sharing_dev_7.jsonl": 0.82,
    "sharing_dev_10.jsonl": 0.73,
    "typed_dev_9.jsonl": 0.82,
    "openings_dev_9.jsonl": 0.77,
    "sharing_dev_11.jsonl": 0.62,
}
"""Lists with lines that the guard stops before they are read: by words alone, as here, it stops some more
than with the embedding. Of the second, about ten lines call a consent a yes to IPS that does not name it,
which is not taken for one. The last three are of authors whose wording nobody has worked on yet."""


FILES = tuple(path.name for kind in FLOORS for path in sorted(HERE.glob(f"{kind}_dev*.jsonl")))


@pytest.mark.parametrize("name", FILES)
def test_the_development_lines_are_read(name: str, counted: list[str]) -> None:
    """At least so many are right; no consent is invented, no verdict wrong, no doubtful consent a yes."""
    kind = name.partition("_")[0]
    score = KINDS[kind](lines(HERE / name), knowledge())
    counted.append(f"{name}: {score.right} of {score.wanted} development lines right")
    assert score.grave == []
    assert score.share >= STOPPED.get(name, FLOORS[kind]), "\n".join(score.missed)


@pytest.mark.parametrize(
    "text",
    [
        "hvordan henviser jeg en pasient som er sykmeldt?",
        "Kan jeg henvise en pasient som er 17 og i behandling?",
        "korleis tilviser eg ein som er sjukmeld og 17 år?",
        "How do I refer a patient who is 17 and on sick leave?",
        "hvem kan henvise til IPS?",
    ],
)
def test_a_question_about_referring_begins_none(text: str) -> None:
    """What stands in the question itself is a question."""
    talk = Talk()
    talk.say(text)
    assert talk.session.dialog is None


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Mann 40, går hos meg for angst, vil ut i jobb",
            {"age": "adult", "treatment": "yes", "wish": "yes"},
        ),
        ("Ho er 23 og vil bli sjukepleiar. Ho veit godt kva IPS er.", {"wish": "yes", "informed": "yes"}),
        (
            "She is 34. We treat her for anxiety, and she is keen to get a job.",
            {"treatment": "yes", "wish": "yes"},
        ),
        ("kvinne 52, lyst på jobb har hun, ferdig med behandlingen", {"wish": "yes", "treatment": "no"}),
        ("Pasient 44. Nav: nei. Samtykke: muntlig. Sykmeldt: nei", {"nav": "no", "form": "oral"}),
        (
            "voksen kvinne i behandling hos oss, jeg tviler på om hun forstår hva hun samtykker til",
            {"age": "doubt"},
        ),
        ("mann 34 i behandling, signed the IPS consent yesterday", {"take_part": "yes", "form": "written"}),
    ],
)
def test_somebody_told_of_without_a_question_begins_a_referral(text: str, facts: dict[str, str]) -> None:
    """Nobody need say "refer": what is said of a patient is filled in, whatever stands between the words."""
    talk = Talk()
    talk.say(text)
    assert talk.session.dialog is not None
    assert facts.items() <= talk.session.dialog.answers.items()


@pytest.mark.parametrize(
    "text",
    [
        "I need to make a referral. He is 39 and wants a job.",
        "jeg skal skrive en henvisning på en mann 39, han vil i jobb",
        "eg må skrive ei tilvising for ein på 39, han vil i jobb",
    ],
)
def test_a_referral_that_is_to_be_written_is_no_consent_left_unwritten(text: str) -> None:
    """Nothing is said of what stands in the patient record."""
    talk = Talk()
    talk.say(text)
    assert talk.session.dialog is not None
    assert talk.session.dialog.answers.keys() == {"age", "wish"}


@pytest.mark.parametrize(
    "text",
    [
        "jente 17 i fact ung, er det IPS Ung som tar henne",
        "hva skjer med en på 34 som går i behandling og vil jobbe",
        "sjefen spør om hun på 34 går i behandling",
        "trekk samtykket IPS-HJ74",
        "IPS-HJ74 på 34 vil jobbe og går i behandling",
        "withdraw the consent IPS-22HJ",
        "trekk samtykket til IPS for pasienten på 34",
        "ho er 34 og trekkjer samtykket til IPS",
    ],
)
def test_what_asks_something_begins_none(text: str) -> None:
    """A question is answered; a code is of a referral that there is; what takes a consent back gives none."""
    talk = Talk()
    talk.say(text)
    assert talk.session.dialog is None or talk.session.dialog.name != "refer"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("får nav vite hva hun trenger på jobb hvis de sender et pålegg?", {"to": "nav_order"}),
        ("kan lederen på dps få vite det? hun er ikke spurt", {"to": "health_leader", "consent": "none"}),
        ("kan lederen på lageret få vite det? hun er ikke spurt", {"to": "employer", "consent": "none"}),
        (
            "Can I tell the GP that she missed two shifts? She agreed, but now she takes it back.",
            {"info": "attendance", "to": "health_team", "consent": "withdrawn"},
        ),
        (
            "eg er uroleg for ungane til ein deltakar, kan eg seie det til behandlaren",
            {"info": "child", "to": "health_team"},
        ),
        ("må jeg spørre før jeg snakker generelt om IPS med sjefen?", {"info": "general", "to": "employer"}),
        ("kan jeg sende melding til pasienten på sms om jobbsøkingen?", {"to": "person"}),
    ],
)
def test_a_sharing_is_read_in_other_words(text: str, facts: dict[str, str]) -> None:
    """Who demands, who leads where, what is taken back, and words that stand apart."""
    assert facts.items() <= read_sharing(knowledge().base.words, text).facts.items()


def test_the_digits_of_a_code_are_nobodys_age() -> None:
    """Nor is its beginning the method: a code stands for a referral, whatever is drawn for it."""
    for code in ("IPS-17HJ", "IPS-HJ16", "SPM-HJ12"):
        read = read_sharing(knowledge().base.words, f"kan jeg si diagnosen i {code} til sjefen")
        assert read.facts == {"info": "diagnosis", "to": "employer"}


DOUBTFUL = [
    "vil henvise voksen pasient, hun er åpen for IPS og vil tenke på om hun skal samtykke skriftlig",
    "vil henvise voksen pasient, takket ja til IPS i vår men har ombestemt seg",
    "vil henvise voksen pasient, vi mangler skriftlig samtykke til IPS",
    "vil henvise en voksen pasient, om samtykket til IPS er ført i journalen vet jeg ikke",
    "vil henvise voksen pasient. Har hun sagt ja til jobbspesialisten fra IPS i går?",
    "vil henvise en voksen pasient, tror han har samtykket skriftlig",
    "vil henvise, 34 år, hun har sikkert sagt ja til at Nav får vite det",
    "jeg vil henvise en voksen pasient, moren har samtykket skriftlig i går",
    "jeg vil henvise en voksen pasient. Har hun samtykket skriftlig?",
    "vil henvise en voksen pasient, hvis hun har samtykket skriftlig til IPS",
    "vil henvise en voksen pasient, har ikke samtykket skriftlig ennå",
    "eg vil tilvise ein vaksen pasient, ho verka positiv til å vere med i IPS",
    "I want to refer an adult patient, I think he consented in writing yesterday",
    "I want to refer an adult patient, his wife says he agreed to IPS",
    "I want to refer an adult patient, he hasn't agreed to Nav getting anything in writing",
    "jeg vil henvise en voksen pasient, han skal signere i morgen, og jeg skriver det i journalen da",
    "ønsker å henvise en voksen pasient. Ektefellen har skrevet under på samtykket i går",
    "skal henvise en voksen pasient, har gitt henne skriftlig informasjon om IPS i går",
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_consent_is_never_guessed(text: str) -> None:
    """Hearsay, a "perhaps", a condition, a question: nothing about the consent is filled in that shares."""
    talk = Talk()
    talk.say(text)
    assert talk.session.dialog is not None
    answers = talk.session.dialog.answers
    assert answers["age"] == "adult"
    assert not {"take_part", "scope", "form", "when"} & answers.keys()
    assert {answers.get("nav", "no"), answers.get("recorded", "no")} == {"no"}


NOT_GIVEN = HERE.joinpath("not_given_dev.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("text", NOT_GIVEN)
def test_a_yes_of_somebody_else_or_to_something_else_is_no_consent(text: str) -> None:
    """What the receiver, a colleague or the writer agreed to, or the patient to another thing, gives none."""
    assert read_sharing(knowledge().base.words, text).facts.get("consent") != "given"
