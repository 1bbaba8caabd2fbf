"""The real program as a process: `python -m bot …`, with settings of the test's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from tests.process.fork import Forked

ROOT = Path(__file__).parents[2]
LONG_S = 120
"""After this long a process that says nothing hangs."""

Line = dict[str, Any]


def environment(**settings: str) -> dict[str, str]:
    """Return the environment of a process: nobody's own settings, the search by letters from the cache."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("IPS_")}
    ours = {
        "IPS_KNOWLEDGE": str(ROOT / "knowledge_base"),
        "IPS_CACHE": str(ROOT / "var" / "cache"),
        "IPS_ENCODER": "off",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(ROOT / "var" / "cache" / "bytecode"),  # a start takes half the time
        "COLUMNS": "100",
    }
    return {**own, **ours, **settings}


def sqlite(path: Path) -> str:
    """Return the address of a database file."""
    return f"sqlite+aiosqlite:///{path}"


def bot(*words: str, folder: Path, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in a folder and return what it said; the program is loaded already."""
    with TemporaryFile() as read, TemporaryFile() as said, TemporaryFile() as wrong:
        read.write(given.encode())
        read.seek(0)
        streams = [one.fileno() for one in (read, said, wrong)]
        code = Forked(words, folder, environment(**settings), streams).wait(LONG_S)
        texts = []
        for one in (said, wrong):
            one.seek(0)
            texts.append(one.read().decode())
    return subprocess.CompletedProcess(words, code, *texts)


def fresh(*words: str, folder: Path, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command as `bot` does, but start the interpreter for it, as people do."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=given,
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LONG_S,
        check=False,
    )


def running(
    *words: str,
    folder: Path,
    settings: Mapping[str, str],
    module: str = "bot",
    said: int | None = None,
    log: int | None = None,
) -> Forked:
    """Begin a command of a program that has loaded its chats already; it goes on until somebody ends it.

    `said` and `log` are where it writes; else nobody reads it.
    """
    with Path(os.devnull).open("r+b") as nowhere:
        streams = [nowhere.fileno() if one is None else one for one in (None, said, log)]
        return Forked(words, folder, environment(**settings), streams, module, chats=True)


class Playing:
    """`play` as a process; one line in, one line out. Leaving the block kills it."""

    def __init__(self, address: str, folder: Path) -> None:
        theirs, ours = os.pipe()
        answers, said = os.pipe()
        with (folder / "stderr.txt").open("ab") as wrong:
            streams = [theirs, said, wrong.fileno()]
            self._process = Forked(("play", "--db", address), folder, environment(), streams)
        os.close(theirs)
        os.close(said)
        self._in = os.fdopen(ours, "wb", buffering=0)
        self._out = os.fdopen(answers, "rb")

    def __enter__(self) -> Playing:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def write(self, order: Line | str) -> None:
        """Hand a line in without waiting for what comes of it."""
        line = order if isinstance(order, str) else json.dumps(order)
        self._in.write(line.encode() + b"\n")

    def read(self) -> Line:
        """Return the next line that comes out."""
        line = self._out.readline()
        assert line, f"play has ended with {self._process.wait()}"
        answer: Line = json.loads(line)
        return answer

    def line(self, order: Line | str) -> Line:
        """Hand a line in and return what comes out."""
        self.write(order)
        return self.read()

    def kill(self) -> None:
        """kill -9: the process gets no chance to tidy up."""
        self._process.kill()
        self._process.wait()
        self._in.close()
        self._out.close()
