"""What the web chat must be told by whoever starts it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.web.protection.client_address import Network
from bot.channels.web.protection.readers import Readers
from bot.domain.message.rate_limit import Rate

LOOPBACK: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
"""The names under which the demo login may be reached: nothing but this machine."""
MYSELF = Readers()
PER_PERSON = Rate(60)
PER_ADDRESS = Rate(3000)
PER_GUEST = Rate(60)
"""Questions of people who are not signed in, from one address: each costs as much as a turn."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the web chat behaves. Times in seconds, sizes in bytes.

    `secret` signs the login cookie; a new one logs everybody out. `hosts` are the names the chat answers to,
    without a port. `heartbeat` is how often a silent news stream shows that it lives.
    An open news stream asks every `asks_again` whether its login still holds.
    `body_lasts` is how long a request's body may take. `per_person` limits turns, `per_guest` the questions
    of people who are not signed in, from one address, `per_address` requests of
    any kind: a page that opens makes about 25. `streams` are the news streams one person may have open: the
    oldest is closed for one more. `local` refuses what came through a proxy, as the demo login wants it.
    `https` tells browsers never to come without encryption again.
    `proxies` are those whose word on the sender's address is taken. `by_groups` tells that the provider's
    groups say what somebody may do. `readers` may read what is counted.
    `framed_by` are the sites whose pages may show ours inside them, but for the sign-in.
    """

    secret: str
    hosts: tuple[str, ...] = LOOPBACK
    heartbeat: float = 15.0
    login_lasts: int = 12 * 60 * 60
    most_bytes: int = 128 * 1024
    body_lasts: float = 15.0
    per_person: Rate = PER_PERSON
    per_address: Rate = PER_ADDRESS
    per_guest: Rate = PER_GUEST
    streams: int = 6
    asks_again: float = 60.0
    local: bool = True
    https: bool = False
    proxies: tuple[Network, ...] = ()
    by_groups: bool = False
    readers: Readers = MYSELF
    framed_by: tuple[str, ...] = ()
