"""The course for new employees, as plain values: lessons, each with a small case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.knowledge.base.entry import SourceRef

TRACKS: tuple[str, ...] = ("clinician", "nav_counsellor", "job_specialist", "leader")
"""For whom a lesson has words of its own."""

TOPIC = "topic"
"""Stands in the text of a lesson for the answer of a topic: `topic: ips.definition`."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to a case; `why` says what is right or wrong with it."""

    id: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Case:
    """A made-up case with a question; `right` is the id of its one right answer."""

    ask: str
    right: str
    options: tuple[Option, ...]

    def option(self, answer: str) -> Option | None:
        """Return an answer by its id."""
        return next((option for option in self.options if option.id == answer), None)


@dataclass(frozen=True, slots=True)
class Exercise:
    """A made-up patient with whom the referral is tried; `leads_to` is where the right answers lead."""

    id: str
    text: str
    leads_to: str
    why: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """Two minutes of reading. `text` are sentences of its own, or the id of a topic whose answer is shown.

    `roles` adds a sentence for each track; `cases` replaces the case for some of them.
    """

    id: str
    lang: str
    title: str
    text: tuple[tuple[str, str], ...]
    roles: Mapping[str, str]
    case: Case
    sources: tuple[SourceRef, ...]
    cases: Mapping[str, Case] = field(default_factory=dict)
    exercises: tuple[Exercise, ...] = ()
    picture: str = ""

    def case_for(self, track: str) -> Case:
        """Return the case that somebody of this track is asked."""
        return self.cases.get(track, self.case)


@dataclass(frozen=True, slots=True)
class Course:
    """The lessons in their order, and the day of their content; `changed` is that of lessons since."""

    version: dt.date
    lessons: tuple[str, ...]
    changed: Mapping[str, dt.date] = field(default_factory=dict)


def course_in(manifest: Mapping[str, Any]) -> Course | None:
    """Return the course that the manifest names, or None."""
    data = manifest.get("course")
    if not data:
        return None
    return Course(data["version"], tuple(data["lessons"]), dict(data.get("changed") or {}))


def lesson_of(lang: str, id: str, data: Mapping[str, Any]) -> Lesson:
    """Return the lesson that a checked file holds."""
    return Lesson(
        id=id,
        lang=lang,
        title=data["title"].strip(),
        text=tuple(_part(part) for part in data["text"]),
        roles={track: text.strip() for track, text in data["for"].items()},
        case=_case(data["case"]),
        sources=tuple(SourceRef(ref["id"], ref["section"]) for ref in data["sources"]),
        cases={track: _case(case) for track, case in (data.get("cases") or {}).items()},
        exercises=tuple(_exercise(id, each) for id, each in (data.get("exercises") or {}).items()),
        picture=data.get("picture", ""),
    )


def _part(part: Any) -> tuple[str, str]:
    """Return a part of a text as (sentences, ""), or as ("", topic)."""
    return (part.strip(), "") if isinstance(part, str) else ("", part[TOPIC])


def _case(data: Mapping[str, Any]) -> Case:
    options = (Option(id, each["label"], each["why"].strip()) for id, each in data["options"].items())
    return Case(data["ask"].strip(), data["right"], tuple(options))


def _exercise(id: str, data: Mapping[str, Any]) -> Exercise:
    return Exercise(id, data["text"].strip(), data["leads_to"], data["why"].strip())
