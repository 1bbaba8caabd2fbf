"""Small knowledge bases for tests, and the real one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.knowledge.base.entry import KnowledgeBase, NoneOfThese, Topic, Words
from bot.knowledge.base.yaml_safe import read
from bot.knowledge.search.calibration import Bounds, Calibration, from_mapping
from tests.fakes import knowledge

ROOT = Path(__file__).parents[2] / "knowledge_base"
EASY = Bounds(sharpness=12.0, head=0.0, temper=1.0, sure=0.4, likely=0.3, choice=0.05, none=0.9, aside=0.2)


def topic(id: str, lang: str = "nb", question: str = "", variants: tuple[str, ...] = ()) -> Topic:
    """Return a topic of which only the questions matter."""
    day = dt.date(2026, 11, 21)
    return Topic(
        id=id,
        lang=lang,
        question=question or f"Hva er {id}?",
        answer=f"Svar om {id}.",
        do=(),
        variants=variants,
        sources=(),
        related=(),
        owner="coordinator",
        reviewed=day,
        review_by=day,
    )


def base_of(topics: Mapping[str, tuple[str, ...]], none: NoneOfThese | None = None) -> KnowledgeBase:
    """Return a base in bokmål from variants by topic id."""
    made = {("nb", id): topic(id, variants=variants) for id, variants in topics.items()}
    return KnowledgeBase(made, {}, Words({}), (none,) if none else ())


def easy() -> Calibration:
    """Return bounds that suit a base of a few topics."""
    return Calibration(EASY, EASY, EASY)


def real_base() -> KnowledgeBase:
    """Return the project's own knowledge base, loaded once for the whole run."""
    return knowledge.real_base()


@cache
def real_calibration() -> Calibration:
    """Return the project's own bounds."""
    return from_mapping(read(ROOT / "calibration.yaml", "calibration.yaml").value)
