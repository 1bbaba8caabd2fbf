"""Each channel as a person has it in front of them, over the channel's real wire, with one face for all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.conversation.context import Context
from bot.domain.message.message import Reply
from bot.domain.turn.outcome import Outcome, OutcomeKind
from handlers import ORDER
from handlers.basics.help import Help
from tests.fakes.teams import FakeTeams
from tests.transcripts.test_transcripts import PEOPLE

ODD = "<b>fet</b> *stjerne* _strek_ `kode` [navn](lenke) [bold]x[/bold] :smile: & < > \\ æøå ÆØÅ čđŋ 😀"
LONG = "\n\n".join(f"Avsnitt {number}: {ODD} {'blåbærsyltetøy ' * 12}slutt." for number in range(40))
SAYS = {"langt svar": LONG, "rare tegn": ODD}


class Talkative(Help):
    """Says long and odd things when asked to; no topic of ours is as long as that."""

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler."""
        return ctx.reply(Reply(SAYS[text]), kind=OutcomeKind.ANSWER) if text in SAYS else None


HANDLERS = tuple(Talkative() if handler.name == "help" else handler for handler in ORDER)


def about(who: str) -> dict[str, str]:
    """Return a person of the transcripts as `play` names them."""
    return {"id": who, **PEOPLE[who]}


@dataclass
class Seen:
    """What somebody sees of one message. `choices` are the buttons by label, each with what presses it."""

    text: str
    choices: dict[str, Any] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    dials: list[str] = field(default_factory=list)
    pictures: list[tuple[bytes, str]] = field(default_factory=list)
    """Each as it came (PNG, SVG or letters), and what stands in its place for those who do not see it."""


class Face(Protocol):
    """One channel. People are named as in tests/transcripts/people.yaml; all return what is new on screen."""

    house: Any

    def says(self, who: str, text: str) -> list[Seen]:
        """Let somebody write."""

    def presses(self, who: str, token: Any) -> list[Seen]:
        """Let somebody press a button, perhaps one of long ago."""

    def sends(self, who: str, kind: str) -> list[Seen] | None:
        """Let somebody send a photo, voice, sticker or file; None where that cannot even be sent."""

    def edits(self, who: str, text: str) -> list[Seen] | None:
        """Let somebody change what they wrote last; None where nobody can."""

    def news(self, who: str) -> list[Seen]:
        """Return what was told to somebody who did nothing."""

    def greeting(self, lang: str) -> str | None:
        """Return how a new user is met whose client speaks a language; None where no client says so."""

    def deletion(self, who: str) -> str:
        """Tell what became of the message that was just refused."""

    def leaves(self, who: str) -> bool:
        """Let somebody block or remove the bot; False where nobody can."""

    def waiting(self) -> list[str]:
        """Return the keys of the news that nobody was handed."""

    def close(self) -> None:
        """Let go of everything."""


@contextmanager
def opened(channel: str, fake: FakeTeams) -> Iterator[Face]:
    """Open a channel, and close it at the end."""
    from tests.contracts.faces.teams import TeamsFace
    from tests.contracts.faces.telegram import TelegramFace
    from tests.contracts.faces.terminal import TerminalFace
    from tests.contracts.faces.web import WebFace

    made: Face
    if channel == "web":
        made = WebFace()
    elif channel == "terminal":
        made = TerminalFace()
    elif channel == "teams":
        made = TeamsFace(fake)
    else:
        made = TelegramFace(channel)
    try:
        yield made
    finally:
        made.close()
