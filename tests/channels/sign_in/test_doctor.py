"""The doctor looks at the provider of sign-ins before anybody needs it, and at what browsers are told."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from bot.diagnostics import browser
from bot.diagnostics import provider as doctor
from bot.settings import read
from tests.channels.sign_in.test_settings import WHOLE
from tests.fakes.oidc import FakeProvider


@pytest.mark.parametrize(
    ("over", "key", "fault"),
    [
        ({}, "doctor.sign_in.ok", None),
        (
            {"issuer": "https://other.example"},
            "doctor.sign_in.fault",
            "another issuer than set",
        ),
        (
            {"jwks_uri": "http://127.0.0.1:9/"},
            "doctor.sign_in.fault",
            "the provider cannot be reached",
        ),
    ],
)
async def test_the_provider_is_looked_at(
    provider: FakeProvider, over: dict[str, Any], key: str, fault: str
) -> None:
    """It answers, is the one that is set, and has keys; or what is wrong is said."""
    provider.metadata |= over
    (found,) = await doctor.looked_at(read(**(WHOLE | {"oidc_issuer": provider.issuer})))
    assert (found.key, found.values.get("fault")) == (key, fault)


async def test_with_the_demo_there_is_none() -> None:
    """Nothing is asked of anybody."""
    assert await doctor.looked_at(read(login="demo")) == []


SOUND = "__Host-ips=x; HttpOnly; Path=/; SameSite=lax; Secure"
STAYS = {"strict-transport-security": "max-age=31536000"}


@pytest.mark.parametrize(
    ("cookie", "found"),
    [
        (SOUND, {("doctor.browser.ok", None)}),
        (SOUND.replace("; Secure", ""), {("doctor.browser.cookie", "Secure")}),
        (
            "ips=x; Path=/; SameSite=None; Secure",
            {("doctor.browser.cookie", "HttpOnly, SameSite=Lax, __Host-")},
        ),
        ("", set()),
    ],
)
async def test_what_a_proxy_makes_of_our_cookies_is_told(
    cookie: str, found: set[tuple[str, str | None]]
) -> None:
    """The doctor begins a sign-in as a browser does, and looks at what arrives."""

    async def begins(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await reader.readline()
        assert asked.startswith(b"GET /login/start ")
        told = f"Set-Cookie: {cookie}\r\n" if cookie else ""
        writer.write(f"HTTP/1.1 303 See Other\r\nLocation: /\r\n{told}Content-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(begins, "127.0.0.1", 0)
    here = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    looked = await browser.looked_at(read(**(WHOLE | {"base_url": here})))
    server.close()
    assert {(one.key, one.values.get("lacks")) for one in looked} == found


@pytest.mark.parametrize(("headers", "found"), [(STAYS, []), ({}, ["doctor.browser.hsts"])])
def test_a_page_that_does_not_keep_browsers_with_encryption(
    headers: dict[str, str], found: list[str]
) -> None:
    """Behind https the page says that it is to stay so; a proxy may have taken that away."""
    shown = httpx.Response(303, headers=headers)
    assert [one.key for one in browser._stays(shown, "https://ips.example.org")] == found
    assert browser._stays(shown, "http://127.0.0.1:8080") == []


async def test_without_a_named_proxy_all_are_one() -> None:
    """Somebody must end the encryption before us: who it is, is to be set."""
    unreachable = {"base_url": "https://nowhere.invalid"}
    keys = [one.key for one in await browser.looked_at(read(**(WHOLE | unreachable)))]
    assert keys == ["doctor.browser.proxies"]
    named = unreachable | {"trusted_proxies": "10.0.0.7"}
    assert await browser.looked_at(read(**(WHOLE | named))) == []
    assert await browser.looked_at(read(login="demo")) == []
