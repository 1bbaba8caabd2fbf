"""Writes the tree of the house into docs/architecture.md: each folder with what its `__init__.py` says of it.

Run by `python -m tools.docs.tree` after a room was added, moved or given another sense.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "architecture.md"
TOPS = ("bot", "handlers", "tools", "bench")
BEGIN, END = "<!-- the tree -->\n", "<!-- end of the tree -->\n"
NO_ROOM = {"migrations", "versions"}
"""Folders that Alembic reads."""


def rooms(top: str) -> Iterator[Path]:
    """Yield every folder of Python under a top one, as it stands in the tree."""
    folders = {path.parent for path in (ROOT / top).rglob("*.py")}
    yield from sorted(folder for folder in folders if folder.name not in NO_ROOM)


def meaning(folder: Path) -> str:
    """Return the first sentence of a room's docstring, "" when it says nothing."""
    file = folder / "__init__.py"
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) if file.is_file() else None
    return (said or "").split("\n\n")[0].replace("\n", " ").strip()


def tree() -> str:
    """Return the tree as it stands in the page."""
    lines = []
    for top in TOPS:
        for folder in rooms(top):
            depth = len(folder.relative_to(ROOT).parts) - 1
            name = f"{'  ' * depth}{folder.name}/"
            lines.append(f"{name:<24}{meaning(folder)}".rstrip())
    return "```\n" + "\n".join(lines) + "\n```\n"


def page(text: str) -> str:
    """Return the page with the tree as it is now."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + tree() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
