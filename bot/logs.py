"""What is logged: lines of an allow-listed form, which cannot carry what anybody wrote.

A field that is not on the list is left out, a value that has not its form is blanked, and of an exception
only its kind and the places in the code are kept: messages of drivers and parsers quote values. Libraries
log through the same door, without their sentences.
"""

from __future__ import annotations

import io
import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, TextIO, cast

import structlog

BLANK = "…"
PLACES = 12
"""How many places of the code are kept of an exception, the innermost ones."""

_WORDS = r"[A-Za-z ,;:.'-]{1,120}"
_NAME = r"[A-Za-z_][A-Za-z0-9_.]{0,80}"
FIELDS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "event": re.compile(_WORDS),
        "level": re.compile(r"[a-z]{1,10}"),
        "timestamp": re.compile(r"[0-9TZ:.+-]{10,40}"),
        "channel": re.compile(r"[a-z]{1,20}"),
        "logger": re.compile(_NAME),
        "kind": re.compile(_NAME),
        "fault": re.compile(_WORDS),
        "reason": re.compile(_WORDS),
        "head": re.compile(r"\d{1,18}:[0-9a-f]{64}"),
        "where": re.compile(r"[\w.-]{1,60}:\d{1,6}"),
    }
)
"""The fields whose value is a text, and the form it must have. `fault` and `reason` are cut to it first."""

PLAIN = frozenset({"number", "dense", "tries", "count", "ms", "dropped"})
"""The fields whose value is a number or a yes or no."""

_TO_BE_CUT = frozenset({"fault", "reason"})
_SAYS_MORE = re.compile(r"[^A-Za-z ,;.-].*", re.DOTALL)
"""Where a driver's sentence begins to quote: a quote, a bracket, a colon, a digit, a line break."""

Event = MutableMapping[str, Any]


def configure(level: str, form: str = "json", stream: TextIO | None = None) -> None:
    """Let everything in this process log that way; `form` is "json" or "text", `level` as in the settings."""
    number = getattr(logging, level.upper())
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, Lasting(stream or sys.stderr))),
    )
    _take_in_libraries(max(number, logging.WARNING))


class Lasting(io.TextIOBase):
    """A stream that may go away: that a line of the log cannot be written must not end a turn."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, if that is possible."""
        with suppress(OSError, ValueError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush, if that is possible."""
        with suppress(OSError, ValueError):
            self._stream.flush()


def only_allowed(_: Any, __: str, event: Event) -> Event:
    """Return the event with nothing in it but what has an allow-listed form: a processor of structlog."""
    kept: Event = {}
    dropped = 0
    fault = event.pop("exc_info", None)
    for name, value in event.items():
        if name in PLAIN and isinstance(value, bool | int | float):
            kept[name] = value
        elif name in FIELDS and isinstance(value, str):
            kept[name] = _fitting(name, value)
        else:
            dropped += 1
    if dropped:
        kept["dropped"] = dropped
    if fault:
        kept["exception"] = exception(fault)
    return kept


def _fitting(name: str, value: str) -> str:
    text = _SAYS_MORE.sub("", value).strip()[:120] if name in _TO_BE_CUT else value
    return text if FIELDS[name].fullmatch(text) else BLANK


def exception(fault: Any) -> list[dict[str, Any]]:
    """Return of an exception and its causes the kinds and the places in the code: no message, no values."""
    error: BaseException | None = fault if isinstance(fault, BaseException) else None
    if error is None:
        error = fault[1] if isinstance(fault, tuple) else sys.exc_info()[1]
    found: list[dict[str, Any]] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        found.append({"kind": type(error).__qualname__, "at": _places(error.__traceback__)})
        error = error.__cause__ or error.__context__
    return found


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-PLACES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


class Library(logging.Handler):
    """Logs that a library had something to say, and from where; what it said may quote anything."""

    def emit(self, record: logging.LogRecord) -> None:
        """See logging."""
        log = structlog.get_logger()
        where = f"{Path(record.pathname).name}:{record.lineno}"
        known = {"logger": record.name, "where": where, "exc_info": record.exc_info or None}
        (log.error if record.levelno >= logging.ERROR else log.warning)("a library reports", **known)


def _take_in_libraries(level: int) -> None:
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, Library)]:
        root.removeHandler(handler)
    root.addHandler(Library(level))
    logging.raiseExceptions = False  # or a record that cannot be written is printed with its values
    logging.captureWarnings(True)
    sys.excepthook = _uncaught


def _uncaught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger().critical("the program ends", exc_info=fault)
