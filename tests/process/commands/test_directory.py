"""The directory as a file: shown before it is written, and refused where it would lose somebody."""

from __future__ import annotations

from pathlib import Path

from tests.process.program import bot, sqlite

WARD = """\
  askoy-ward:
    name: 'Askøy: Avdeling B'
    sector: municipal
    agreement: true
    health_care: true
    served_by: [askoy-origo]
"""


def test_a_file_is_shown_before_it_is_written(tmp_path: Path) -> None:
    """The difference first; then it holds; what people need cannot be taken away; a faulty file is named."""
    database = {"IPS_DATABASE": sqlite(tmp_path / "p.sqlite")}
    yaml = bot("directory", "export", folder=tmp_path, **database).stdout
    assert "askoy-origo:" in yaml
    file = tmp_path / "directory.yaml"
    file.write_text(yaml + WARD, "utf-8")
    shown = bot("directory", "import", str(file), folder=tmp_path, **database)
    assert "service askoy-ward: name: Askøy: Avdeling B" in shown.stdout, shown.stderr
    assert "Nothing is written yet" in shown.stdout
    assert "Written." in bot("directory", "import", str(file), "--write", folder=tmp_path, **database).stdout
    added = ("people", "add", "ola", "--role", "clinician", "--service", "askoy-ward")
    assert bot(*added, folder=tmp_path, **database).returncode == 0
    file.write_text(yaml, "utf-8")
    refused = bot("directory", "import", str(file), "--write", folder=tmp_path, **database)
    assert (refused.returncode, "askoy-ward: needed (ola)" in refused.stderr) == (2, True)
    file.write_text("teams: 3\n", "utf-8")
    assert "Nothing is written" in bot("directory", "import", str(file), folder=tmp_path, **database).stderr
