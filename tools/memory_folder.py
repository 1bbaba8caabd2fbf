"""python -m tools.memory_folder: prints where tests may write: in memory, where there is room, else as usual.

A database waits for its disk at every commit. What tests write is gone after them, so nobody needs that.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM_BYTES = 2 << 30


def usable(folder: Path) -> bool:
    """Tell whether a folder has room, and programs can be started there: some machines forbid it."""
    try:
        if shutil.disk_usage(folder).free < ROOM_BYTES:
            return False
        with tempfile.TemporaryDirectory(dir=folder) as tried:
            script = Path(tried) / "tried"
            script.write_text("#!/bin/sh\n")
            script.chmod(0o700)
            return subprocess.run([script], check=False).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    print(MEMORY if "TMPDIR" not in os.environ and usable(MEMORY) else tempfile.gettempdir())
