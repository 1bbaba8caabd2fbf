"""`python -m bot referral` as a process: the bundle, the table, and one sentence for an unknown code."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from fhir.resources.R4B.bundle import Bundle

from bot.domain.turn.outcome import OpenReferral
from bot.storage.store import Store
from tests.domain.making import NOW, directory, referral
from tests.process.program import bot, fresh, sqlite


async def test_export_and_table(tmp_path: Path) -> None:
    """A known code prints a bundle that validates; an unknown one ends with 2; the table has both lines."""
    address = sqlite(tmp_path / "ips.sqlite")
    store = Store(address, directory())
    await store.upgrade()
    async with store.unit() as unit:
        await unit.apply((OpenReferral(referral()),), NOW)
        await unit.commit()
    await store.close()
    found = bot("referral", "export", "ips-7k3f", "--db", address, folder=tmp_path)
    assert found.returncode == 0, found.stderr
    Bundle.model_validate(json.loads(found.stdout))
    unknown = bot("referral", "export", "IPS-ZZZ9", "--db", address, folder=tmp_path)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert unknown.stderr == "There is no referral IPS-ZZZ9.\n"
    table = fresh("referral", "csv", "--db", address, folder=tmp_path)
    assert [
        row["code"]
        for row in csv.DictReader(io.StringIO(table.stdout.lstrip("\ufeff"), newline=""), delimiter=";")
    ] == ["IPS-7K3F"]
