"""Makes the files that a new handler needs: handler, its line in the list, words, transcript, tests."""

from __future__ import annotations

import re
from pathlib import Path

from bot.knowledge.base.entry import LANGUAGES

TEMPLATES = Path(__file__).parent / "templates"
LIST = Path("handlers/__init__.py")
TOP = "from bot.conversation.context import Handler\n"


class CannotMake(Exception):
    """A handler cannot be made; the message says why, and what to do."""


def new_handler(root: Path, place: str, does: str) -> list[Path]:
    """Write the files of a handler `room.name` under `root` and return them. Raises CannotMake.

    What it says is left to do: `kb check` names each TODO until it is a text.
    """
    room, name = _parts(place)
    if not (root / "handlers" / room / "__init__.py").is_file():
        raise CannotMake(
            f"There is no room handlers/{room}. Make it, with an __init__.py that says what it is."
        )
    if not re.fullmatch(r'[A-Z][^"\\\n]{10,90}\.', does):
        raise CannotMake("Say in one sentence what it does, from a capital letter to the full stop.")
    values = {"name": name, "klass": _camel(name), "does": does, "phrase": name.replace("_", " ")}
    files = _files(root, room, name)
    if there := [path for path in files if path.exists()]:
        raise CannotMake(f"{there[0].relative_to(root)} stands already: choose another name.")
    _listed(root / LIST, f"handlers.{room}.{name}", values["klass"])
    for path, template in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((TEMPLATES / template).read_text("utf-8").format(**values), "utf-8")
    return [root / LIST, *files]


def _parts(place: str) -> tuple[str, str]:
    found = re.fullmatch(r"([a-z_]+)\.([a-z][a-z_]+)", place)
    if not found:
        raise CannotMake(
            "A handler is named room.name in small letters, for instance oversight.weekly_report."
        )
    return found[1], found[2]


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _files(root: Path, room: str, name: str) -> dict[Path, str]:
    """Return the files of a handler, each with the template that it is made from."""
    base = root / "knowledge_base"
    return {
        root / "handlers" / room / f"{name}.py": "handler.py.txt",
        **{base / lang / "words" / room / f"{name}.yaml": "words.yaml.txt" for lang in LANGUAGES},
        root / "tests" / "handlers" / room / f"test_{name}.py": "test.py.txt",
        root / "tests" / "transcripts" / f"{name}.yaml": "transcript.yaml.txt",
    }


def _listed(file: Path, module: str, klass: str) -> None:
    """Put the handler into the ordered list: its import in its place, its line at the end."""
    text = file.read_text("utf-8")
    if re.search(rf"\b{klass}\b", text):
        raise CannotMake(f"{klass} stands in {LIST} already: choose another name.")
    head, _, order = text.partition("\n\nORDER")
    before, top, rest = head.partition(TOP)
    imports = sorted([*rest.splitlines(), f"from {module} import {klass}"])
    order = order.rstrip().removesuffix(")") + f"    {klass}(),\n)\n"
    file.write_text(before + top + "\n".join(imports) + "\n\nORDER" + order, "utf-8")
