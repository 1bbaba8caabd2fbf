"""Carries postings to Teams."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from typing import Any

from bot.channels.teams import card
from bot.channels.teams.api import Connector
from bot.channels.teams.arrived import NAME
from bot.channels.teams.card import Element
from bot.channels.teams.render import notice, plain, render
from bot.domain.chat import Act, Gone, Posting, Turn, at_once
from bot.domain.message import Reply
from bot.knowledge.entry import Words

REMEMBERED = 1_000
"""How many cards with buttons are kept in memory, so that the buttons can be taken away once used.

Teams gives no card back; after a restart an old card keeps its buttons, and the assistant says when one is
too old.
"""

UNDER_WAY = 1_000


class TeamsCarrier:
    """See chat.Carrier."""

    name = NAME

    def __init__(self, connector: Connector, words: Words) -> None:
        self._connector = connector
        self._words = words
        self._cards: OrderedDict[tuple[str, str], Element] = OrderedDict()
        self._twins: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._made: OrderedDict[str, list[str]] = OrderedDict()

    async def carry(self, posting: Posting, turn: Turn = at_once) -> str:
        """See chat.Carrier."""
        if posting.act is Act.UNBUTTON:
            await self._unbutton(posting)
            return ""
        if posting.act is Act.ERASE:
            # a bot cannot delete what a person wrote in Teams, so the person is asked to
            return await self._connector.say(
                posting.address, plain(self._words.say(posting.lang, "teams.erase"), posting.lang)
            )
        if posting.reply is None:
            return ""
        if posting.thing and posting.before:
            return await self._change_card(posting, posting.reply, turn)
        return await self._say(posting, render(posting.reply, self._words, posting.lang), turn)

    async def _say(self, posting: Posting, activities: list[Element], turn: Turn) -> str:
        """Send what was not sent yet: when the second of two cards failed, the first is not said again."""
        made = self._made.setdefault(posting.key, [])
        for number, activity in enumerate(activities[len(made) :]):
            if number:
                await turn()
            message = await self._connector.say(posting.address, activity)
            made.append(message)
            self._remember(posting, message, activity)
            _shrink(self._made, UNDER_WAY)
        self._made.pop(posting.key, None)
        return made[-1]

    async def _change_card(self, posting: Posting, reply: Reply, turn: Turn) -> str:
        """Bring the referral's card up to date where it stands, and say so below: a change is silent."""
        *earlier, last = render(reply, self._words, posting.lang)
        if earlier:
            return await self._say(posting, [*earlier, last], turn)
        try:
            await self._connector.change(posting.address, posting.before, last)
        except Gone:  # the card was deleted; if it is the chat that is gone, this will say so, too
            return await self._say(posting, [last], turn)
        self._remember(posting, posting.before, last)
        told = notice(reply, posting.thing, self._words, posting.lang)
        below = await self._connector.say(posting.address, told)
        self._remember(posting, below, told)
        for one, other in ((below, posting.before), (posting.before, below)):
            self._twins[posting.address.chat, one] = other
        _shrink(self._twins, REMEMBERED)
        return posting.before

    async def _unbutton(self, posting: Posting) -> None:
        """Take the buttons away that were used, and the same ones on the other message about it."""
        twin = self._twins.pop((posting.address.chat, posting.message), "")
        for message in (posting.message, twin):
            shown = self._cards.get((posting.address.chat, message))
            if shown is None:
                continue
            with suppress(Gone):  # whether the chat is gone, or only the card, the next message will tell
                await self._connector.change(posting.address, message, card.without_buttons(shown))
            self._cards.pop((posting.address.chat, message), None)

    def _remember(self, posting: Posting, message: str, activity: Element) -> None:
        if card.has_buttons(activity):
            self._cards[posting.address.chat, message] = activity
            _shrink(self._cards, REMEMBERED)


def _shrink(kept: OrderedDict[Any, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
