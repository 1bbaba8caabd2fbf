"""`python -m bot dev new-handler` makes a handler that passes, once its texts are written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process.program import LONG_S, ROOT, environment, fresh

DOES = "Tells how the weather is in Bergen, for the sake of a test."
MADE = (
    "handlers/basics/weather_report.py",
    *(f"knowledge_base/{lang}/words/basics/weather_report.yaml" for lang in ("nb", "nn", "en")),
    "tests/handlers/basics/test_weather_report.py",
    "tests/transcripts/weather_report.yaml",
)
PROOFS = (
    "tests/handlers/basics/test_weather_report.py",
    "tests/handlers/test_reachable.py",
    "tests/knowledge_base/test_words_twins.py",
    "tests/transcripts/test_transcripts.py",
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the checkout to make a handler in; what is large and only read is linked."""
    for folder in ("bot", "handlers", "knowledge_base", "tests"):
        shutil.copytree(
            ROOT / folder,
            tmp_path / folder,
            ignore=shutil.ignore_patterns("node_modules", "blind", "__pycache__"),
        )
    for linked in ("tools", "docs", "var", "pyproject.toml"):
        os.symlink(ROOT / linked, tmp_path / linked)
    return tmp_path


def run(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the copy's own program in the copy."""
    own = {"IPS_KNOWLEDGE": str(copy / "knowledge_base"), "PYTHONPATH": str(copy)}
    return fresh(*words, folder=copy, **own)


def test_a_handler_is_made_and_passes(copy: Path) -> None:
    """All files are made; the check names what is left to write; once written, its tests are green."""
    made = run(copy, "dev", "new-handler", "basics.weather_report", "--does", DOES)
    assert (made.returncode, made.stderr) == (0, "")
    assert set(MADE) <= set(made.stdout.splitlines())
    checked = run(copy, "kb", "check")
    assert checked.returncode == 1
    assert checked.stdout.count("weather_report.yaml") == 9
    for path in (copy / "knowledge_base").glob("*/words/basics/weather_report.yaml"):
        path.write_text(path.read_text("utf-8").replace("TODO: ", ""), "utf-8")
    assert run(copy, "kb", "check").returncode == 0
    proved = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *PROOFS, "-k", "weather"],
        cwd=copy,
        env=environment(IPS_KNOWLEDGE=str(copy / "knowledge_base"), PYTHONPATH=str(copy)),
        capture_output=True,
        text=True,
        timeout=4 * LONG_S,
        check=False,
    )
    assert proved.returncode == 0, proved.stdout + proved.stderr


@pytest.mark.parametrize(
    ("place", "does", "why"),
    [
        ("weather", DOES, "room.name"),
        ("cellar.weather_report", DOES, "no room"),
        ("basics.weather_report", "weather", "one sentence"),
        ("basics.help", DOES, "stands already"),
    ],
)
def test_what_cannot_be_made_is_said(tmp_path: Path, place: str, does: str, why: str) -> None:
    """A name or a sentence that does not fit is refused in one line, and nothing is written."""
    shutil.copytree(ROOT / "handlers", tmp_path / "handlers", ignore=shutil.ignore_patterns("__pycache__"))
    before = sorted(tmp_path.rglob("*.py"))
    refused = fresh("dev", "new-handler", place, "--does", does, folder=tmp_path)
    assert refused.returncode != 0
    assert why in refused.stderr + refused.stdout
    assert sorted(tmp_path.rglob("*.py")) == before
