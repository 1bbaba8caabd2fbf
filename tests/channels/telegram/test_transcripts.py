"""Every transcript is played through Telegram's real wire format.

By aiogram all of them. Below `Api` both libraries do the same, which the tests of this folder and the
channels' contract hold for each (buttons, files, pictures, deletion, groups, faults); by python-telegram-bot
five talks go the whole way.
"""

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

BY_BOTH = ("the_whole_way", "course", "identifying_in_a_dialog", "team_channel", "three_way_talk")
"""The whole way of a referral; pictures; what is deleted; a team's channel; times and a calendar file."""

TALKS = [
    pytest.param(path, library, id=f"{path.stem}-{library}")
    for path in PLAYED
    for library in LIBRARIES
    if library == "aiogram" or path.stem in BY_BOTH
]


class WiredStage(Stage):
    """Plays the lines of a transcript in Telegram."""

    def __init__(self, library: str) -> None:
        super().__init__()
        self.house.close()
        self.house = Wire(ORDER, library)  # type: ignore[assignment]


@pytest.mark.parametrize(("path", "library"), TALKS)
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
