"""The database file is deleted under the running server: it stops, and says why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.process.program import environment, sqlite


def test_a_server_without_its_file_stops(tmp_path: Path) -> None:
    """Nothing is acknowledged into a file that nobody will find again."""
    file = tmp_path / "ips.sqlite"
    command = [sys.executable, "-m", "bot", "run", "--port", "0"]
    settings = environment(IPS_DATABASE=sqlite(file))
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, env=settings, text=True, **pipes) as server:  # type: ignore[call-overload]
        assert server.stdout.readline().startswith("IPS assistant: http")
        file.rename(tmp_path / "elsewhere.sqlite")
        try:
            said = server.communicate(timeout=60)[1]
        finally:
            server.kill()
    assert server.returncode == 1
    assert "The database file was moved or deleted while the program ran." in said
