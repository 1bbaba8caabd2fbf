"""A `play` process that the tests of a file share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.process.program import Playing, sqlite


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playing]:
    """`python -m bot play` over a new database."""
    folder = tmp_path_factory.mktemp("play")
    with Playing(sqlite(folder / "play.sqlite"), folder) as process:
        yield process
