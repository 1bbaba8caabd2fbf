"""The house keeps its own promises: who may import whom, purity, appliers, no words for users in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from importlinter.cli import lint_imports

from bot.conversation import engine
from bot.domain.message.message import Inbound
from bot.domain.turn.outcome import Effect
from bot.domain.turn.snapshot import TurnSnapshot
from bot.storage.appliers import APPLIERS
from handlers import ORDER
from tests.domain.making import NOW, ROOT, referral
from tests.handlers.talk import ANNA, Talk, knowledge

CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "monotonic", "perf_counter", "time_ns", "sleep"}
WORLDLY = {
    "os",
    "random",
    "secrets",
    "time",
    "socket",
    "subprocess",
    "asyncio",
    "pathlib",
    "uuid",
    "threading",
}
PURE = [
    *(ROOT / "bot/domain").rglob("*.py"),
    *(ROOT / "bot/conversation").rglob("*.py"),
    *(ROOT / "handlers").rglob("*.py"),
]
WORDLESS = [
    *(ROOT / "handlers").rglob("*.py"),
    *(ROOT / "bot/conversation").rglob("*.py"),
]

CARRYING = [
    path for room in ("channels", "services", "shell") for path in (ROOT / "bot" / room).rglob("*.py")
]


def name(path: Path) -> str:
    """Return a file's name as a test shows it."""
    return str(path.relative_to(ROOT))


def test_import_contracts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every import contract of pyproject.toml is kept."""
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", PURE, ids=name)
def test_pure_parts_ask_no_clock_and_no_world(path: Path) -> None:
    """Domain, conversation and handlers import nothing worldly and read no clock, file or chance."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            assert not WORLDLY & {imported.split(".")[0] for imported in names}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCKS or _is_value(node.func)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "print", "input", "exec", "eval"}


def _is_value(call: ast.Attribute) -> bool:
    """Tell whether a name that looks like a clock belongs to a value that was handed in."""
    return isinstance(call.value, ast.Name) and call.value.id in {"ctx", "self", "place"}


def test_every_effect_has_its_applier() -> None:
    """Each kind of effect is written by exactly one applier, and no applier is left over."""
    assert set(APPLIERS) == set(get_args(Effect))


TURNS = [
    *(
        Inbound("1", text=text)
        for text in ("hjelp", "ja", "jeg vil henvise", "IPS-7K3F", "", "noko", "/help")
    ),
    *(
        Inbound("1", press=press)
        for press in ("refer:", "d:1:yes", "referrals:", "end:IPS-7K3F:cancel:yes", "x")
    ),
]


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.text or turn.press or "empty")
def test_decide_is_pure(turn: Inbound) -> None:
    """The same turn in the same place leads to equal outcomes, and leaves what it was given as it was."""
    session = Talk().fill().session
    snapshot = TurnSnapshot(referrals={"IPS-7K3F": referral()}, fresh_code="IPS-AAA2")
    before = repr((session, snapshot))
    outcomes = [engine.decide(turn, session, ANNA, snapshot, knowledge(), NOW, ORDER) for _ in range(2)]
    assert outcomes[0] == outcomes[1]
    assert repr((session, snapshot)) == before


@pytest.mark.parametrize("path", WORDLESS, ids=name)
def test_no_words_for_users_in_python(path: Path) -> None:
    """What users read stands in the knowledge base: no Norwegian letter and no sentence in a literal."""
    tree = ast.parse(path.read_text("utf-8"))
    found = [text for text in _literals(tree) if re.search("[æøåÆØÅ]", text) or len(text.split()) > 3]
    assert not found


def _literals(tree: ast.Module) -> Iterator[str]:
    """Yield string literals that are neither docstrings nor the message of an exception."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        if isinstance(node, ast.Raise):
            skipped.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            yield node.value


def test_handlers_have_names_of_their_own() -> None:
    """Each handler's name is the prefix of its buttons, so no two share one, and none is the dialog's."""
    names = [handler.name for handler in ORDER]
    assert len(names) == len({*names, "d"}) - 1
    assert all(re.fullmatch("[a-z_]+", handler_name) for handler_name in names)


NAMES = {"d", *(handler.name for handler in ORDER)}


@pytest.mark.parametrize("path", WORDLESS, ids=name)
def test_ids_of_buttons_are_put_together_and_read_in_one_place(path: Path) -> None:
    """Handlers and the conversation make a `ButtonId` of parts and get parts: none formats or cuts an id."""
    tree = ast.parse(path.read_text("utf-8"))
    assert not [ast.unparse(node) for node in ast.walk(tree) if _writes_an_id(node) or _cuts_an_id(node)]


@pytest.mark.parametrize("path", CARRYING, ids=name)
def test_no_id_of_a_handler_stands_where_buttons_are_carried(path: Path) -> None:
    """A channel names a button by a `ButtonId`, too, and reads what one means from the dialogs' `meaning`."""
    constants = (
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
    )
    assert not [node.value for node in constants if _writes_an_id(node)]


def _writes_an_id(node: ast.AST) -> bool:
    """Tell whether a text is put together, or stands there, as an id: "help:", f"{own}:{step}"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return ":" in node.value and node.value.partition(":")[0] in NAMES and " " not in node.value
    if not isinstance(node, ast.JoinedStr):
        return False
    first, *rest = node.values
    if isinstance(first, ast.Constant):
        return _writes_an_id(first)
    clock = isinstance(first, ast.FormattedValue) and first.format_spec is not None
    return bool(rest) and not clock and isinstance(rest[0], ast.Constant) and rest[0].value in (":", ":day:")


def _cuts_an_id(node: ast.AST) -> bool:
    """Tell whether something is cut where the parts of an id are; what was typed may be."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if ast.unparse(node.func.value).startswith("text."):
        return False
    cuts = {"partition", "rpartition", "split", "rsplit"}
    return node.func.attr in cuts and [ast.unparse(arg) for arg in node.args[:1]] == ["':'"]
