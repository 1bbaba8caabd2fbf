"""What was wrong once is said nowhere again: that no patient data is held, that professionals reviewed it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.knowledge.base.citing import OWN, cited
from bot.knowledge.check.prose.claims import claims_in, plain

ROOT = Path(__file__).parents[2]
CLAIMS = claims_in(yaml.safe_load((ROOT / "knowledge_base/never_say.yaml").read_text("utf-8")))
READ = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PROGRAM = sorted(path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_no_page_makes_a_claim_that_was_wrong(path):
    """README and documentation say it in none of the three languages."""
    text = plain(path.read_text("utf-8"))
    assert not [claim for claims in CLAIMS.values() for claim in claims if claim in text]


def test_the_program_says_it_neither():
    """Help texts and docstrings are read, too."""
    found = [
        (path.name, claim)
        for path in PROGRAM
        for claims in CLAIMS.values()
        for claim in claims
        if claim in plain(path.read_text("utf-8"))
    ]
    assert not found


@pytest.mark.parametrize(
    ("lang", "sections", "said"),
    [
        ("nb", ("kulepunkt 1", "alle kulepunktene i rapporten"), "alle kulepunktene i rapporten"),
        ("en", ("kulepunkt 1", "alle kulepunktene i rapporten"), "all bullets in the report"),
        ("en", ("punkt 4.2", "punkt 3"), "points 3, 4.2"),
        ("en", ("kulepunkt 5", "kulepunkt 2"), "bullets 2, 5 in the report"),
        ("en", ("kulepunkt 5",), "bullet 5 in the report"),
    ],
)
def test_places_are_said_as_people_say_them(real, lang, sections, said):
    """More than one has its plural, and where all are meant, none is named beside."""
    assert cited(real.words, lang, sections) == said


@pytest.mark.parametrize(
    ("lang", "word", "basis"),
    [("nb", "journalen", "grunnlag"), ("nn", "journalen", "grunnlag"), ("en", "record", "basis")],
)
def test_it_says_what_a_code_is_in_law(real, lang, word, basis):
    """The answer on what is held: the record links the code, and the service needs a legal basis."""
    topic = real.topics[lang, "bot.privacy"]
    intro = real.words.say(lang, "keeping.intro")
    said = (intro, real.words.say(lang, "inbox.csv_text"), real.words.say(lang, "smalltalk.who_are_you"))
    assert all(word in text for text in (*said, topic.answer))
    assert all(basis in text for text in (intro, topic.more))


@pytest.mark.parametrize(
    ("lang", "sections", "said"),
    [
        ("nb", ["§ 22", "§ 21"], "§§ 21, 22"),
        ("nb", ["§ 29 c", "§ 29", "§§ 3-4, 3-2"], "§§ 3-2, 3-4, 29, 29 c"),
        ("nb", ["kulepunkt 5", "kulepunkt 2"], "kulepunkt 2, 5 i rapporten"),
        ("en", ["punkt 4.3.1", "punkt 3"], "points 3, 4.3.1"),
        ("en", ["kulepunkt 2"], "bullet 2 in the report"),
        ("en", ["Kommentar til § 22"], "comment on § 22"),
        ("nn", ["art. 7", "Taushetsplikt"], "art. 7, Taushetsplikt"),
        ("nn", ["Kan jeg dele dette?"], "Kan eg dele dette?"),
        ("en", ["Mine henvisninger", "Språk"], "My referrals, Language"),
        ("en", ["Løsningsforslag"], "Løsningsforslag"),
    ],
)
def test_places_are_said_in_order_and_in_the_readers_words(real, lang, sections, said):
    """A law has paragraphs, a guideline points, the report bullets; each word stands once."""
    assert cited(real.words, lang, sections) == said


def test_a_paragraph_sign_is_a_laws(real):
    """The guideline has numbered points, the report bullets about the letter: neither has a "§"."""
    refs = [ref for topic in real.topics.values() for ref in topic.sources]
    assert not [ref for ref in refs if ref.id in ("retningslinje", "brev") and "§" in ref.section]
    assert all("kulepunkt" in ref.section for ref in refs if ref.id == "brev")


def test_every_part_of_ours_is_named_in_each_language(real):
    """What an answer cites of the assistant itself has a name for readers, and none is there in vain."""
    sections = {
        ref.section for topic in real.topics.values() for ref in topic.sources if ref.id == "assistenten"
    }
    named = set(real.words.keys("nb", OWN))
    assert {OWN + re.sub(r"\W+", "_", section.lower()).strip("_") for section in sections} == named


def test_a_button_has_one_name(real):
    """The guide on sharing is called alike on its button, on the first page, in the menu and in the help."""
    for lang in ("nb", "nn", "en"):
        name = real.words.say(lang, "share.button")
        assert name == real.words.say(lang, "first.door.share")
        assert name in real.topics[lang, "bot.help"].answer
