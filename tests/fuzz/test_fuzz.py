"""Ten thousand inputs of any kind, and nothing falls over: typed, pressed, sent, played, over HTTP."""

from __future__ import annotations

import json
import string
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core.errors import SchemathesisError

from bot.channels.web import WebSettings, create
from bot.domain.message.message import Inbound, Unsupported
from bot.domain.message.rate_limit import Rate
from bot.domain.turn.outcome import Outcome
from bot.domain.turn.session import OpenDialog, Session
from handlers import ORDER
from tests.deep import deep
from tests.domain.making import directory
from tests.fakes.desk import MemoryDesk
from tests.handlers.house import House
from tests.handlers.talk import ANNA, DINA, JONAS, METTE, NORA, decide, knowledge
from tools import fuzz

TURNS, LINES, REQUESTS, GUIDED = deep(1_800), deep(300), deep(520), deep(1_900)
"""Inputs to the engine, to play, over HTTP, and to each target of tools/fuzz.py: more than 10,000 in all."""

QUICK = {
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}
COUNTED: dict[str, int] = {"turns": 0, "lines": 0, "requests": 0, "guided": 0}
DIALOGS = sorted({dialog.name for handler in ORDER if (dialog := handler.dialog())})
STEPS = ["age", "wish", "form", "when", "summary", "who", "what", "to", "x", "", "!back", "2026-11-20"]
WORDS = (
    "ja",
    "nei",
    "henvis",
    "IPS-7K3F",
    "12.11.2026",
    "Kari Nordmann",
    "vil dø",
    "/help",
    "/",
    "tilbake",
    "🙂",
)
text = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join))
presses = st.one_of(
    st.text(max_size=80),
    st.builds(
        ":".join,
        st.lists(
            st.one_of(
                st.sampled_from(
                    [*(h.name for h in ORDER), "d", "IPS-7K3F", "0", "1", "!back", "yes", "-", ""]
                ),
                st.text(string.printable, max_size=12),
            ),
            min_size=1,
            max_size=6,
        ),
    ),
)
flags = {"edited": st.booleans(), "forwarded": st.booleans()}
turns = st.one_of(
    st.builds(Inbound, st.just("1"), text=text, **flags),
    st.builds(Inbound, st.just("1"), press=presses),
    st.builds(
        Inbound, st.just("1"), unsupported=st.sampled_from(Unsupported), caption=text, file_name=text, **flags
    ),
)
dialogs = st.none() | st.builds(
    OpenDialog,
    st.sampled_from([*DIALOGS, "gone"]),
    st.dictionaries(st.sampled_from(STEPS), st.sampled_from(STEPS), max_size=4),
    st.none() | st.sampled_from(STEPS),
    st.booleans(),
)
sessions = st.builds(
    Session, st.sampled_from(["nb", "nn", "en"]), st.integers(0, 9), dialogs, st.none() | text, dialogs
)


@given(turns, sessions, st.sampled_from([ANNA, DINA, JONAS, METTE, NORA]))
@settings(max_examples=TURNS, **QUICK)  # type: ignore[arg-type]
def test_any_turn_in_any_session_is_decided(turn: Inbound, session: Session, person: Any) -> None:
    """Whatever is typed, pressed or sent, wherever a talk stands, leads to an answer."""
    COUNTED["turns"] += 1
    outcome = decide(turn, session, person)
    assert isinstance(outcome, Outcome)
    assert outcome.replies


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
orders = st.fixed_dictionaries(
    {},
    optional={
        "as": st.sampled_from([{"id": "anna", "role": "clinician"}, {"id": "g", "role": "guest"}])
        | json_values,
        "say": text | json_values,
        "press": presses | json_values,
        "send": st.sampled_from(["photo", "file", "no"]) | json_values,
        "caption": text | json_values,
        "edited": st.booleans() | json_values,
        "update": st.text(max_size=8) | json_values,
        "show": st.sampled_from(["referrals", "outbox", "audit"]) | json_values,
    },
)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A house with a database."""
    built = House()
    yield built
    built.close()


@given(st.one_of(orders.map(json.dumps), st.text(max_size=100)))
@settings(max_examples=LINES, **QUICK)  # type: ignore[arg-type]
def test_any_line_can_be_played(house: House, line: str) -> None:
    """A line is answered or is an error with a reason; the next one is played all the same."""
    COUNTED["lines"] += 1
    result = house._run(house._play.line(line))
    assert "error" not in result or result["error"]
    json.dumps(result)


def limitless() -> Any:
    """Return the web app as it is, without limits of how often one may come."""
    limits = WebSettings("fuzz", heartbeat=0.01, per_person=Rate(0), per_address=Rate(0))
    app = create(MemoryDesk(), knowledge().base.words, (ANNA, JONAS), limits, directory())
    app.openapi_url = "/openapi.json"
    app.setup()
    return app


APP = limitless()
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP, headers={"Host": "127.0.0.1"})
SPOKEN = SCHEMA.exclude(path_regex=r"/news$|^/openapi")
"""The news never end by themselves; they are asked for in their own tests."""


@pytest.fixture(scope="module")
def cookies() -> dict[str, str]:
    """The cookie of somebody who is logged in."""
    import asyncio

    async def login() -> dict[str, str]:
        transport = httpx.ASGITransport(APP)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            answer = await client.post("/login", data={"person": "anna"})
            return {cookie.name: str(cookie.value) for cookie in answer.cookies.jar}

    return asyncio.run(login())


@SPOKEN.parametrize()
@settings(max_examples=REQUESTS // 4, **QUICK)  # type: ignore[arg-type]
def test_any_request_of_the_described_kind_is_answered(case: Any, cookies: dict[str, str]) -> None:
    """No request that the OpenAPI document describes, or nearly, ends in a fault of the server."""
    COUNTED["requests"] += 1
    if "person_id" in (case.path_parameters or {}):
        case.path_parameters["person_id"] = "anna"
    try:
        answer = case.call(headers={"Host": "127.0.0.1"}, cookies=cookies)
    except (UnicodeError, ValueError, SchemathesisError):
        return  # could not be put on the wire
    assert answer.status_code < 500, answer.text


@pytest.mark.parametrize("target", sorted(fuzz.TARGETS))
def test_led_by_coverage(target: str) -> None:
    """The targets of `make fuzz`, for a short while: guard, files, typed answers, what a browser sends."""
    taken, fault = fuzz.taken(target, GUIDED)
    assert not fault
    assert taken >= GUIDED
    COUNTED["guided"] += taken


def test_it_was_ten_thousand(capsys: pytest.CaptureFixture[str]) -> None:
    """The counts of this file are printed, and are what was promised when all of it ran."""
    with capsys.disabled():
        parts = ", ".join(f"{number:,} {kind}" for kind, number in COUNTED.items())
        print(f"\nfuzz: {sum(COUNTED.values()):,} inputs ({parts})")
    assert all(COUNTED.values())
