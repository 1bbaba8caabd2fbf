"""A table to keep: CSV as a Norwegian spreadsheet opens it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.message.message import File
from bot.domain.text.table import MEDIA, csv_table


def table(name: str, rows: Iterable[Sequence[str]]) -> File:
    """Return the rows as a file."""
    return File(name, MEDIA, csv_table(rows))
