"""The page for the data protection officer is made from the table, and is up to date."""

from __future__ import annotations

from bot.domain.retention import KEPT
from tests.handlers.talk import knowledge
from tools.docs import storage as storage_docs


def test_the_page_is_up_to_date() -> None:
    """docs/storage.md is what the table and the words give now."""
    text = storage_docs.FILE.read_text(encoding="utf-8")
    assert text == storage_docs.markdown(knowledge().base), "run python -m tools.docs.storage"


def test_the_page_has_every_row_and_table() -> None:
    """Each kind is one line, and so is each table of the database."""
    text = storage_docs.markdown(knowledge().base)
    assert text.count("\n| **") == len(KEPT)
    assert all(f"| `{held.table}` |" in text for row in KEPT for held in row.held)
