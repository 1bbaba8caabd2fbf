"""Sends messages to Teams."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from typing import Any

from bot.channels.teams import card
from bot.channels.teams.api import Connector
from bot.channels.teams.arrived import NAME
from bot.channels.teams.card import Element
from bot.channels.teams.render import notice, plain, render
from bot.domain.message.chat import Gone, Operation, OutboundMessage, Turn, at_once
from bot.domain.message.message import Reply
from bot.knowledge.base.entry import Words

REMEMBERED = 1_000
"""How many cards with buttons are kept in memory, so that the buttons can be taken away once used.

Teams gives no card back; after a restart an old card keeps its buttons, and the assistant says when one is
too old.
"""

UNDER_WAY = 1_000


class TeamsSender:
    """See chat.ChannelSender."""

    name = NAME

    def __init__(self, connector: Connector, words: Words) -> None:
        self._connector = connector
        self._words = words
        self._cards: OrderedDict[tuple[str, str], Element] = OrderedDict()
        self._twins: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._made: OrderedDict[str, list[str]] = OrderedDict()

    async def carry(self, outbound: OutboundMessage, turn: Turn = at_once) -> str:
        """See chat.ChannelSender."""
        if outbound.act is Operation.UNBUTTON:
            await self._unbutton(outbound)
            return ""
        if outbound.act is Operation.ERASE:
            # a bot cannot delete what a person wrote in Teams, so the person is asked to
            return await self._connector.say(
                outbound.address, plain(self._words.say(outbound.lang, "teams.erase"), outbound.lang)
            )
        if outbound.reply is None:
            return ""
        if outbound.act is Operation.CHANGE:
            return await self._put(outbound, outbound.reply, turn)
        if outbound.thing and outbound.before:
            return await self._change_card(outbound, outbound.reply, turn)
        return await self._say(outbound, render(outbound.reply, self._words, outbound.lang), turn)

    async def _say(self, outbound: OutboundMessage, activities: list[Element], turn: Turn) -> str:
        """Send what was not sent yet: when the second of two cards failed, the first is not said again."""
        made = self._made.setdefault(outbound.key, [])
        for number, activity in enumerate(activities[len(made) :]):
            if number:
                await turn()
            message = await self._connector.say(outbound.address, activity)
            made.append(message)
            self._remember(outbound, message, activity)
            _shrink(self._made, UNDER_WAY)
        self._made.pop(outbound.key, None)
        return made[-1]

    async def _put(self, outbound: OutboundMessage, reply: Reply, turn: Turn) -> str:
        """Put a card in the place of the one that stands there; say it anew where that is gone."""
        activities = render(reply, self._words, outbound.lang)
        if len(activities) > 1:
            return await self._say(outbound, activities, turn)
        try:
            await self._connector.change(outbound.address, outbound.message, activities[0])
        except Gone:
            return await self._say(outbound, activities, turn)
        self._remember(outbound, outbound.message, activities[0])
        return outbound.message

    async def _change_card(self, outbound: OutboundMessage, reply: Reply, turn: Turn) -> str:
        """Bring the referral's card up to date where it stands, and say so below: a change is silent."""
        *earlier, last = render(reply, self._words, outbound.lang)
        if earlier:
            return await self._say(outbound, [*earlier, last], turn)
        try:
            await self._connector.change(outbound.address, outbound.before, last)
        except Gone:  # the card was deleted; if it is the chat that is gone, this will say so, too
            return await self._say(outbound, [last], turn)
        self._remember(outbound, outbound.before, last)
        told = notice(reply, outbound.thing, self._words, outbound.lang)
        below = await self._connector.say(outbound.address, told)
        self._remember(outbound, below, told)
        for one, other in ((below, outbound.before), (outbound.before, below)):
            self._twins[outbound.address.chat, one] = other
        _shrink(self._twins, REMEMBERED)
        return outbound.before

    async def _unbutton(self, outbound: OutboundMessage) -> None:
        """Take the buttons away that were used, and the same ones on the other message about it."""
        twin = self._twins.pop((outbound.address.chat, outbound.message), "")
        for message in (outbound.message, twin):
            shown = self._cards.get((outbound.address.chat, message))
            if shown is None:
                continue
            with suppress(Gone):  # whether the chat is gone, or only the card, the next message will tell
                await self._connector.change(outbound.address, message, card.without_buttons(shown))
            self._cards.pop((outbound.address.chat, message), None)

    def _remember(self, outbound: OutboundMessage, message: str, activity: Element) -> None:
        if card.has_buttons(activity):
            self._cards[outbound.address.chat, message] = activity
            _shrink(self._cards, REMEMBERED)


def _shrink(kept: OrderedDict[Any, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
