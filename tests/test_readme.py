"""What the README promises exists: settings with their defaults, make targets, commands."""

from __future__ import annotations

import re
from typing import Any

import pytest
import typer

from bot.__main__ import cli
from bot.settings import Settings
from tests.domain.making import ROOT

README = (ROOT / "README.md").read_text("utf-8") if (ROOT / "README.md").exists() else ""
ROWS = dict(re.findall(r"^\| `(IPS_\w+)` \| (.*?) \| .+\|$", README, re.MULTILINE))
SETTINGS = {f"IPS_{field.upper()}": info for field, info in Settings.model_fields.items()}


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_in_the_table(setting: str) -> None:
    """Each setting has a row with its default; where the default is made at the start, the row says so."""
    assert setting in ROWS
    info = SETTINGS[setting]
    if info.default_factory is None:
        default = info.get_default()
        assert ROWS[setting].strip("` ") == ("" if default is None else str(default))


def test_no_setting_is_made_up() -> None:
    """The README names no setting that does not exist."""
    assert set(re.findall(r"\bIPS_[A-Z_]+\b", README)) <= set(SETTINGS)


def test_make_targets_exist() -> None:
    """Each `make` target that the README names stands in the Makefile."""
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([\w-]+)", README, re.MULTILINE))
    assert {"run", "test"} <= named <= targets


def test_commands_exist() -> None:
    """Each `python -m bot` command that the README names can be called, with the options shown."""
    lines = re.findall(r"python -m bot ([^`\n]+)", README)
    assert lines
    for line in lines:
        command: Any = typer.main.get_command(cli)
        words = line.split("#")[0].split()
        while hasattr(command, "commands") and words and not words[0].startswith("-"):
            assert words[0] in command.commands, line
            command = command.commands[words.pop(0)]
        options = {option for param in command.params for option in param.opts} | {"--help"}
        assert {word.split("=")[0] for word in words if re.match("--[a-z]", word)} <= options, line


def test_files_that_are_linked_exist() -> None:
    """Each link to a file in the repository leads to one."""
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", README)
    assert not [link for link in links if not (ROOT / link).exists()]
