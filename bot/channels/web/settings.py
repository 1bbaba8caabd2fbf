"""What the web chat must be told by whoever starts it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.limits import Rate

LOOPBACK: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
"""The names under which the demo login may be reached: nothing but this machine."""
PER_PERSON = Rate(60)
PER_ADDRESS = Rate(3000)


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the web chat behaves. Times in seconds, sizes in bytes.

    `secret` signs the login cookie; a new one logs everybody out. `hosts` are the names the chat answers to,
    without a port. `heartbeat` is how often a silent news stream shows that it lives.
    `body_lasts` is how long a request's body may take. `per_person` limits turns, `per_address` requests of
    any kind: a page that opens makes about 25. `streams` are the news streams one person may have open: the
    oldest is closed for one more. `local` refuses what came through a proxy, as the demo login wants it.
    """

    secret: str
    hosts: tuple[str, ...] = LOOPBACK
    heartbeat: float = 15.0
    login_lasts: int = 12 * 60 * 60
    most_bytes: int = 128 * 1024
    body_lasts: float = 15.0
    per_person: Rate = PER_PERSON
    per_address: Rate = PER_ADDRESS
    streams: int = 6
    local: bool = True
