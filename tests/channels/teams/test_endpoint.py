"""Who may come in through Teams' door, and what becomes of what is no activity."""

from __future__ import annotations

import asyncio
import copy
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.channels import teams
from bot.channels.bounded_log import PER_MINUTE
from bot.channels.teams import endpoint as door
from bot.channels.teams.trust.sdk import PUBLIC, with_overrides
from bot.channels.web import webhooks
from bot.logs import only_allowed
from bot.storage.database import transaction
from tests.channels.teams.house import TeamsHouse, settings
from tests.domain.making import ROOT
from tests.fakes.teams import KEY, TENANT, FakeTeams

AGENT_365 = "5a807f24-c9de-44ee-a3a7-329e88a00ffc"
ELSEWHERE = "https://smba.trafficmanager.net.evil.example/emea/"
NOW = int(time.time())

TABLE: dict[str, tuple[dict[str, Any], dict[str, Any], int]] = {
    "the right token": ({}, {}, 200),
    "no token": ({"raw": ""}, {}, 401),
    "another kind of authorization": ({"header": "Basic abc"}, {}, 401),
    "no token, but something like one": ({"raw": "a.b.c"}, {}, 401),
    "signed with another key": ({"key": "somebody else's"}, {}, 401),
    "not signed (alg none)": ({"algorithm": "none"}, {}, 401),
    "signed with the public key (HS256)": ({"algorithm": "HS256"}, {}, 401),
    "run out": ({"exp": NOW - 3600}, {}, 401),
    "without an end": ({"exp": None}, {}, 401),
    "not valid yet": ({"nbf": NOW + 7200}, {}, 401),
    "for another bot (audience)": ({"aud": "99999999-2222-4333-8444-555555555555"}, {}, 401),
    "from another issuer": ({"iss": "https://login.example"}, {}, 401),
    "of Agent 365, which signs no service URL": (
        {"iss": f"https://sts.windows.net/{TENANT}/", "azp": AGENT_365, "tid": TENANT},
        {},
        401,
    ),
    "for another service URL": ({"serviceurl": "https://smba.trafficmanager.net/amer/"}, {}, 401),
    "without a service URL": ({"serviceurl": None}, {}, 401),
    "a service URL that is not Teams'": ({"serviceurl": ELSEWHERE}, {"serviceUrl": ELSEWHERE}, 403),
    "another tenant": ({}, {"tenant": "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee"}, 403),
    "no tenant": ({}, {"tenant": None}, 403),
    "two tenants": ({}, {"channelData": {"tenant": {"id": "b"}}}, 403),
    "another channel than Teams": ({}, {"channelId": "webchat"}, 403),
}


async def knock(house: TeamsHouse, case: str) -> int:
    """Send a message as a row of the table says, and return the status."""
    token, changes, _ = TABLE[case]
    token = dict(token)
    user = house.user("gus")
    activity = user.says("Hva er IPS?")
    for name, value in changes.items():
        if name == "tenant":
            activity["conversation"]["tenantId"] = value
            activity["channelData"] = {"tenant": {"id": value}}
        else:
            activity[name] = value
    if "header" in token:
        answer = await house._client.post(
            "/teams/messages", json=activity, headers={"authorization": token["header"]}
        )
    elif "raw" in token:
        answer = await house.post(activity, token=token["raw"])
    else:
        answer = await house.post(activity, token=house.fake.token(**{"key": KEY, **token}))
    assert not answer.content
    return answer.status_code


@pytest.mark.parametrize("case", TABLE)
def test_only_teams_gets_in(house: TeamsHouse, case: str) -> None:
    """Each row of the table: whoever is refused leaves nothing behind but a line of the log."""
    expected = TABLE[case][2]
    with capture_logs() as logged:
        assert house._run(knock(house, case)) == expected
    refused = [one for one in logged if one["event"] == "request not taken"]
    assert [one["number"] for one in refused] == ([] if expected == 200 else [expected])
    lines = [{name: value for name, value in one.items() if name != "log_level"} for one in refused]
    assert [only_allowed(None, "", dict(line)) for line in lines] == lines
    house._run(house.app.channel_runtime.outbox_worker.empty())
    known = house._run(house.app.store.accounts.channels())
    assert bool(known) is bool(house.fake.calls) is (expected == 200)


def test_the_table_stands_in_the_document() -> None:
    """docs/teams.md shows who is refused, and how, as it was tried here."""
    rows = [f"| {case} | {status} |" for case, (*_, status) in TABLE.items()]
    print("\n".join(rows))
    document = (ROOT / "docs/teams.md").read_text("utf-8")
    assert [row for row in rows if row not in document] == []


NO_ACTIVITY = [
    (b"", 400),
    (b"{", 400),
    (b"[]", 400),
    (b'"text"', 400),
    (b"\xff\xfe", 400),
    (b"[" * 100_000, 400),
    (b'{"type":' + b"[" * 100_000, 400),
    (b" " * 300_000, 413),
]


@pytest.mark.parametrize(("body", "status"), NO_ACTIVITY, ids=lambda value: str(value)[:20])
def test_what_is_no_activity(house: TeamsHouse, body: bytes, status: int) -> None:
    """Malformed JSON is 400, too much 413; nothing of the program is shown."""
    answer = house._run(house.post(body))
    assert (answer.status_code, answer.content) == (status, b"")


def test_too_much_is_refused_before_the_token_counts(house: TeamsHouse) -> None:
    """Without a token nothing is read at all."""
    assert house._run(house.post(b" " * 300_000, token="")).status_code == 401


