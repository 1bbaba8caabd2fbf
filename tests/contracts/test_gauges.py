"""What is measured for alerts, over both databases; the rules name nothing that is not measured."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml
from prometheus_client import CollectorRegistry

from bot import __version__
from bot.channels.web.metrics import Metrics
from bot.diagnostics import operation
from bot.domain.message.chat import Address, ReplyTo
from bot.domain.message.message import Reply
from bot.domain.ports.store import Said
from bot.domain.turn.outcome import SwitchOff
from bot.services.gauges import Gauges
from bot.services.replicas import ThisReplica
from bot.storage.store import Store
from tests.contracts.house import StandingClock, desk, refer
from tests.delivery.making import sweep_over
from tests.domain.making import NOW

RULES = Path(__file__).parents[2] / "deploy/alerts.yaml"
LATER = NOW + dt.timedelta(minutes=20)


def read(registry: CollectorRegistry, name: str, **labels: str) -> float | None:
    """Return what a metric says."""
    return registry.get_sample_value(name, labels)


async def test_what_the_gauges_say(store: Store) -> None:
    """A message that waits, replicas, the switch, what the guard raised."""
    clock = StandingClock(LATER)
    gauges = Gauges(store, clock, lambda: 3)
    await ThisReplica(store.replicas, clock, "0019").look()
    async with store.unit() as unit:
        to = ReplyTo(Address("telegram", "7"), "", "")
        await unit.answer(to, Said((Reply("hei"), Reply("på deg")), "answer"), NOW, "anna")
        await unit.commit()
    await store.apply([SwitchOff("Vi øver.")], NOW)
    gauges.took("web", "identifying")
    await gauges.look()
    found = gauges.registry
    assert read(found, "ips_outbox_waiting", channel="telegram") == 2
    assert read(found, "ips_outbox_oldest_seconds", channel="telegram") == 20 * 60
    assert read(found, "ips_replicas", version=__version__, schema="0019") == 1
    assert read(found, "ips_switched_off") == 1
    assert read(found, "ips_referrals_overdue") == 3
    assert read(found, "ips_turns_total", channel="web", kind="identifying") == 1
    keys = {one.key for one in await operation.looked_at(store, LATER)}
    assert keys == {
        "doctor.operation.switched_off",
        "doctor.operation.running",
        "doctor.operation.stands",
    }


async def test_the_sweep_counts_what_is_late(store: Store) -> None:
    """A referral that nobody opens is late after days, and not at once."""
    await refer(desk(store))
    for days, late in ((0, 0), (14, 1)):
        sweep = sweep_over(store, StandingClock(NOW + dt.timedelta(days=days)))
        await sweep.look()
        assert sweep.overdue == late


def test_every_metric_that_a_rule_names_is_measured(store_less: Gauges) -> None:
    """And every rule says what is wrong and what to look at."""
    Metrics(store_less.registry)
    known = {
        sample for metric in store_less.registry.collect() for sample in _names(metric.name, metric.type)
    }
    rules = yaml.safe_load(RULES.read_text("utf-8"))["groups"][0]["rules"]
    for rule in rules:
        named = set(re.findall(r"\bips_\w+", rule["expr"]))
        assert named
        assert named <= known
        assert rule["labels"]["severity"] in {"critical", "warning"}
        assert set(rule["annotations"]) == {"summary", "action"}
    assert len({rule["alert"] for rule in rules}) == len(rules)


def _names(name: str, kind: str) -> set[str]:
    ends = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}
    return {f"{name}{end}" for end in ends.get(kind, ("",))}


@pytest.fixture
def store_less() -> Gauges:
    """The gauges, for their names alone."""
    return Gauges(None, StandingClock(), lambda: 0)  # type: ignore[arg-type]
