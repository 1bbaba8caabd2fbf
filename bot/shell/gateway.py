"""The gateway: where channels hand in what arrived. It finds out who it is, and takes the turn.

A stranger is a guest, who may ask. An invitation makes a channel's user one of the staff; a person may use
several channels, and goes on in one where another was left. In a group nobody is anybody; but a team's code
makes a group that is closed to others the team's channel, and anybody there may end that.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field, replace

import structlog

from bot import safety
from bot.conversation import intercept as alarm
from bot.conversation import typed
from bot.domain.message.chat import Address, ChannelSender, InboundUpdate, Operation, OutboundMessage, ReplyTo
from bot.domain.message.event import AccountEvent, ConnectionState, Event, TeamChannelEvent
from bot.domain.message.message import Inbound, Reply, Surface, Tone
from bot.domain.message.rate_limit import Limiter, Rate
from bot.domain.person.invitation import digest, in_text
from bot.domain.person.person import Person, Role
from bot.domain.ports.channels import Accounts
from bot.domain.ports.desk import Desk
from bot.domain.ports.store import FAULT, Clock, Said, StoreFault
from bot.knowledge.base.entry import LANGUAGES, Words
from bot.listening import is_urgent, read

log = structlog.get_logger()

GUESSES = 10
"""How many wrong codes a channel's user may try until the program starts anew; a code has 33 bits."""

TRIES = 5
"""How often an update that cannot be taken is asked for again, while the store answers."""

MOST_REMEMBERED = 10_000

URGENT_S = 5.0
"""How long somebody who tells of danger waits for who they are and for the turn, in seconds."""

UNLIMITED = Rate(0)
SAID = Rate(1)
"""How often somebody who writes too fast is told so."""