UNKNOWN = [
    {"type": "typing"},
    {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
    {"type": "messageDelete"},
    {"type": "event", "name": "application/vnd.microsoft.meetingStart"},
    {"type": "invoke", "name": "task/fetch", "value": {}},
    {"type": "invoke", "name": "signin/verifyState"},
    {"type": "conversationUpdate", "membersAdded": [{"id": "28:x"}]},
    {"type": "endOfConversation"},
    {"type": "somethingNew"},
    {},
]


@pytest.mark.parametrize("what", UNKNOWN, ids=lambda what: what.get("type", "-"))
def test_unknown_activities_are_taken_and_ignored(house: TeamsHouse, what: dict[str, Any]) -> None:
    """Microsoft's library answers 500 to what it does not know; here it is 200, and nothing happens."""
    gus = house.user("gus")
    activity = gus.activity("x")
    del activity["type"]
    assert house.send({**activity, **what})[0].status_code == 200
    assert house.new(gus) == []


ODD = [None, True, 5, 1.5, "", "\x00", "\ud800", [], [None], {}, {"id": {}}]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of everything inside a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(p for name, one in inside for p in places(one, (*path, name)))][0 if path else 1 :]


def test_odd_values_anywhere_are_no_fault(house: TeamsHouse) -> None:
    """Whatever stands in whatever place, a client's activity is never answered by a fault of ours."""
    gus = house.user("gus")
    mirror = gus.says("hei", entities=[{"type": "mention", "mentioned": {"id": "x"}, "text": "<at>x</at>"}])
    shapes = [mirror, gus.presses("help:", "1"), gus.executes("help:"), gus.edits(mirror, "hva er ips")]
    statuses = set()
    for shape in shapes:
        for place in places(shape):
            for odd in ODD:
                changed = copy.deepcopy(shape)
                inner = changed
                for step in place[:-1]:
                    inner = inner[step]
                inner[place[-1]] = odd
                statuses.add(house._run(house.post(json.dumps(changed).encode())).status_code)
    assert statuses <= {200, 401, 403}


def test_what_cannot_be_written_is_to_be_sent_again(house: TeamsHouse) -> None:
    """While the store fails Teams is answered 503, and the same activity is answered later."""
    gus = house.user("gus")
    house.send(gus.says("hei"))
    house.new(gus)
    again = gus.says("Hva er IPS?")

    async def rename(before: str, after: str) -> None:
        async with transaction(house.app.store.engine) as connection:
            await connection.exec_driver_sql(f"ALTER TABLE {before} RENAME TO {after}")
            await connection.commit()

    house._run(rename("taken_update", "gone"))
    assert house.send(again)[0].status_code == 503
    house._run(rename("gone", "taken_update"))
    house.new(gus)
    assert house.send(again)[0].status_code == 200
    assert "IPS" in house.texts(gus)[0]


def test_without_microsofts_keys_nobody_gets_in(house: TeamsHouse) -> None:
    """When the keys cannot be fetched it is 503: Teams' own messages are to be sent again."""
    nowhere = with_overrides(PUBLIC, openid_metadata_url="http://127.0.0.1:9/openidconfiguration")
    chats = house.app.channel_runtime
    lost = teams.open(settings(), chats.gateway, house.app.words, cloud=nowhere, hosts=("127.0.0.1",))
    house._run(house.swap(webhooks([lost.router])))
    assert house._run(house.post(house.user("gus").says("hei"))).status_code == 503
    assert house._run(house.post(house.user("gus").says("hei"), token="a.b.c")).status_code == 401


def test_other_methods(house: TeamsHouse) -> None:
    """Only POST is there."""
    assert house._run(house._client.get("/teams/messages")).status_code == 405


def test_a_flood_does_not_fill_the_log(house: TeamsHouse) -> None:
    """Whoever proves nothing causes some lines a minute, not one for each request."""
    with capture_logs() as logged:
        for _ in range(200):
            assert house._run(house._client.post("/teams/messages")).status_code == 401
    assert len([one for one in logged if one["event"] == "request not taken"]) <= PER_MINUTE.most + 10


def test_a_flood_of_unknown_keys(house: TeamsHouse, fake: FakeTeams) -> None:
    """Tokens with keys nobody knows do not fetch the keys over and over, and the right one still gets in."""
    before = fake.keys_given
    for number in range(20):
        token = fake.token(kid=f"unknown-{number}")
        assert house._run(house.post(house.user("gus").says("hei"), token=token)).status_code == 401
    assert fake.keys_given - before <= 2
    assert house._run(knock(house, "the right token")) == 200


def test_the_library_logs_nothing_of_callers(house: TeamsHouse, caplog: pytest.LogCaptureFixture) -> None:
    """What somebody writes into a token or an activity does not reach the log by way of the library."""
    activity = house.user("gus").says("hei") | {"serviceUrl": "https://x\nforged line"}
    token = house.fake.token(serviceurl="https://y")
    assert house._run(house.post(activity, token=token)).status_code == 401
    assert "forged" not in caplog.text
    assert [record for record in caplog.records if record.name.startswith("microsoft_teams")] == []


def test_a_body_that_drips_is_given_up(house: TeamsHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has proved nothing yet may not hold a connection with a body that never ends."""

    async def drips() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(60)

    monkeypatch.setattr(door, "LASTS_S", 0.05)
    headers = {"authorization": "Bearer x", "content-type": "application/json"}
    answer = house._run(house._client.post(door.PATH, content=drips(), headers=headers))
    assert (answer.status_code, answer.headers["connection"]) == (408, "close")
