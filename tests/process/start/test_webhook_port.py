"""A plain proxy in front of the webhooks' port can hand on nothing but webhooks."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.process.canary import Running
from tests.process.chats import WEBHOOK_SECRET, Services

PAGES = ("/", "/u/kari/", "/u/kari/api/start", "/u/kari/api/referrals.csv", "/static/base.css",
         "/internal/isalive", "/internal/isready", "/internal/metrics")  # fmt: skip
LIKE_NGINX = {"Host": "127.0.0.1:8081", "Connection": "close"}
"""What nginx sends with nothing but proxy_pass: no word that there is a proxy."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program as a process, with Telegram's webhook and Teams on."""
    with Services() as services:
        running = Running(tmp_path_factory.mktemp("hooks"), services)
        yield running
        running.stop()


def asked(port: int, method: str, path: str, **headers: str) -> tuple[int, str | None]:
    """Return the status and the cookie that a plain proxy gets."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        form = "person=kari" if method == "POST" else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        line.request(method, path, form, {**LIKE_NGINX, **kind, **headers})
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.getheader("set-cookie")


def test_no_page_is_on_the_port_of_the_webhooks(house: Running) -> None:
    """No login, no page, no table, no counters: 404, whoever asks. On the port of the pages they are."""
    assert asked(house.hook_port, "POST", "/login") == (404, None)
    assert asked(house.port, "POST", "/login")[0] == 303
    for path in PAGES:
        assert asked(house.hook_port, "GET", path, cookie=house.login("kari")) == (404, None)
    assert asked(house.port, "GET", "/")[0] == 200


def test_the_doors_are_there_and_only_there(house: Running) -> None:
    """Each channel's door turns away who shows nothing, takes what is its own; the pages' port has none."""
    for path in ("/teams/messages", "/telegram/updates"):
        assert asked(house.hook_port, "POST", path)[0] == 401
        assert asked(house.port, "POST", path)[0] == 404
        forwarded = {"X-Forwarded-For": "203.0.113.7", "Host": "ips.example.org"}
        assert asked(house.hook_port, "POST", path, **forwarded)[0] == 401
    secret = {"x-telegram-bot-api-secret-token": WEBHOOK_SECRET}
    assert house.ask("POST", "/telegram/updates", '{"update_id": 1}', **secret)[0] == 200
