"""A real mail server of the tests' own, which can be told to be difficult."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult

TAKEN = "250 OK"


@dataclass
class FakeSmtpServer:
    """Listens on a free port of this machine. `rcpt` and `data` say what it answers; None drops the line.

    `letters` holds what it has said 250 to, and what it had in hand when it dropped the line. With `tls` it
    takes nothing unencrypted, `from_the_start` or after STARTTLS; with `login` nothing of who is not let in.
    """

    rcpt: Callable[[str], str | None] = lambda address: TAKEN
    data: Callable[[str], str | None] = lambda address: TAKEN
    letters: list[EmailMessage] = field(default_factory=list)
    port: int = 0
    tls: ssl.SSLContext | None = None
    from_the_start: bool = False
    login: tuple[str, str] | None = None
    logins: list[bool] = field(default_factory=list)

    async def __aenter__(self) -> FakeSmtpServer:
        self._server = await asyncio.get_running_loop().create_server(
            self._protocol, "127.0.0.1", self.port, ssl=self.tls if self.from_the_start else None
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def _protocol(self) -> SMTP:
        starts = self.tls is not None and not self.from_the_start
        return SMTP(
            self,
            hostname="localhost",
            tls_context=self.tls if starts else None,
            require_starttls=starts,
            auth_required=self.login is not None,
            auth_require_tls=starts,
            authenticator=self._let_in,
        )

    def _let_in(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        """Let in who has the name and the password."""
        given = (data.login.decode(), data.password.decode())
        self.logins.append(given == self.login)
        return AuthResult(success=given == self.login, handled=False)

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Answer to a recipient."""
        answer = self.rcpt(address)
        if answer is None:
            server.transport.abort()
            return "421 gone"
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Answer to a letter."""
        answer = self.data(envelope.rcpt_tos[0])
        if answer in {TAKEN, None}:
            letter = message_from_bytes(envelope.content, policy=default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
        if answer is None:
            server.transport.abort()
            return "421 gone"
        return answer

    def ids(self, address: str = "") -> list[str]:
        """Return the Message-IDs that came, all or one reader's, each once, in the order they first came."""
        return list(
            dict.fromkeys(str(one["Message-ID"]) for one in self.letters if address in str(one["To"]))
        )
