"""What is printed for a reader is made from the same rules and words, and is up to date."""

from __future__ import annotations

import pytest

from bot.domain.sharing_rules import ADDED, COUNTED_AS, TABLE
from tests.handlers.talk import LANGS, knowing
from tools import instruction_pdf, sharing_docs


def test_table_and_picture_are_up_to_date() -> None:
    """docs/sharing.md and docs/sharing.svg are what the rules give now."""
    for path, text in sharing_docs.files().items():
        assert path.read_text(encoding="utf-8") == text, f"run python -m tools.sharing_docs: {path.name}"


def test_the_table_has_every_row() -> None:
    """Each row of the rules is one line of the table for a reader."""
    text = sharing_docs.markdown(knowing().base)
    assert text.count("\n| **") == len(TABLE) + len(ADDED) + len([COUNTED_AS])


@pytest.mark.parametrize("lang", LANGS)
def test_the_instruction_is_one_page_and_printed(lang: str) -> None:
    """The instruction fits on one page in each language, and the printed file is there."""
    assert instruction_pdf.page(knowing().base, lang).page_no() == 1
    assert (sharing_docs.ROOT / f"docs/instruction-{lang}.pdf").read_bytes().startswith(b"%PDF")
