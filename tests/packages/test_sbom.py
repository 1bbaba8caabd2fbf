"""The bill of materials names all that runs, with the hashes that are checked when it is installed."""

from __future__ import annotations

from tools.licences import locked, plain
from tools.sbom import LOCK, bill

TEXT = LOCK.read_text("utf-8")


def test_every_package_of_the_lock_is_in_it() -> None:
    """By name, version and hashes; the same lock gives the same bill."""
    made = bill(TEXT)
    assert made == bill(TEXT)
    found = {one["name"]: one for one in made["components"]}
    assert set(found) == {plain(name) for name in locked(TEXT)}
    assert all(
        one["hashes"] and one["purl"] == f"pkg:pypi/{name}@{one['version']}" for name, one in found.items()
    )
    assert len({one["bom-ref"] for one in made["components"]}) == len(made["components"])


def test_another_lock_is_another_bill() -> None:
    """Its number says which one it is."""
    assert bill(TEXT)["serialNumber"] != bill(TEXT + "\n")["serialNumber"]
