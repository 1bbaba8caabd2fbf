"""Prints of the assistant's own words: of today's, tagged, with their fonts and a code for a camera."""

from __future__ import annotations

import re
from html import unescape

import pytest

from bot.domain.message.picture import QrCode
from bot.knowledge.base.entry import LANGUAGES
from bot.pictures.qr import dark
from tests.domain.making import ROOT
from tests.handlers.talk import knowledge, say
from tools.docs.instruction_pdf import digest, pages_in
from tools.docs.prints_pdf import EXAMPLE, PAGES, TOPICS, html

EACH = pytest.mark.parametrize(("kind", "lang"), [(kind, lang) for kind in TOPICS for lang in LANGUAGES])


@EACH
def test_the_files_are_printed_from_the_words_of_today(kind: str, lang: str) -> None:
    """Whoever changes a word prints anew; form and brochure are two pages at most, all others one."""
    pdf = (ROOT / f"docs/{kind}-{lang}.pdf").read_bytes()
    assert pdf.endswith(digest(html(knowledge().base, kind, lang))), "run python -m tools.docs.prints_pdf"
    assert pages_in(pdf) <= PAGES.get(kind, 1)


@EACH
def test_they_are_tagged_and_bring_their_font(kind: str, lang: str) -> None:
    """A screen reader knows the language and the structure; no letter depends on the reader's machine."""
    pdf = (ROOT / f"docs/{kind}-{lang}.pdf").read_bytes()
    assert b"/Marked true" in pdf
    assert f"/Lang ({lang})".encode() in pdf
    assert b"/FontFile" in pdf
    assert not re.search(rb"/BaseFont /(?!\w+\+)", pdf)


@EACH
def test_each_says_its_sources_and_its_day(kind: str, lang: str) -> None:
    """What is on a wall can be looked up, and is known to be old when it is."""
    page = unescape(html(knowledge().base, kind, lang))
    course = knowledge().base.course
    assert course is not None
    assert say(lang, "prints.sources") in page
    assert course.version.strftime("%d.%m.%Y") in page
    for id in TOPICS[kind]:
        topic = knowledge().base.topic(lang, id)
        assert topic is not None
        assert all(knowledge().base.sources[ref.id].title[lang] in page for ref in topic.sources)


def test_the_code_leads_to_the_address() -> None:
    """The squares are those of the address that stands below them."""
    page = html(knowledge().base, "poster", "nb", "https://chat.example.org")
    squares = sum(row.count(True) for row in dark(QrCode("", "https://chat.example.org", "")))
    assert page.count("h1v1h-1z") == squares
    assert "https://chat.example.org" in page
    assert EXAMPLE not in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_asks_for_receivers_and_scope_apart(lang: str) -> None:
    """It is marked as a template, asks for each receiver on its own, and says how to withdraw."""
    page = unescape(html(knowledge().base, "patient", lang))
    assert say(lang, "prints.patient.template") in page
    for key in ("take_part", "specialist", "nav", "employer", "contact", "work", "diagnosis", "withdrawn"):
        assert say(lang, f"prints.patient.{key}") in page
    assert page.count('class="box"') == 2 + 2 * 2 + 3 * 2
    assert say(lang, "prints.patient.withdraw") in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_filled_in_by_hand_has_a_line(lang: str) -> None:
    """Who approved the template, and what of the consent is withdrawn: a line that fits beside its words."""
    page = unescape(html(knowledge().base, "patient", lang))
    for key in ("approved", "withdrawn", "name", "date", "signature"):
        assert f"{say(lang, f'prints.patient.{key}')}</th><td></td>" in page
    assert "___" not in page


SIZES = {"rollup": (850, 2000), "brochure": (297, 210), "poster": (210, 297)}
"""In millimetres."""


@pytest.mark.parametrize(("kind", "size"), SIZES.items(), ids=SIZES)
def test_each_has_the_size_that_a_printer_expects(kind: str, size: tuple[int, int]) -> None:
    """A roll-up is 85 by 200 cm, a brochure an A4 on its side."""
    pdf = (ROOT / f"docs/{kind}-nb.pdf").read_bytes()
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert boxes
    for box in boxes:
        assert tuple(round(float(side) * 25.4 / 72) for side in box) == pytest.approx(size, abs=1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_brochure_says_what_the_topics_say(lang: str) -> None:
    """What IPS is, for whom, what may be said before a consent: the answers as they stand."""
    page = unescape(html(knowledge().base, "brochure", lang))
    for id in ("ips.definition", "referral.criteria", "privacy.before_consent"):
        topic = knowledge().base.topic(lang, id)
        assert topic is not None
        assert " ".join(topic.answer.split()) in page
    assert page.count('class="column"') == 6
    for name in "abc":
        assert say(lang, f"prints.brochure.lines.{name}") in page
