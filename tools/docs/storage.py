"""Writes docs/storage.md from the one table of what is kept: what a data protection officer can start from.

python -m tools.docs.storage          writes it
python -m tools.docs.storage --check  fails when it is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.domain.retention import KEPT, HeldTable, OnDeletion, RetentionRule, days
from bot.knowledge.base.citing import cited
from bot.knowledge.base.entry import KnowledgeBase
from bot.knowledge.loader import load

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs/storage.md"
LANG = "nb"
TEMPLATE = Path(__file__).with_name("storage_template.md")


def markdown(base: KnowledgeBase) -> str:
    """Return the page."""
    rows = "".join(_row(base, row) for row in KEPT)
    columns = "".join(_columns(base, row, held) for row in KEPT for held in row.held)
    places = {"intro": _say(base, "keeping.intro").split("\n\n")[0], "decides": _say(base, "keeping.decides")}
    return TEMPLATE.read_text(encoding="utf-8").format(**places, rows=rows, columns=columns)


def _row(base: KnowledgeBase, row: RetentionRule) -> str:
    key = f"keeping.kind.{row.kind}"
    cells = (
        f"**{_say(base, f'{key}.name')}**",
        _say(base, f"{key}.what"),
        _say(base, f"{key}.why"),
        _say(base, f"{key}.long", **days(row)),
        _fate(base, row.leaving),
        "; ".join(_cited(base, *source) for source in row.sources) or "–",
        "Tjenesten avgjør",
    )
    return f"| {' | '.join(cells)} |\n"


def _cited(base: KnowledgeBase, source: str, section: str) -> str:
    return f"{base.sources[source].title[LANG]}, {cited(base.words, LANG, (section,))}"


def _fate(base: KnowledgeBase, leaving: OnDeletion) -> str:
    return _say(base, f"forget_me.fate.{leaving}").rstrip(":")


def _columns(base: KnowledgeBase, row: RetentionRule, held: HeldTable) -> str:
    sorts = (", ".join(f"`{name}`" for name in names) or "–" for names in (held.who, held.about, held.bare))
    return f"| {_say(base, f'keeping.kind.{row.kind}.name')} | `{held.table}` | {' | '.join(sorts)} |\n"


def _say(base: KnowledgeBase, key: str, **places: object) -> str:
    return base.words.say(LANG, key, **places)


def main() -> None:
    """Write the page, or check it."""
    text = markdown(load(ROOT / "knowledge_base"))
    if "--check" not in sys.argv:
        FILE.write_text(text, encoding="utf-8")
    elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
        sys.exit(f"{FILE.relative_to(ROOT)} is out of date: run python -m tools.docs.storage")


if __name__ == "__main__":
    main()