@dataclass
class InboundGateway:
    """See chat.Gateway. `surfaces` says what may be done in which channel; with `strangers` guests may ask.

    `rate` is how often a user of a channel may come: above it an update is taken and let
    go, unless it tells of danger.
    """

    desk: Desk
    accounts: Accounts
    words: Words
    clock: Clock
    surfaces: dict[str, Surface]
    link: str
    strangers: bool = True
    senders: dict[str, ChannelSender] = field(default_factory=dict)
    rate: Rate = UNLIMITED

    def __post_init__(self) -> None:
        self._guesses: dict[str, int] = {}
        self._failed: dict[tuple[str, str], int] = {}
        self._unheard: set[tuple[str, str]] = set()
        self._under_way: set[asyncio.Task[Said]] = set()  # the loop itself holds tasks weakly
        self._limiter = Limiter(self.rate)
        self._told = Limiter(SAID)

    async def receive(self, arrived: InboundUpdate) -> bool:
        """See chat.Gateway."""
        if await self._too_fast(arrived):
            await self._slow_down(arrived)
            return True
        user, arrived = _user(arrived), _as_group(arrived)
        if await self._is_taken(arrived, user):
            self._failed.pop(_name(arrived), None)
            return True
        return await self._failing(arrived)

    async def _is_taken(self, arrived: InboundUpdate, user: str) -> bool:
        """Take the turn; tell whether it was. Whoever tells of danger is not kept waiting by a slow store."""
        urgent = await is_urgent(arrived.turn.words)
        job = asyncio.create_task(self._take(arrived, user))
        self._under_way.add(job)
        job.add_done_callback(self._under_way.discard)
        try:
            async with asyncio.timeout(URGENT_S if urgent else None):
                return (await asyncio.shield(job)).kind != FAULT
        except StoreFault as fault:
            log.error("update not taken", channel=arrived.address.channel, fault=str(fault))
        except TimeoutError:
            log.warning("danger answered without the store", channel=arrived.address.channel)
        except Exception:  # a row that cannot be read, say: to the person it is all the same
            log.exception("update not taken", channel=arrived.address.channel)
        return False

    async def left(self, address: Address) -> bool:
        """See chat.Gateway."""
        try:
            await self.accounts.left(address, self.clock.now())
        except StoreFault as fault:
            log.error("leaving not noted", channel=address.channel, fault=str(fault))
            return False
        return True

    async def _too_fast(self, arrived: InboundUpdate) -> bool:
        """Tell whether somebody is above the rate, in a group each for themselves. Danger never is."""
        waits = self._limiter.wait(_user(arrived), self.clock.now().timestamp())
        return waits > 0 and not await is_urgent(arrived.turn.words)

    async def _slow_down(self, arrived: InboundUpdate) -> None:
        """Say so past the post, so that nothing is written for whoever sends too much."""
        if not self._told.wait(_user(arrived), self.clock.now().timestamp()):
            await self._tell(arrived, "reception.too_many")

    async def _take(self, arrived: InboundUpdate, user: str) -> Said:
        arrived, person = await (self._in_group if arrived.address.group else self._who)(arrived, user)
        turn = replace(arrived.turn, surface=self._room(arrived), elsewhere=self._elsewhere(arrived))
        if person.role is Role.GUEST and not self.strangers and not await _heard_from_all(turn):
            turn = _event(turn, AccountEvent.STRANGER)
        to = ReplyTo(arrived.address, arrived.message, arrived.pressed_on, arrived.album)
        return await self.desk.take(arrived.address.channel, turn.update_id, person, turn, to)

    async def _who(self, arrived: InboundUpdate, user: str) -> tuple[InboundUpdate, Person]:
        """Return the person, and the update: one that is about the account became an event."""
        if await self.desk.off():
            return arrived, await self._visit(arrived)  # a code is not used up while nothing can be done
        code = arrived.invitation or self._code(arrived.turn)
        if code:
            return await self._linked(arrived, code, user)
        if self._means(arrived.turn, "unlink"):
            known = await self.accounts.unlink(arrived, self.clock.now())
            guest = await self._visit(arrived)
            event = AccountEvent.UNLINKED if known else AccountEvent.NOBODY
            return replace(arrived, turn=_event(arrived.turn, event)), guest
        return arrived, await self._visit(arrived)

    async def _visit(self, arrived: InboundUpdate) -> Person:
        return await self.accounts.visit(arrived, f"guest-{secrets.token_hex(8)}", self.clock.now())

    async def _linked(self, arrived: InboundUpdate, code: str, user: str) -> tuple[InboundUpdate, Person]:
        event: Event = AccountEvent.NO_CODE
        if self._may_guess(user):
            person = await self.accounts.link(arrived, digest(code), self.clock.now())
            if person is not None:
                return replace(arrived, turn=_event(arrived.turn, AccountEvent.LINKED)), person
            if await self.accounts.for_team(digest(code), self.clock.now()):
                event = TeamChannelEvent(ConnectionState.WRONG_PLACE)
        self._guessed(user)
        return replace(arrived, turn=_event(arrived.turn, event)), await self._visit(arrived)

    async def _in_group(self, arrived: InboundUpdate, user: str) -> tuple[InboundUpdate, Person]:
        """The same in a group: the person is the group's own guest. What is not said anew changes nothing."""
        fresh = not arrived.turn.second_hand and not await self.desk.off()
        event: TeamChannelEvent | None = None
        if fresh and (code := self._code(arrived.turn)):
            event = await self._connected(arrived, code, user)
        elif fresh and self._means(arrived.turn, "unlink"):
            ended = await self.accounts.disconnect(arrived.address, self.clock.now())
            event = TeamChannelEvent(ConnectionState.DISCONNECTED if ended else ConnectionState.NO_CHANNEL)
        guest = await self._visit(arrived)
        turn = _event(arrived.turn, event) if event else arrived.turn
        return replace(arrived, turn=turn), guest

    async def _connected(self, arrived: InboundUpdate, code: str, user: str) -> TeamChannelEvent:
        """Connect a team's channel, if it may be one; return what became of it."""
        if not arrived.address.place.get("feed"):
            return TeamChannelEvent(ConnectionState.NOT_HERE)
        if self.surfaces.get(arrived.address.channel) is not Surface.ALL:
            return TeamChannelEvent(ConnectionState.NOT_ALLOWED)
        if self._may_guess(user):
            farewell = {lang: Reply(self.words.say(lang, "team_channel.replaced")) for lang in LANGUAGES}
            team = await self.accounts.connect(arrived, digest(code), farewell, self.clock.now())
            if team is not None:
                return TeamChannelEvent(ConnectionState.CONNECTED, team)
        self._guessed(user)
        return TeamChannelEvent(ConnectionState.NO_CODE)

    def _may_guess(self, user: str) -> bool:
        return self._guesses.get(user, 0) < GUESSES

    def _guessed(self, user: str) -> None:
        if len(self._guesses) < MOST_REMEMBERED:
            self._guesses[user] = self._guesses.get(user, 0) + 1

    def _code(self, turn: Inbound) -> str:
        text = turn.text or ""
        code = in_text(text, self.words.typed("account.before")) if len(text) <= 100 else ""
        return "" if code and safety.identifying(text) else code

    def _means(self, turn: Inbound, what: str) -> bool:
        return bool(turn.text) and typed.means(self.words, f"account.typed.{what}", turn.text or "")

    def _room(self, arrived: InboundUpdate) -> Surface:
        return (
            Surface.GROUP
            if arrived.address.group
            else self.surfaces.get(arrived.address.channel, Surface.QUESTIONS)
        )

    def _elsewhere(self, arrived: InboundUpdate) -> str:
        return arrived.address.place.get("private", "") if arrived.address.group else self.link

    async def _failing(self, arrived: InboundUpdate) -> bool:
        """Tell the person once that it did not work; True when the update is no use and is let go.

        Danger is answered here, past the store, and that is tried as often as the update comes.
        """
        name = _name(arrived)
        tries = self._failed.get(name, 0) + 1
        if len(self._failed) < MOST_REMEMBERED:
            self._failed[name] = tries
        urgent = await read(arrived.turn.words, lambda: alarm.unaided(self.words, arrived.turn, None))
        if tries == 1 or (urgent and name in self._unheard):
            await self._tell_of_fault(arrived, urgent)
        if tries < TRIES or not await self.desk.ready():
            return False
        log.error("update let go", channel=arrived.address.channel)
        del self._failed[name]
        self._unheard.discard(name)
        return True

    async def _tell_of_fault(self, arrived: InboundUpdate, urgent: Said | None) -> None:
        if urgent is None:
            await self._tell(arrived, "flow.fault")
        elif await self._say(arrived, urgent.lang, urgent.replies[0]):
            self._unheard.discard(_name(arrived))
        elif len(self._unheard) < MOST_REMEMBERED:
            self._unheard.add(_name(arrived))

    async def _tell(self, arrived: InboundUpdate, key: str) -> None:
        lang = arrived.turn.lang or "nb"
        await self._say(arrived, lang, Reply(self.words.say(lang, key), tone=Tone.WARNING))

    async def _say(self, arrived: InboundUpdate, lang: str, reply: Reply) -> bool:
        """Say something past the post, which cannot be written to now; tell whether it arrived."""
        sender = self.senders.get(arrived.address.channel)
        if sender is None:
            return False
        outbound = OutboundMessage(
            0, secrets.token_hex(16), arrived.address, Operation.SAY, lang, reply=reply
        )
        try:
            await sender.carry(outbound)
        except Exception as fault:
            log.warning("warning not told", channel=arrived.address.channel, fault=type(fault).__name__)
            return False
        return True


def _as_group(arrived: InboundUpdate) -> InboundUpdate:
    """In a group nobody is anybody: what is said there is the group's."""
    return replace(arrived, user=f"group {arrived.address.chat}") if arrived.address.group else arrived


async def _heard_from_all(turn: Inbound) -> bool:
    """Tell whether a turn is taken from strangers, too: about who they are, and danger."""
    return turn.event is not None or await is_urgent(turn.words)


def _event(turn: Inbound, event: Event) -> Inbound:
    return Inbound(
        turn.update_id, event=event, lang=turn.lang, surface=turn.surface, elsewhere=turn.elsewhere
    )


def _user(arrived: InboundUpdate) -> str:
    return f"{arrived.address.channel}:{arrived.user}"


def _name(arrived: InboundUpdate) -> tuple[str, str]:
    return arrived.address.channel, arrived.turn.update_id
