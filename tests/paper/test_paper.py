"""A page as a PDF: every word in it, tagged, its letters embedded, the same each time."""

from __future__ import annotations

import re

import pytest

from bot.domain.message.message import PDF, File
from bot.pictures import content
from bot.pictures.paper import MARGIN, PAGE_HEIGHT, drawn

TEXT = "Kursbevis\n\nAnna Ærøy (Øygarden)\n\nhar gått gjennom kurset «Ny i samarbeidet» – 10 leksjoner."


def shown(pdf: bytes) -> str:
    """Return the words of a page, in order."""
    stream = pdf.split(b"stream\n", 2)[1].split(b"\nendstream")[0]
    lines = re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", stream)
    return " ".join(re.sub(rb"\\(.)", rb"\1", line).decode("cp1252") for line in lines)


def test_every_word_stands_in_it() -> None:
    """Also those with brackets, dashes and Norwegian letters."""
    assert shown(drawn(TEXT, "nb")) == " ".join(TEXT.split())
    assert drawn(TEXT, "nb") == drawn(TEXT, "nb")


def test_it_is_tagged_and_holds_its_letters() -> None:
    """A screen reader finds language, title, heading and paragraphs; the fonts are in the file."""
    pdf = drawn(TEXT, "nn")
    for part in (b"/Marked true", b"/Lang(nn)", b"/DisplayDocTitle true", b"/Title(Kursbevis)", b"/S/H1"):
        assert part in pdf
    assert pdf.count(b"/S/P/P") == 2
    assert pdf.count(b"/FontFile2") == 2


def test_its_table_of_contents_is_right() -> None:
    """Each object begins where the table at the end says."""
    pdf = drawn(TEXT, "en")
    table = pdf[int(pdf.split(b"startxref\n")[1].split()[0]) :]
    starts = [int(line.split()[0]) for line in table.splitlines() if line.endswith(b" n ")]
    assert starts
    for number, start in enumerate(starts, 1):
        assert pdf[start:].startswith(f"{number} 0 obj\n".encode())


@pytest.mark.parametrize(
    ("name", "written"), [("Áŋŋá Đorđe", "Ánná Dorde"), ("Лена", "????"), ("a\\b(c", "a\\b(c")]
)
def test_a_name_in_other_letters(name: str, written: str) -> None:
    """What the font lacks loses its marks; nothing breaks the page."""
    assert shown(drawn(f"T\n\n{name}", "nb")) == f"T {written}"


def test_a_long_text_keeps_its_margins() -> None:
    """Lines are broken; what stands lowest is still on the page."""
    pdf = drawn("Tittel\n\n" + "et ganske langt ord " * 120, "nb")
    assert len(re.findall(rb" Tj", pdf)) > 15
    assert all(float(y) > MARGIN for y in re.findall(rb"1 0 0 1 72 ([\d.]+) Tm", pdf))
    assert PAGE_HEIGHT > 800


def test_only_a_pdf_is_drawn() -> None:
    """Other files hold their text."""
    assert content(File("a.ics", "text/calendar", "æ")) == "æ".encode()
    assert content(File("a.pdf", PDF, "æ", "nb")).startswith(b"%PDF-1.7")
