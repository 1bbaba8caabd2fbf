"""What only the service knows is shown where it is asked for, and missed aloud where it is not there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli.curators.kb import kb as app
from bot.knowledge import loader
from bot.knowledge.base.entry import LANGUAGES
from bot.knowledge.base.local import missing, of_topic
from bot.knowledge.check.runner import check
from tests.domain.making import ROOT

BASE = ROOT / "knowledge_base"
EXAMPLE = ROOT / "docs/local.example.yaml"


@pytest.fixture(scope="module")
def nordfjell(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the base of a region that was made up: its own directory and local facts."""
    root = tmp_path_factory.mktemp("nordfjell") / "knowledge_base"
    shutil.copytree(BASE, root)
    shutil.copy(EXAMPLE, root / "local.yaml")
    (root / "directory.yaml").write_text(
        "teams:\n  ips-nordfjell: {name: IPS Nordfjell, kind: ips}\n"
        "posts:\n  nordfjell-lead: {team: ips-nordfjell, role: method_supervisor}\n"
        "  nordfjell-1: {team: ips-nordfjell, role: job_specialist, capacity: 20}\n"
        "services:\n  fjellklinikken: {name: Fjellklinikken, sector: specialist, agreement: true, "
        "health_care: true, served_by: [nordfjell-1]}\n",
        "utf-8",
    )
    return root


def test_another_region_is_whole(nordfjell: Path) -> None:
    """A directory and local facts of one's own are enough for a base that loads."""
    assert not [fault for fault in check(nordfjell) if not fault.warning]
    assert set(loader.load_directory(nordfjell).teams) == {"ips-nordfjell"}


def test_a_filled_fact_is_found_by_its_topic(nordfjell: Path) -> None:
    """The secure channel stands with the question about chat and e-mail, in each language."""
    base = loader.load(nordfjell)
    (fact,) = of_topic(base.local, "privacy.chat_email")
    assert all("Nordfjell Sikker Post" in fact.said[lang] for lang in LANGUAGES)
    assert not missing(base.local)


def test_check_lists_what_the_service_has_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every empty fact is named with who must supply it."""
    said = CliRunner().invoke(app, ["check"]).output
    facts = yaml.safe_load((BASE / "local.yaml").read_text("utf-8"))
    assert said.count("local.yaml") == sum(not fact["said"] for fact in facts.values())
    assert "Metodeveilederen må skaffe det" in said


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"topics": ["ips.nowhere"]}, "unknown_related"),
        ({"from": "nobody"}, "unnamed_fact"),
        ({"said": {"nb": "Bare på bokmål."}}, "missing_key"),
    ],
)
def test_a_faulty_fact_is_named(nordfjell: Path, change: dict[str, object], code: str) -> None:
    """A topic that does not exist, a person without a name, a language that is missing."""
    file = nordfjell / "local.yaml"
    before = file.read_text("utf-8")
    facts = yaml.safe_load(before)
    facts["contacts"] |= change
    file.write_text(yaml.safe_dump(facts, allow_unicode=True), "utf-8")
    found = {fault.code for fault in check(nordfjell)}
    file.write_text(before, "utf-8")
    assert code in found
