"""Where time goes, for OpenTelemetry, if somebody listens: spans of turn, search, database, outbox.

A span has a name of the house and a few words from a list, never what anybody wrote, nor who it was. Of a
fault it has the kind alone: messages of drivers and parsers quote values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

NAMES = frozenset({"turn", "search", "database", "outbox"})
FIELDS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "channel": re.compile(r"[a-z]{1,20}"),
        "kind": re.compile(r"[a-z_]{1,40}"),
        "fault": re.compile(r"[A-Za-z_]{1,60}"),
        "reading": re.compile(r"yes|no"),
        "alone": re.compile(r"yes|no"),
    }
)
"""What a span may say besides how long it took, and the form that it must have."""

SECONDS_TO_SEND = 5

_tracer: Any = None
_provider: Any = None


class Span:
    """What is under way. `says` tells more of it once it is known."""

    def __init__(self, inner: Any = None) -> None:
        self._inner = inner

    def says(self, **known: str | bool) -> None:
        """Say more; what is not on the list, or has not its form, is left out."""
        if self._inner is not None:
            self._inner.set_attributes(allowed(known))


@contextmanager
def span(name: str, **known: str | bool) -> Iterator[Span]:
    """Measure what the block does. Where nobody listens it costs next to nothing."""
    if _tracer is None or name not in NAMES:
        yield _NOTHING
        return
    how = {"record_exception": False, "set_status_on_exception": False}
    with _tracer.start_as_current_span(name, attributes=allowed(known), **how) as inner:
        made = Span(inner)
        try:
            yield made
        except BaseException as fault:
            made.says(fault=type(fault).__name__)
            raise


_NOTHING = Span()


def allowed(known: Mapping[str, str | bool]) -> dict[str, str]:
    """Return what may be said, under our own prefix."""
    said = {name: ("yes" if v else "no") if isinstance(v, bool) else str(v) for name, v in known.items()}
    return {f"ips.{n}": v for n, v in said.items() if n in FIELDS and FIELDS[n].fullmatch(v)}


def configure(address: str, version: str, exporter: Any = None) -> None:
    """Send spans to a collector at an address (OTLP over HTTP), or to an exporter; else to nobody."""
    global _tracer, _provider
    close()
    if not address and exporter is None:
        return
    # slow to load, and few want it
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor

    _provider = TracerProvider(
        resource=Resource({"service.name": "ips-assistant", "service.version": version}),
        shutdown_on_exit=False,
    )
    if exporter is not None:
        _provider.add_span_processor(SimpleSpanProcessor(exporter))
    else:
        where = f"{address.rstrip('/')}/v1/traces"
        sender = OTLPSpanExporter(endpoint=where, timeout=SECONDS_TO_SEND)
        _provider.add_span_processor(BatchSpanProcessor(sender))
    _tracer = _provider.get_tracer("ips")


def close() -> None:
    """Send what is left, and measure no more."""
    global _tracer, _provider
    if _provider is not None:
        _provider.shutdown()
    _tracer = _provider = None
