"""What is told to those who learned an older content of the course than today's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from bot.domain.turn.notice import Goal, Lead, NoticeKind, Notify


@dataclass(frozen=True, slots=True)
class CourseContent:
    """The content of the course. `changed` gives the day of each lesson that was changed since it was first
    written, with its title in each language; `numbers` the place of each lesson.
    """

    version: dt.date
    changed: Mapping[str, dt.date] = field(default_factory=dict)
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)

    def since(self, learned: dt.date) -> tuple[str, ...]:
        """Return the lessons that say something else than they did on a day, in their order."""
        return tuple(lesson for lesson in self.numbers if self.changed.get(lesson, dt.date.min) > learned)


def changed(content: CourseContent, person: str, learned: dt.date) -> Notify:
    """Return the notice that what somebody learned is not what holds now, with the way to it."""
    lessons = content.since(learned)
    langs = dict.fromkeys(lang for lang, _ in content.titles)
    titles = {
        f"lessons.{lang}": ", ".join(f"«{content.titles[lang, one]}»" for one in lessons) for lang in langs
    }
    first = content.numbers[lessons[0]] if lessons else 1
    day = {"learned": f"{learned:%d.%m.%Y}", "version": f"{content.version:%d.%m.%Y}"}
    name = sha256(f"{person}|{content.version}".encode()).hexdigest()[:24]
    kind = NoticeKind.COURSE_NEWS if lessons else NoticeKind.COURSE_NEWS_ALL
    return Notify(
        kind,
        {**day, **titles},
        person=person,
        buttons=(Lead(Goal.SEE_AGAIN, str(first)),),
        once=f"course:news:{name}",
    )
