"""What the terminal, play and the web chat make of a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.channels.terminal import typed
from bot.channels.web.shapes import Turn
from bot.domain.message.message import Inbound, Unsupported
from tests.handlers.house import House


def test_a_file_dropped_on_a_terminal_is_refused(tmp_path: Path) -> None:
    """A line that is the path of a file, bare, quoted, escaped or as an address, is a file and not a text."""
    file = tmp_path / "Kari Nordmann"
    file.write_text("x")
    escaped = str(file).replace(" ", "\\ ")
    lines = (
        f"{file}",
        f"'{file}' ",
        escaped,
        f"file://{tmp_path}/Kari%20Nordmann",
        "C:\\brev\\Kari Nordmann.docx",
    )
    for line in lines:
        turn = typed("1", line)
        assert turn.unsupported is Unsupported.FILE
        assert turn.file_name.startswith("Kari Nordmann")


@pytest.mark.parametrize("line", ["/help", "hva er IPS?", "/refer", "~", "1", "c: ja", "a/b\0"])
def test_other_lines_are_text(line: str) -> None:
    """Commands and questions are none."""
    assert typed("1", line) == Inbound("1", text=line)


def test_play_takes_what_channels_take() -> None:
    """Something sent, edited and forwarded can be played; nonsense is an error."""
    house = House()
    guest = {"id": "g", "role": "guest"}
    sent = house.play(guest, send="photo", caption="Kari Nordmann")
    assert len(sent["replies"]) == 2
    assert "error" in house.play(guest, send="spaceship")
    assert "error" in house.play(guest, say="hei", press="help:")


def test_the_page_sends_kinds_alone() -> None:
    """A turn of the page has no place for a file or its name."""
    assert Turn(update="12345678", send="photo").inbound("nb").unsupported is Unsupported.PHOTO
    for body in ({"send": "contact"}, {"send": "file", "file_name": "x"}, {"send": "file", "say": "x"}):
        with pytest.raises(ValidationError):
            Turn.model_validate({"update": "12345678", **body})
