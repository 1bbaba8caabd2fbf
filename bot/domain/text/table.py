"""A table as a Norwegian spreadsheet opens it: CSV with semicolons, as commas are for decimals.

A byte order mark stands in front, or Excel reads the letters wrongly.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

MEDIA: Final = "text/csv"
MARK: Final = "\ufeff"
BETWEEN: Final = ";"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would compute. A name that somebody chose could be one."""


def csv_table(rows: Iterable[Sequence[str]]) -> str:
    """Return the rows as a table; a cell that a spreadsheet would compute becomes a text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=BETWEEN, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return MARK + out.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe makes it a text."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
