"""Who signs in and who is refused stands in the log, in lines that hold nothing of theirs and are bounded."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.channels.bounded_log import PER_MINUTE, BoundedLog
from bot.domain.message.rate_limit import Rate
from bot.logs import only_allowed
from tests.channels.web.test_fences import browser

FORGED = "ips_login=1.abc; ips_login=Kanari7"


@pytest.mark.parametrize(
    ("method", "path", "headers", "number"),
    [
        ("GET", "/u/anna/api/start", {"cookie": FORGED}, 401),
        ("GET", "/", {"host": "kanari7.example"}, 421),
        ("POST", "/login", {"origin": "http://kanari7.example"}, 403),
        ("GET", "/", {"x-forwarded-for": "203.0.113.7"}, 403),
    ],
)
async def test_a_refusal_is_a_line(method: str, path: str, headers: dict[str, str], number: int) -> None:
    """Its status and why, whole by the log's own rules; nothing that a client sent."""
    with capture_logs() as logged:
        async with browser() as client:
            assert (await client.request(method, path, headers=headers)).status_code == number
    (line,) = logged
    assert (line["event"], line["channel"], line["number"]) == ("request not taken", "web", number)
    assert not {"203", "anari", "abc"} & set(str(line).split())
    del line["log_level"]
    assert only_allowed(None, "", dict(line)) == line


async def test_too_many_is_a_line() -> None:
    """A limit that was met is seen by whoever looks after the service."""
    with capture_logs() as logged:
        async with browser(per_address=Rate(2)) as client:
            assert [(await client.get("/")).status_code for _ in range(4)] == [200, 200, 429, 429]
    assert [line["number"] for line in logged] == [429, 429]


async def test_a_login_is_a_line() -> None:
    """By the role, not by the person: the log names nobody."""
    with capture_logs() as logged:
        async with browser() as client:
            assert (await client.post("/login", data={"person": "anna"})).status_code == 303
    (line,) = logged
    assert (line["event"], line["kind"]) == ("signed in", "clinician")
    assert "anna" not in str(line).lower()


async def test_a_flood_does_not_fill_the_log() -> None:
    """Some lines a minute of each kind; other kinds have their own."""
    with capture_logs() as logged:
        async with browser() as client:
            for _ in range(3 * PER_MINUTE.most):
                await client.get("/", headers={"host": "evil.example"})
            await client.post("/login", headers={"origin": "http://evil.example"})
    numbers = [line["number"] for line in logged]
    assert PER_MINUTE.most <= numbers.count(421) <= PER_MINUTE.most + 10
    assert numbers.count(403) == 1


def test_the_next_line_says_how_many_were_left_out() -> None:
    """Nothing is hidden: what was not written is counted."""
    lines = BoundedLog("teams", Rate(1, 0.000001))
    lines._left_out["401"] = 7
    with capture_logs() as logged:
        lines.refused(401, "no token")
    assert logged[0]["count"] == 7
