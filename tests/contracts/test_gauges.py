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
from bot.diagnostics import copies, operation, staff
from bot.domain.audit.entry import NOTHING, AuditAction
from bot.domain.message.chat import Address, ReplyTo
from bot.domain.message.message import Reply
from bot.domain.person.person import Role
from bot.domain.person.roster import Member
from bot.domain.ports.health import Level
from bot.domain.ports.store import Said
from bot.domain.turn.outcome import Admit, Audit, SwitchOff
from bot.services.gauges import Gauges
from bot.services.replicas import ThisReplica
from bot.storage.store import Store
from tests.contracts.house import StandingClock, desk, refer
from tests.contracts.store.people.test_staff import OLA
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
        "doctor.operation.overdue",
    }


async def test_the_sweep_counts_what_is_late(store: Store) -> None:
    """A referral that nobody opens is late after days, and not at once."""
    await refer(desk(store))
    for days, late in ((0, 0), (14, 1)):
        sweep = sweep_over(store, StandingClock(NOW + dt.timedelta(days=days)))
        await sweep.look()
        assert sweep.overdue == late
        (told,) = [
            one for one in await operation.looked_at(store, NOW + dt.timedelta(days=days)) if LATE in one.key
        ]
        assert (told.level, told.values["count"]) == (Level.OK, late)


LATE = "overdue"


async def test_what_stands_or_piles_up_is_a_warning(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that was just written is none; more than many are, however young; and many late referrals."""
    assert "doctor.operation.empty" in {one.key for one in await operation.looked_at(store, NOW)}
    async with store.unit() as unit:
        to = ReplyTo(Address("telegram", "7"), "", "")
        await unit.answer(to, Said((Reply("hei"), Reply("på deg")), "answer"), NOW, "anna")
        await unit.commit()
    await refer(desk(store))
    assert await _said(store, "outbox") == [(Level.OK, 2)]
    monkeypatch.setattr(operation, "MANY", 1)
    monkeypatch.setattr(operation, "MANY_LATE", -1)
    assert await _said(store, "stands") == [(Level.WARNING, 2)]
    assert await _said(store, "overdue") == [(Level.WARNING, 0)]


async def _said(store: Store, what: str) -> list[tuple[Level, object]]:
    found = await operation.looked_at(store, NOW)
    return [(one.level, one.values["count"]) for one in found if one.key == f"doctor.operation.{what}"]


async def test_a_copy_is_told_by_its_age(store: Store) -> None:
    """None yet, one of today, one of last week; what `db backup` put on record is what counts."""
    assert [one.key for one in await copies.looked_at(store, NOW)] == ["doctor.copy.none"]
    await store.apply([Audit("", AuditAction.COPIED, NOTHING)], NOW)
    for days, key, level in ((0, "last", Level.OK), (7, "last", Level.OK), (8, "old", Level.WARNING)):
        (told,) = await copies.looked_at(store, NOW + dt.timedelta(days=days))
        assert (told.key, told.level, told.values["days"]) == (f"doctor.copy.{key}", level, days)


async def test_access_that_waits_for_its_yearly_look_is_told(store: Store) -> None:
    """And that nobody is there who could admit anybody; a house without people is a new one."""
    assert await staff.looked_at(store, NOW) == []
    await store.apply([Admit(OLA)], NOW)
    later = NOW + dt.timedelta(days=366)
    assert [one.key for one in await staff.looked_at(store, NOW)] == ["doctor.staff.nobody"]
    await store.apply([Admit(Member("kari", Role.COORDINATOR, None, None, "Kari", None))], later)
    assert [(one.key, one.values["count"]) for one in await staff.looked_at(store, later)] == [
        ("doctor.staff.due", 1)
    ]


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
