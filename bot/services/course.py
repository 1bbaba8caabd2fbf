"""The content of the course as the sweep knows it: which lessons changed, and what they are called."""

from __future__ import annotations

from bot.domain.turn.course_news import CourseContent
from bot.knowledge.base.entry import LANGUAGES, KnowledgeBase


def course_content(base: KnowledgeBase) -> CourseContent | None:
    """Return the content of the course, None where there is no course."""
    course = base.course
    if course is None:
        return None
    titles = {(lang, one): base.lesson(lang, one).title for lang in LANGUAGES for one in course.lessons}
    numbers = {one: number for number, one in enumerate(course.lessons, 1)}
    return CourseContent(course.version, course.changed, titles, numbers)
