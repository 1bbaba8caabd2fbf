"""python -m bench: all benchmarks, one table each."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

for name in (
    "turns",
    "crowd",
    "loop",
    "questions",
    "lists",
    "telegram",
    "teams",
    "finding.suggestions",
    "finding.search",
    "safety",
):
    if find_spec(f"bench.{name}"):
        print(f"\n== {name}")
        import_module(f"bench.{name}").main()
