"""Behind a proxy each sender has a limit of their own, and nobody chooses whose it is."""

from __future__ import annotations

from ipaddress import ip_network

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.channels.web.protection.client_address import address_of
from bot.domain.message.rate_limit import Rate
from bot.settings import WrongSetting, read
from tests.channels.web.test_fences import ANNA, WORDS
from tests.fakes.desk import MemoryDesk

PROXIES = tuple(ip_network(one) for one in ("127.0.0.1", "10.1.0.0/16", "2001:db8::/32"))
MOST = 3


def browser(*, proxies: bool) -> httpx.AsyncClient:
    """Return what comes from 127.0.0.1, as from a proxy on this machine."""
    settings = WebSettings("s", per_address=Rate(MOST, 3600), local=False, proxies=PROXIES if proxies else ())
    app = create(MemoryDesk(), WORDS, (ANNA,), settings)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8080")


async def asked(client: httpx.AsyncClient, forwarded: str) -> int:
    """Return the answer's number."""
    return (await client.get("/", headers={"x-forwarded-for": forwarded})).status_code


async def test_one_in_a_hurry_holds_up_nobody_else() -> None:
    """Who is refused for coming too often is refused alone, though all come by one proxy."""
    async with browser(proxies=True) as client:
        taken = [await asked(client, "203.0.113.7") for _ in range(MOST + 1)]
        assert taken == [200] * MOST + [429]
        assert await asked(client, "203.0.113.8") == 200


async def test_what_a_client_says_itself_is_not_believed() -> None:
    """Ever new addresses in front of the proxy's own word change nothing; nor does any without a proxy."""
    async with browser(proxies=True) as client:
        taken = [await asked(client, f"198.51.100.{n}, 203.0.113.7, 10.1.2.3") for n in range(MOST + 1)]
    assert taken == [200] * MOST + [429]
    async with browser(proxies=False) as client:
        taken = [await asked(client, f"198.51.100.{n}") for n in range(MOST + 1)]
    assert taken == [200] * MOST + [429]


@pytest.mark.parametrize(
    ("peer", "forwarded", "counts"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "203.0.113.7:51234", "203.0.113.7"),
        ("127.0.0.1", "[2001:db9::7]:443", "2001:db9::7"),
        ("::ffff:10.1.0.9", "2001:db9::7", "2001:db9::7"),
        ("127.0.0.1", "1.2.3.4,203.0.113.7,10.1.4.4 , 2001:db8::1", "203.0.113.7"),
        ("127.0.0.1", "10.1.0.1, 10.1.0.2", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7, unknown", "127.0.0.1"),
        ("203.0.113.9", "1.2.3.4", "203.0.113.9"),
        ("", "1.2.3.4", ""),
    ],
)
def test_whose_address_counts(peer: str, forwarded: str, counts: str) -> None:
    """The nearest one that is not trusted, read from the end; the peer itself where that is no address."""
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "client": (peer, 1) if peer else None, "headers": headers}
    assert address_of(scope, PROXIES) == counts


@pytest.mark.parametrize("wrong", ["proxy.example", "10.0.0.0/33", "10.1.2.3/16", "0.0.0.0/0", "::/0", "*"])
def test_settings_that_trust_too_much_stop_the_start(wrong: str) -> None:
    """Names, ranges that are none, and the whole world are refused with the setting's name."""
    with pytest.raises(WrongSetting, match="IPS_TRUSTED_PROXIES"):
        read(trusted_proxies=wrong)
    assert [str(one) for one in read(trusted_proxies="10.0.0.7, 10.1.0.0/16").proxies] == [
        "10.0.0.7/32",
        "10.1.0.0/16",
    ]
