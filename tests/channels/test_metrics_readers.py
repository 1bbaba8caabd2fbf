"""Who may read what is counted: this machine, addresses that are named, whoever has the token."""

from __future__ import annotations

from ipaddress import ip_network

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.channels.web.protection.readers import Readers
from bot.channels.web.protection.shield import FORWARDED
from bot.settings import WrongSetting, read
from tests.fakes.desk import MemoryDesk
from tests.fakes.knowledge import real_words

WORDS = real_words()
TOKEN = "k" * 32
CLUSTER = Readers((ip_network("10.0.0.0/8"),))
WITH_TOKEN = Readers(token=TOKEN)


async def status(readers: Readers, address: str, host: str = "ips.example.org", **headers: str) -> int:
    """Return what somebody at an address is answered who asks for the metrics."""
    settings = WebSettings("s", ("ips.example.org",), local=False, readers=readers)
    app = create(MemoryDesk(), WORDS, (), settings)
    transport = httpx.ASGITransport(app, client=(address, 4711))
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        answer = await client.get("/internal/metrics", headers=named)
    assert ("ips_web_turns" in answer.text) == (answer.status_code == 200)
    return answer.status_code


async def test_by_default_this_machine_alone() -> None:
    """Whoever else reaches the port is told where it is set, and nothing that is counted."""
    assert await status(Readers(), "127.0.0.1", "127.0.0.1:8080") == 200
    assert await status(Readers(), "::1", "localhost:8080") == 200
    assert await status(Readers(), "10.0.0.7", "10.0.0.1:8080") == 403


@pytest.mark.parametrize("header", FORWARDED)
async def test_a_proxy_of_this_machine_is_not_this_machine(header: str) -> None:
    """It hands on what anybody sends; one that adds nothing is told by the name that people typed."""
    assert await status(Readers(), "127.0.0.1", "127.0.0.1:8080", **{header: "198.51.100.7"}) == 403
    assert await status(Readers(), "127.0.0.1", "ips.example.org") == 403


async def test_addresses_that_are_named() -> None:
    """As a cluster's Prometheus comes to a pod; what the cluster's proxy hands on is from outside."""
    assert await status(CLUSTER, "10.20.0.7", "10.20.0.9:8080") == 200
    assert await status(CLUSTER, "192.0.2.1", "10.20.0.9:8080") == 403
    assert await status(CLUSTER, "10.20.0.7", x_forwarded_for="10.9.9.9") == 403
    assert await status(CLUSTER, "127.0.0.1", "127.0.0.1:8080") == 403


async def test_the_token() -> None:
    """From anywhere, through a proxy, too; a wrong or missing one is none."""
    proxied = {"x_forwarded_for": "198.51.100.7"}
    assert await status(WITH_TOKEN, "10.0.0.7", authorization=f"Bearer {TOKEN}", **proxied) == 200
    for wrong in (f"Bearer {TOKEN}x", "Bearer ", f"Basic {TOKEN}", "Bearer", ""):
        assert await status(WITH_TOKEN, "10.0.0.7", authorization=wrong, **proxied) == 403
    assert await status(Readers((), ""), "10.0.0.7", authorization="Bearer ") == 403


def test_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks as they are written; what cannot be read, or guessed, stops the start."""
    monkeypatch.setenv("IPS_METRICS_FROM", "10.1.0.0/16, 192.0.2.9")
    assert [str(net) for net in read().metrics_networks] == ["10.1.0.0/16", "192.0.2.9/32"]
    monkeypatch.setenv("IPS_METRICS_TOKEN", "short")
    with pytest.raises(WrongSetting, match="IPS_METRICS_TOKEN: must have at least 32"):
        read()
    monkeypatch.setenv("IPS_METRICS_FROM", "everywhere")
    with pytest.raises(WrongSetting, match="IPS_METRICS_FROM: must be addresses"):
        read()
