"""What is counted: how many turns of which kind, how long they took. Never what anybody wrote."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """The web chat's counters, kept in `registry`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self.turns = Counter("ips_web_turns", "Turns taken in the web chat", ["kind"], registry=registry)
        self.faults = Counter("ips_web_faults", "Turns that failed in the web chat", registry=registry)
        self.news = Counter("ips_web_news", "News sent to web pages", registry=registry)
        self.seconds = Histogram(
            "ips_web_turn_seconds", "Seconds a turn took", buckets=BUCKETS, registry=registry
        )
        self.channels = Gauge(
            "ips_channel_up",
            "Whether a chat channel or the sweep works, 1 or 0",
            ["channel"],
            registry=registry,
        )
