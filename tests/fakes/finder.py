"""A search that knows only what the base itself says, word for word: quick, and never surprising."""

from __future__ import annotations

from bot.conversation.typed import plain
from bot.knowledge.base.entry import KnowledgeBase
from bot.knowledge.search.search import Found, Hit, MatchKind


class Finder:
    """Finds a topic by its title or one of its variants as they stand, and by its phrases what is asked about
    an answer; anything else is not known.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        self._topics = {
            plain(line): topic.id
            for topic in base.topics.values()
            for line in (topic.question, *topic.variants)
        }
        self._about = {
            plain(line): kind
            for none in base.none_of_these
            for kind, lines in none.about.items()
            for line in lines
        }
        self._own_case = {plain(line) for none in base.none_of_these for line in none.own_case}

    def vector(self, text: str) -> None:
        """See context.Finder: there is no encoder."""

    def find(self, text: str) -> Found:
        """See context.Finder."""
        said = plain(text)
        if topic := self._topics.get(said):
            return Found(MatchKind.ANSWER, (Hit(topic, 1.0),))
        if about := self._about.get(said):
            return Found(MatchKind.ABOUT, detail=about)
        return Found(MatchKind.PERSON if said in self._own_case else MatchKind.UNKNOWN)
