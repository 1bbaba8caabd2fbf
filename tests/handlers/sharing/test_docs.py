"""What is printed for a reader is made from the same rules and words, and is up to date."""

from __future__ import annotations

import re

import pytest

from bot.domain.sharing.facts import ConsentStatus, Info, To
from bot.domain.sharing.rules import ADDED, COUNTED_AS, TABLE
from tests.handlers.talk import LANGS, knowledge
from tools.docs import instruction_pdf
from tools.docs import sharing as sharing_docs


def test_table_and_picture_are_up_to_date() -> None:
    """docs/sharing.md and docs/sharing.svg are what the rules give now."""
    for path, text in sharing_docs.files().items():
        assert path.read_text(encoding="utf-8") == text, f"run python -m tools.docs.sharing: {path.name}"


def test_the_table_has_every_row() -> None:
    """Each row of the rules is one line of the table for a reader."""
    text = sharing_docs.markdown(knowledge().base)
    assert text.count("\n| **") == len(TABLE) + len(ADDED) + len([COUNTED_AS])


@pytest.mark.parametrize("lang", LANGS)
def test_the_instruction_is_one_page_and_printed_from_the_words_of_today(lang: str) -> None:
    """The printed file is one page, made of the page that rules and words give now."""
    pdf = _printed(lang)
    page = instruction_pdf.html(knowledge().base, lang)
    assert instruction_pdf.pages_in(pdf) == 1
    assert pdf.endswith(instruction_pdf.digest(page)), "run python -m tools.docs.instruction_pdf"


@pytest.mark.parametrize("lang", LANGS)
def test_the_instruction_can_be_read_aloud(lang: str) -> None:
    """Tagged, with language and title; headings, lists and the heads of the table are marked as such."""
    pdf = _printed(lang)
    title = knowledge().base.words.say(lang, "dialog.share.print.title")
    assert b"/StructTreeRoot" in pdf
    assert b"/Marked true" in pdf
    assert f"/Lang ({lang})".encode() in pdf
    assert f"/Title ({title})".encode("latin-1") in pdf
    tags = set(re.findall(rb"/S /(\w+)", pdf))
    assert {b"H1", b"H2", b"L", b"LI", b"Table", b"TH", b"TD"} <= tags
    assert b"/Scope /Column" in pdf
    assert b"/Scope /Row" in pdf


@pytest.mark.parametrize("lang", LANGS)
def test_the_instruction_brings_its_font_along(lang: str) -> None:
    """Every font is Source Sans 3, embedded as a font: none is a drawing or left to the reader's machine."""
    pdf = _printed(lang)
    names = re.findall(rb"/FontName /(\S+)", pdf)
    assert names
    assert all(b"SourceSans3" in name for name in names)
    assert pdf.count(b"/FontFile2") == len(names)
    assert b"/Type3" not in pdf


@pytest.mark.parametrize("info", [Info.DIAGNOSIS, Info.IS_PATIENT])
def test_no_bare_yes_to_an_employer(info: Info) -> None:
    """On the wall, that somebody is a patient, or why, is never a plain yes to an employer (rule 25)."""
    assert {instruction_pdf.said(info, To.EMPLOYER, consent) for consent in ConsentStatus} <= {
        "no",
        "ask",
        "named",
        "seldom",
    }


@pytest.mark.parametrize("lang", LANGS)
def test_the_instruction_is_for_paper(lang: str) -> None:
    """Emergency numbers first, the duty to child welfare, lines for the approval, nothing about a chat."""
    page = instruction_pdf.html(knowledge().base, lang)
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    order = [text.index(part) for part in ("113", "112", "110", "116 117", "barnevern")]
    assert order == sorted(order)
    assert order[-1] < text.index(knowledge().base.words.say(lang, "dialog.share.print.ask"))
    assert page.count('<th scope="row">') == len(instruction_pdf.INFORMATION) + APPROVED
    assert not re.search(r"assistent|assistant|chat\b", text)


APPROVED = 5
"""Who approved it and when, whom to ask, the data protection officer, the channel."""


def _printed(lang: str) -> bytes:
    return (sharing_docs.ROOT / f"docs/instruction-{lang}.pdf").read_bytes()
