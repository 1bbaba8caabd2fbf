"""What the Bot API answers when it will not do what it was asked. Texts as the real one writes them."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A request that is answered with `ok: false`.

    `code` is the HTTP status too; `parameters` is what the answer carries besides (`retry_after` in seconds).
    """

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the answer's JSON."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad(description: str) -> Refused:
    """Return a 400."""
    return Refused(400, f"Bad Request: {description}")


def forbidden(description: str) -> Refused:
    """Return a 403."""
    return Refused(403, f"Forbidden: {description}")


def conflict(description: str) -> Refused:
    """Return a 409."""
    return Refused(409, f"Conflict: {description}")


def too_many(seconds: int) -> Refused:
    """Return a 429 that asks for a pause."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
