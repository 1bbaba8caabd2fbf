"""What a talk is about: the topic shown last, with all that a follow-up is read by."""

from __future__ import annotations

from bot.knowledge.base.entry import KnowledgeBase
from bot.understanding.follow_up import Focus, FollowUps, Thread


def focus_on(base: KnowledgeBase, lang: str, topic_id: str | None) -> Focus | None:
    """Return the focus on a topic, its title in this language, or None where there is no such topic."""
    topic = base.topic(lang, topic_id) if topic_id else None
    if topic is None:
        return None
    back = frozenset(other.id for other in base.topics.values() if topic.id in other.related)
    return Focus(topic.id, topic.question, frozenset(topic.related), back)


def thread_of(
    base: KnowledgeBase, follow_ups: FollowUps | None, lang: str, topic_id: str | None
) -> Thread | None:
    """Return what a message is read by that follows a topic, or None where it stands alone."""
    focus = focus_on(base, lang, topic_id)
    return Thread(focus, follow_ups) if focus and follow_ups else None
