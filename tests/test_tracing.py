"""Spans tell where time goes, and nothing of what anybody wrote, nor who it was."""

from __future__ import annotations

import asyncio
import json
import signal
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bench.kills.replicas import Replica
from bot import tracing
from bot.storage.store import Store
from tests.contracts.house import ANNA, desk, refer, say
from tests.process.program import sqlite

SECRET = "hemmeligord"
LONG_S = 120


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """What is measured while the test runs."""
    kept = InMemorySpanExporter()
    tracing.configure("", "1", kept)
    yield kept
    tracing.close()


def written(spans: InMemorySpanExporter) -> str:
    """Return everything that left with the spans."""
    return "\n".join(one.to_json() for one in spans.get_finished_spans())


async def test_a_talk_leaves_time_and_no_text(store: Store, spans: InMemorySpanExporter) -> None:
    """Questions, a whole referral, what is no sentence: four kinds of spans, one within another."""
    turns = desk(store)
    code = (await refer(turns)).replies[0].record
    for text in (
        f"hva er IPS {SECRET}?",
        f"{SECRET} {SECRET}",
        f"pasienten heter Kari {SECRET}",
    ):
        await say(turns, ANNA, text)
    found = spans.get_finished_spans()
    assert {one.name for one in found} == {"turn", "search", "database"}
    turn = next(one for one in found if one.name == "turn")
    assert dict(turn.attributes or {}).keys() == {"ips.channel", "ips.kind"}
    within = {one.parent.span_id for one in found if one.parent}
    assert turn.context is not None
    assert turn.context.span_id in within
    left = written(spans).casefold()
    for text in (SECRET, "kari", ANNA.id, *[w for w in code.split() if w.startswith("IPS-")]):
        assert text.casefold() not in left


async def test_of_a_fault_the_kind_is_told(spans: InMemorySpanExporter) -> None:
    """Its message may quote what somebody wrote; and what is not on the list is said by nobody."""

    def fails() -> None:
        with tracing.span("turn", channel=SECRET.upper(), kind="answer", person=SECRET) as one:
            one.says(text=SECRET, fault=f"{SECRET}!")
            raise ValueError(SECRET)

    with pytest.raises(ValueError, match=SECRET):
        fails()
    (found,) = spans.get_finished_spans()
    assert dict(found.attributes or {}) == {"ips.kind": "answer", "ips.fault": "ValueError"}
    assert found.events == ()
    assert SECRET not in written(spans)
    assert json.loads(written(spans))["resource"]["attributes"] == {
        "service.name": "ips-assistant",
        "service.version": "1",
    }


class Collector:
    """A collector on this machine that keeps what it is sent."""

    def __init__(self) -> None:
        self.got: list[tuple[str, bytes]] = []
        mine = self.got

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                mine.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()


async def test_the_program_sends_them_by_setting(tmp_path: Path) -> None:
    """`IPS_OTLP` names a collector: it gets the spans, at the latest when the program is asked to stop."""
    collector = Collector()
    settings = {
        "IPS_OTLP": collector.address,
        "IPS_MIGRATE": "start",
        "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
    }
    replica = Replica(sqlite(tmp_path / "ips.sqlite"), tmp_path, settings, chats=False)
    try:
        async with asyncio.timeout(LONG_S):
            while not await asyncio.to_thread(replica.listens):
                await asyncio.sleep(0.1)
        base = f"http://127.0.0.1:{replica.port}"
        async with httpx.AsyncClient(base_url=base, timeout=LONG_S, headers={"origin": base}) as web:
            await web.post("/login", data={"person": "anna"})
            turn = {"update": "anna-trace-1", "say": f"hva er IPS {SECRET}?"}
            assert (await web.post("/u/anna/api/turn", json=turn)).status_code == 200
        replica._process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(replica._process.wait, LONG_S) == 0
    finally:
        await asyncio.to_thread(replica.kill)
        collector.close()
    assert {path for path, _ in collector.got} == {"/v1/traces"}
    sent = b"".join(body for _, body in collector.got)
    for name in (b"turn", b"search", b"database", b"ips-assistant", b"ips.kind"):
        assert name in sent
    for text in (SECRET.encode(), b"anna", str(tmp_path).encode()):
        assert text not in sent
