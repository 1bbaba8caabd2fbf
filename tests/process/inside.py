"""A command of `python -m bot` in this process, where only what is around it differs from case to case.

That the program starts, and ends, as a process is proved beside it: each command has a case with `bot`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner, Result

from bot.__main__ import cli
from tests.process.program import environment


def inside(*words: str, folder: Path, given: str = "", **settings: str) -> Result:
    """Run a command to its end in a folder, with no settings but the test's, and return what it said."""
    with contextlib.chdir(folder), only(environment(**settings)):
        done = CliRunner().invoke(cli, words, given)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@contextlib.contextmanager
def only(settings: dict[str, str]) -> Iterator[None]:
    """Let nothing else stand in the environment for a while."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
