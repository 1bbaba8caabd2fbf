"""The reception: where channels hand in what arrived. It finds out who it is, and takes the turn.

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
from bot.conversation import alarm, typed
from bot.domain.chat import Act, Address, Arrived, Carrier, Posting, ReplyTo
from bot.domain.chat_ports import Accounts
from bot.domain.invitation import digest, in_text
from bot.domain.limits import Limiter, Rate
from bot.domain.message import Inbound, Reply, Room, Tone
from bot.domain.person import Person, Role
from bot.domain.ports import FAULT, Clock, Desk, Said, StoreFault
from bot.knowledge.entry import LANGUAGES, Words

log = structlog.get_logger()

GUESSES = 10
"""How many wrong codes a channel's user may try until the program starts anew; a code has 37 bits."""

TRIES = 5
"""How often an update that cannot be taken is asked for again, while the store answers."""

MOST_REMEMBERED = 10_000

URGENT_S = 5.0
"""How long somebody who tells of danger waits for who they are and for the turn, in seconds."""

UNLIMITED = Rate(0)
SAID = Rate(1)
"""How often somebody who writes too fast is told so."""


@dataclass
class FrontDesk:
    """See chat.Reception. `rooms` says what may be done in which channel; with `strangers` guests may ask.

    `rate` is how often a user of a channel may come: above it an update is taken and let
    go, unless it tells of danger.
    """

    desk: Desk
    accounts: Accounts
    words: Words
    clock: Clock
    rooms: dict[str, Room]
    link: str
    strangers: bool = True
    carriers: dict[str, Carrier] = field(default_factory=dict)
    rate: Rate = UNLIMITED

    def __post_init__(self) -> None:
        self._guesses: dict[str, int] = {}
        self._failed: dict[tuple[str, str], int] = {}
        self._unheard: set[tuple[str, str]] = set()
        self._under_way: set[asyncio.Task[Said]] = set()  # the loop itself holds tasks weakly
        self._limiter = Limiter(self.rate)
        self._told = Limiter(SAID)

    async def receive(self, arrived: Arrived) -> bool:
        """See chat.Reception."""
        if self._too_fast(arrived):
            await self._slow_down(arrived)
            return True
        user, arrived = _user(arrived), _as_group(arrived)
        if await self._is_taken(arrived, user):
            self._failed.pop(_name(arrived), None)
            return True
        return await self._failing(arrived)

    async def _is_taken(self, arrived: Arrived, user: str) -> bool:
        """Take the turn; tell whether it was. Whoever tells of danger is not kept waiting by a slow store."""
        urgent = safety.acute(arrived.turn.words) is not None
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
        """See chat.Reception."""
        try:
            await self.accounts.left(address, self.clock.now())
        except StoreFault as fault:
            log.error("leaving not noted", channel=address.channel, fault=str(fault))
            return False
        return True

    def _too_fast(self, arrived: Arrived) -> bool:
        """Tell whether somebody is above the rate, in a group each for themselves. Danger never is."""
        waits = self._limiter.wait(_user(arrived), self.clock.now().timestamp())
        return waits > 0 and not safety.acute(arrived.turn.words)

    async def _slow_down(self, arrived: Arrived) -> None:
        """Say so past the post, so that nothing is written for whoever sends too much."""
        if not self._told.wait(_user(arrived), self.clock.now().timestamp()):
            await self._tell(arrived, "reception.too_many")

    async def _take(self, arrived: Arrived, user: str) -> Said:
        arrived, person = await (self._in_group if arrived.address.group else self._who)(arrived, user)
        turn = replace(arrived.turn, room=self._room(arrived), elsewhere=self._elsewhere(arrived))
        if person.role is Role.GUEST and not self.strangers and not _heard_from_all(turn):
            turn = _pressed(turn, "account:stranger")
        to = ReplyTo(arrived.address, arrived.message, arrived.pressed_on, arrived.album)
        return await self.desk.take(arrived.address.channel, turn.update_id, person, turn, to)

    async def _who(self, arrived: Arrived, user: str) -> tuple[Arrived, Person]:
        """Return the person, and the update: one that is about the account became a button of its handler."""
        code = arrived.invitation or self._code(arrived.turn)
        if code:
            return await self._linked(arrived, code, user)
        if self._means(arrived.turn, "unlink"):
            known = await self.accounts.unlink(arrived, self.clock.now())
            guest = await self._visit(arrived)
            name = "account:unlinked" if known else "account:nobody"
            return replace(arrived, turn=_pressed(arrived.turn, name)), guest
        return arrived, await self._visit(arrived)

    async def _visit(self, arrived: Arrived) -> Person:
        return await self.accounts.visit(arrived, f"guest-{secrets.token_hex(8)}", self.clock.now())

    async def _linked(self, arrived: Arrived, code: str, user: str) -> tuple[Arrived, Person]:
        said = "account:no_code"
        if self._may_guess(user):
            person = await self.accounts.link(arrived, digest(code), self.clock.now())
            if person is not None:
                return replace(arrived, turn=_pressed(arrived.turn, "account:linked")), person
            if await self.accounts.for_team(digest(code), self.clock.now()):
                said = "team_channel:wrong_place"
        self._guessed(user)
        return replace(arrived, turn=_pressed(arrived.turn, said)), await self._visit(arrived)

    async def _in_group(self, arrived: Arrived, user: str) -> tuple[Arrived, Person]:
        """The same in a group: the person is the group's own guest. What is not said anew changes nothing."""
        fresh = not arrived.turn.second_hand
        said = ""
        if fresh and (code := self._code(arrived.turn)):
            said = await self._connected(arrived, code, user)
        elif fresh and self._means(arrived.turn, "unlink"):
            ended = await self.accounts.disconnect(arrived.address, self.clock.now())
            said = "disconnected" if ended else "no_channel"
        guest = await self._visit(arrived)
        turn = _pressed(arrived.turn, f"team_channel:{said}") if said else arrived.turn
        return replace(arrived, turn=turn), guest

    async def _connected(self, arrived: Arrived, code: str, user: str) -> str:
        """Connect a team's channel, if it may be one; return what to say of it."""
        if not arrived.address.place.get("feed"):
            return "not_here"
        if self.rooms.get(arrived.address.channel) is not Room.ALL:
            return "not_allowed"
        if self._may_guess(user):
            farewell = {lang: Reply(self.words.say(lang, "team_channel.replaced")) for lang in LANGUAGES}
            team = await self.accounts.connect(arrived, digest(code), farewell, self.clock.now())
            if team is not None:
                return f"connected:{team}"
        self._guessed(user)
        return "no_code"

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

    def _room(self, arrived: Arrived) -> Room:
        return (
            Room.GROUP if arrived.address.group else self.rooms.get(arrived.address.channel, Room.QUESTIONS)
        )

    def _elsewhere(self, arrived: Arrived) -> str:
        return arrived.address.place.get("private", "") if arrived.address.group else self.link

    async def _failing(self, arrived: Arrived) -> bool:
        """Tell the person once that it did not work; True when the update is no use and is let go.

        Danger is answered here, past the store, and that is tried as often as the update comes.
        """
        name = _name(arrived)
        tries = self._failed.get(name, 0) + 1
        if len(self._failed) < MOST_REMEMBERED:
            self._failed[name] = tries
        urgent = alarm.unaided(self.words, arrived.turn, None)
        if tries == 1 or (urgent and name in self._unheard):
            await self._tell_of_fault(arrived, urgent)
        if tries < TRIES or not await self.desk.ready():
            return False
        log.error("update let go", channel=arrived.address.channel)
        del self._failed[name]
        self._unheard.discard(name)
        return True

    async def _tell_of_fault(self, arrived: Arrived, urgent: Said | None) -> None:
        if urgent is None:
            await self._tell(arrived, "flow.fault")
        elif await self._say(arrived, urgent.lang, urgent.replies[0]):
            self._unheard.discard(_name(arrived))
        elif len(self._unheard) < MOST_REMEMBERED:
            self._unheard.add(_name(arrived))

    async def _tell(self, arrived: Arrived, key: str) -> None:
        lang = arrived.turn.lang or "nb"
        await self._say(arrived, lang, Reply(self.words.say(lang, key), tone=Tone.WARNING))

    async def _say(self, arrived: Arrived, lang: str, reply: Reply) -> bool:
        """Say something past the post, which cannot be written to now; tell whether it arrived."""
        carrier = self.carriers.get(arrived.address.channel)
        if carrier is None:
            return False
        posting = Posting(0, secrets.token_hex(16), arrived.address, Act.SAY, lang, reply=reply)
        try:
            await carrier.carry(posting)
        except Exception as fault:
            log.warning("warning not told", channel=arrived.address.channel, fault=type(fault).__name__)
            return False
        return True


def _as_group(arrived: Arrived) -> Arrived:
    """In a group nobody is anybody: what is said there is the group's."""
    return replace(arrived, user=f"group {arrived.address.chat}") if arrived.address.group else arrived


def _heard_from_all(turn: Inbound) -> bool:
    """Tell whether a turn is taken from strangers, too: about who they are, and danger."""
    own = (turn.press or "").startswith(("account:", "team_channel:"))
    return own or safety.acute(turn.words) is not None


def _pressed(turn: Inbound, choice: str) -> Inbound:
    return Inbound(turn.update_id, press=choice, lang=turn.lang, room=turn.room, elsewhere=turn.elsewhere)


def _user(arrived: Arrived) -> str:
    return f"{arrived.address.channel}:{arrived.user}"


def _name(arrived: Arrived) -> tuple[str, str]:
    return arrived.address.channel, arrived.turn.update_id
