"""Every transcript is played through Telegram's real wire format, by both libraries."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers import ORDER
from tests.channels.telegram.conftest import LIBRARIES
from tests.channels.telegram.wire import Wire
from tests.transcripts.test_transcripts import FILES, Stage, script

ELSEWHERE = {"another_channel"}
"""What is meant for the web page: in Telegram a code is taken, not given."""

LEFT_OUT = {"forgotten": 2}
"""Lines at the end that are meant for the web page: who was forgotten is a stranger in Telegram."""

PLAYED = [path for path in FILES if path.stem not in ELSEWHERE]


class WiredStage(Stage):
    """Plays the lines of a transcript in Telegram."""

    def __init__(self, library: str) -> None:
        super().__init__()
        self.house.close()
        self.house = Wire(ORDER, library)  # type: ignore[assignment]


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("path", PLAYED, ids=lambda path: path.stem)
def test_transcript_in_telegram(path: Path, library: str) -> None:
    """The conversation goes as it is written, in Telegram too."""
    stage = WiredStage(library)
    try:
        lines = script(path)
        for line in lines[: len(lines) - LEFT_OUT.get(path.stem, 0)]:
            stage.play(line)
    except AssertionError as wrong:
        pytest.fail(str(wrong).split("\nassert ")[0], pytrace=False)
    finally:
        stage.house.close()
    assert stage.heard
