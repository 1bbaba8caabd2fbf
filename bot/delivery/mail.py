"""E-mail by SMTP. A letter says that there is news, of which referral, and where to read it; nothing else."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from types import MappingProxyType, TracebackType

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPConnectError, SMTPException

from bot.domain.code import is_code
from bot.domain.ports import Clock, Letter
from bot.knowledge.entry import Words

LONG_S = 20
"""How long the server may take for one letter, in seconds; shorter than the wait before the next try."""


class CannotDeliver(Exception):
    """Raised when the server did not take a letter; it may be tried again later."""


class Unreachable(CannotDeliver):
    """Raised when there is no server, or none that lets us in: the next letter need not be tried either."""


@dataclass(frozen=True, slots=True)
class Postmark:
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

    def __init__(self, postmark: Postmark, words: Words, clock: Clock) -> None:
        self._mark = postmark
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
        """Return the message. The same letter always bears the same Message-ID: a reader gets it once."""
        code = letter.code if is_code(letter.code) else "IPS"
        lang = letter.lang or "nb"
        message = EmailMessage()
        message["From"] = self._mark.sender
        message["To"] = letter.address
        message["Subject"] = self._words.say(lang, "mail.subject", code=code)
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = message_id(letter.key, self._mark.sender)
        message["Auto-Submitted"] = "auto-generated"
        # Exchange goes by this instead. Source: [MS-OXCMAIL] 2.1.3.2.19
        message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
        message.set_content(self._words.say(lang, "mail.text", code=code, link=self._mark.link))
        return message


def _certificate(smtp: SMTP) -> bytes:
    line = smtp.get_transport_info("ssl_object")
    return (line.getpeercert(binary_form=True) or b"") if isinstance(line, ssl.SSLObject) else b""


def _what(fault: Exception) -> str:
    """Return what may stand in the log: what a server answers can hold what it was told, so only its code."""
    return f"{type(fault).__name__} {getattr(fault, 'code', '')}".strip()


def message_id(key: str, sender: str) -> str:
    """Return the Message-ID of a letter with this key."""
    return f"<{key}@{parseaddr(sender)[1].rpartition('@')[2]}>"
