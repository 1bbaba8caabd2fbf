"""What only the service that uses the assistant knows, such as its secure channel or its waiting time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LocalFact:
    """One such thing: the topics that show it, who has to supply it, and what was supplied by language.

    `quiet` marks what is not missed aloud: under the emergency numbers nobody reads about forms.
    """

    id: str
    topics: tuple[str, ...]
    supplied_by: str
    said: Mapping[str, str] = field(default_factory=dict)
    quiet: bool = False


def of_topic(facts: Iterable[LocalFact], topic_id: str) -> tuple[LocalFact, ...]:
    """Return what a topic shows."""
    return tuple(fact for fact in facts if topic_id in fact.topics)


def missing(facts: Iterable[LocalFact]) -> tuple[LocalFact, ...]:
    """Return what the service has not supplied yet."""
    return tuple(fact for fact in facts if not fact.said)
