"""What is logged has an allow-listed form: no text of a user, no value of a variable or a query."""

from __future__ import annotations

import ast
import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from pydantic import TypeAdapter

from bot import logs
from bot.domain.case.consent import Consent
from bot.logs import BLANK, FIELDS, PLAIN
from tests.domain.making import ROOT

CANARY = "Kanarifugl 15107512345"
OURS = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """Everything that is logged; afterwards logging is as it was."""
    root, hook, before = logging.getLogger(), sys.excepthook, structlog.get_config()
    handlers, raising = [*root.handlers], logging.raiseExceptions
    stream = io.StringIO()
    logs.configure("debug", "json", stream)
    yield stream
    root.handlers, sys.excepthook, logging.raiseExceptions = handlers, hook, raising
    logging.captureWarnings(False)
    structlog.configure(**before)


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    """Return the lines as values."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_known_fields_are_kept(out: io.StringIO) -> None:
    """A line has its time, its level, its event and the fields of the list."""
    structlog.get_logger().warning("turn failed", channel="web", number=7, kind="StoreFault")
    (line,) = lines(out)
    assert line.pop("timestamp")
    assert line == {
        "event": "turn failed",
        "level": "warning",
        "channel": "web",
        "number": 7,
        "kind": "StoreFault",
    }


OTHERS = ("text", "said", "person", "email", "token", "anything")


@pytest.mark.parametrize("field", [*sorted({*FIELDS, *PLAIN}), *OTHERS])
def test_nothing_unknown_gets_through(out: io.StringIO, field: str) -> None:
    """Whatever field a text is handed in under, in whatever shape, it is left out, blanked or cut off."""
    for value in (
        CANARY,
        f"quoted: '{CANARY}'",
        [CANARY],
        {"x": CANARY},
        CANARY.encode(),
        ValueError(CANARY),
    ):
        fields: dict[str, Any] = {"event": "turn failed", field: value}
        structlog.get_logger().info(**fields)
    assert len(lines(out)) == 6
    assert "15107512345" not in out.getvalue()


def test_of_a_driver_only_the_words_before_it_quotes(out: io.StringIO) -> None:
    """What a database says is kept up to the first quote, bracket, colon or number."""
    for said in (
        "attempt to write a readonly database",
        f'invalid input for query argument $1: "{CANARY}"',
        f"Failing row contains (1, {CANARY})",
        CANARY,
    ):
        structlog.get_logger().error("turn failed", fault=said)
    assert [line["fault"] for line in lines(out)] == [
        "attempt to write a readonly database",
        "invalid input for query argument",
        "Failing row contains",
        "Kanarifugl",
    ]


def test_of_an_exception_only_kinds_and_places(out: io.StringIO) -> None:
    """Neither a message, nor a local variable, nor the value that pydantic quotes is logged."""
    try:
        try:
            local = CANARY
            TypeAdapter(Consent).validate_python({"wording": local})
        except ValueError as first:
            raise RuntimeError(CANARY) from first
    except RuntimeError:
        structlog.get_logger().exception("turn failed", channel=CANARY)
    (line,) = lines(out)
    assert [one["kind"] for one in line["exception"]] == ["RuntimeError", "ValidationError"]
    assert line["exception"][0]["at"][-1].startswith("test_logs.py:")
    assert line["channel"] == BLANK
    assert "15107512345" not in out.getvalue()


def test_libraries_are_not_quoted(out: io.StringIO) -> None:
    """A library's line says from where it comes, not what it says; also a warning, also with an exception."""
    foreign = logging.getLogger("some.library")
    foreign.error("GET /u/anna/?q=%s", CANARY)
    try:
        raise ValueError(CANARY)
    except ValueError:
        foreign.exception(CANARY, extra={"text": CANARY})
    foreign.info(CANARY)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(CANARY, stacklevel=1)
    found = lines(out)
    assert [line["logger"] for line in found] == ["some.library", "some.library", "py.warnings"]
    assert found[1]["exception"][0]["kind"] == "ValueError"
    assert "15107512345" not in out.getvalue()


def test_the_last_fault_of_the_program_is_not_quoted(out: io.StringIO) -> None:
    """An exception that nobody caught ends in the same form."""
    sys.excepthook(ValueError, ValueError(CANARY), None)
    assert lines(out)[0]["exception"] == [{"kind": "ValueError", "at": []}]


def test_as_text_for_a_terminal(out: io.StringIO) -> None:
    """The other form has the same content."""
    logs.configure("info", "text", out)
    structlog.get_logger().info("turn failed", text=CANARY, number=3)
    assert "turn failed" in out.getvalue()
    assert "number=3" in out.getvalue()
    assert "15107512345" not in out.getvalue()


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_events_are_written_in_the_code(path: Path) -> None:
    """Each line that the program logs has a sentence that stands in the code, and fields of the list."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS
        ):
            continue
        if (
            not (isinstance(node.func.value, ast.Name) and node.func.value.id == "log")
            or path.name == "logs.py"
        ):
            continue
        event = node.args[0]
        assert isinstance(event, ast.Constant)
        assert FIELDS["event"].fullmatch(event.value)
        assert {keyword.arg for keyword in node.keywords} <= {*FIELDS, *PLAIN}
        assert not node.args[1:]


def test_a_log_that_cannot_be_written_ends_nothing() -> None:
    """When the stream is closed or its reader is gone the line is lost, and the work goes on."""
    gone = io.StringIO()
    logs.configure("info", "json", gone)
    gone.close()
    structlog.get_logger().warning("turn failed", channel="web")
    logging.getLogger("some.library").error("gone")
    assert gone.closed
