"""E-mail by SMTP. A letter says of which case there is news and where to read it, or when a talk is."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from types import MappingProxyType, TracebackType

import structlog
from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPConnectError, SMTPException

from bot.delivery.letter import Letter, written
from bot.domain.case.meeting import Meeting, of_calendar_line
from bot.domain.message.chat import EMAIL, Closed, Later, Operation, OutboundMessage, Turn, at_once
from bot.domain.ports.store import Clock
from bot.knowledge.base.entry import Words

LONG_S = 20
"""How long the server may take for one letter, in seconds; shorter than the wait before the next try."""


log = structlog.get_logger()


class CannotDeliver(Later):
    """Raised when the server did not take a letter; it may be tried again later."""


class Unreachable(CannotDeliver, Closed):
    """Raised when there is no server, or none that lets us in: the next letter need not be tried either."""


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """From where letters come: the server, the sender's address, and the address of the assistant itself.

    `security` is one of SECURITY; `ca` a file with the authorities to trust, None for the machine's own;
    `password` does not show when this is printed.
    """

    host: str
    port: int
    sender: str
    link: str
    security: str = "auto"
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str | None = None


SECURITY: Mapping[str, tuple[bool, bool | None]] = MappingProxyType(
    # encrypted from the first byte, and whether STARTTLS is asked for (None: where the server offers it)
    {"auto": (False, None), "starttls": (False, True), "tls": (True, False), "none": (False, False)}
)
"""With `starttls` a server that does not offer it gets nothing: no letter and no password."""


class Mailer:
    """A mail server, used in `async with`; the connection is made with the first letter."""

    def __init__(self, smtp_settings: SmtpSettings, words: Words, clock: Clock) -> None:
        self._mark = smtp_settings
        self._words = words
        self._clock = clock
        self._smtp: SMTP | None = None

    async def __aenter__(self) -> Mailer:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    async def send(self, letter: Letter) -> None:
        """Hand a letter over. Raises CannotDeliver when the server did not say that it has it."""
        try:
            async with asyncio.timeout(LONG_S):
                smtp = await self._connected()
                await smtp.send_message(self.written(letter))
        except (SMTPConnectError, SMTPAuthenticationError, ConnectionRefusedError, ssl.SSLError) as fault:
            self._hang_up()
            raise Unreachable(_what(fault)) from fault
        except (SMTPException, OSError, ValueError) as fault:
            self._hang_up()
            raise CannotDeliver(_what(fault)) from fault

    async def greet(self) -> bytes:
        """Connect, and log in where that is set, but send nothing. Raises CannotDeliver.

        Returns the server's certificate (DER), b"" where the line is not encrypted.
        """
        try:
            async with asyncio.timeout(LONG_S):
                return _certificate(await self._connected())
        except (SMTPException, OSError, ValueError) as fault:
            self._hang_up()
            raise CannotDeliver(type(fault).__name__) from fault

    async def _connected(self) -> SMTP:
        if self._smtp is None or not self._smtp.is_connected:
            mark = self._mark
            use_tls, start_tls = SECURITY[mark.security]
            self._smtp = SMTP(
                hostname=mark.host,
                port=mark.port,
                timeout=LONG_S,
                use_tls=use_tls,
                start_tls=start_tls,
                username=mark.user or None,
                password=mark.password or None,
                cert_bundle=mark.ca,
            )
            await self._smtp.connect()
        return self._smtp

    def _hang_up(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def written(self, letter: Letter) -> EmailMessage:
        """Return the message as it is sent."""
        return written(letter, self._words, self._mark.sender, self._mark.link, self._clock.now())


class MailSender:
    """See chat.ChannelSender. Each letter has a connection of its own: there are few, and far between."""

    name = EMAIL

    def __init__(self, mailer: Mailer) -> None:
        self._mailer = mailer

    async def carry(self, outbound: OutboundMessage, turn: Turn = at_once) -> str:
        """See chat.ChannelSender."""
        letter = Letter(
            outbound.key,
            outbound.address.place["to"],
            outbound.lang,
            outbound.thing,
            *_calendar(outbound),
        )
        try:
            async with self._mailer as mailer:
                await mailer.send(letter)
        except CannotDeliver as fault:
            log.warning("letter not taken", number=outbound.number, fault=str(fault))
            raise
        return ""


def _calendar(outbound: OutboundMessage) -> tuple[Meeting | None, dt.datetime | None]:
    """Return the talk that a letter writes into a calendar, and when it was called off."""
    return of_calendar_line(outbound.message) if outbound.act is Operation.INVITE else (None, None)


def _certificate(smtp: SMTP) -> bytes:
    line = smtp.get_transport_info("ssl_object")
    return (line.getpeercert(binary_form=True) or b"") if isinstance(line, ssl.SSLObject) else b""


def _what(fault: Exception) -> str:
    """Return what may stand in the log: what a server answers can hold what it was told, so only its code."""
    return f"{type(fault).__name__} {getattr(fault, 'code', '')}".strip()
