"""Transcripts are played through Telegram's real wire format (`over_wire`).

By aiogram all of these. Below `Api` both libraries do the same, which the tests of this folder and the
channels' contract hold for each (buttons, files, pictures, deletion, groups, faults); by python-telegram-bot
five talks go the whole way.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.telegram.conftest import LIBRARIES
from tests.channels.telegram.wire import Wire
from tests.transcripts.test_transcripts import CORE, Stage, over_wire, script

ELSEWHERE = {"another_channel"}
"""What is meant for the web page: in Telegram a code is taken, not given."""

LEFT_OUT = {"forgotten": 2}
"""Lines at the end that are meant for the web page: who was forgotten is a stranger in Telegram."""

TALKS = [
    pytest.param(path, library, id=f"{path.stem}-{library}")
    for path in over_wire("telegram", ELSEWHERE)
    for library in LIBRARIES
    if library == "aiogram" or path.stem in CORE
]


@pytest.mark.parametrize(("path", "library"), TALKS)
def test_transcript_in_telegram(path: Path, library: str) -> None:
    """The conversation goes as it is written, in Telegram too."""
    stage = Stage(lambda handlers: Wire(handlers, library))
    try:
        lines = script(path)
        for line in lines[: len(lines) - LEFT_OUT.get(path.stem, 0)]:
            stage.play(line)
    except AssertionError as wrong:
        pytest.fail(str(wrong).split("\nassert ")[0], pytrace=False)
    finally:
        stage.house.close()
    assert stage.heard
