"""What the web chat must be told by whoever starts it."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
"""The names under which the demo login may be reached: nothing but this machine."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the web chat behaves. Times in seconds, sizes in bytes.

    `secret` signs the login cookie; a new one logs everybody out. `hosts` are the names the chat answers to,
    without a port. `heartbeat` is how often a silent news stream shows that it lives.
    """

    secret: str
    hosts: tuple[str, ...] = LOOPBACK
    heartbeat: float = 15.0
    login_lasts: int = 12 * 60 * 60
    most_bytes: int = 128 * 1024
