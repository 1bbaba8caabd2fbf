"""What a curator's new questions would do to all others, told as outcomes: found, guessed, offered, lost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.domain.curating.change import Moved
from bot.knowledge.search import what_if
from bot.knowledge.search.calibration import Bounds
from bot.knowledge.search.search import Found, MatchKind, Parts, confidences, decide
from bot.knowledge.search.tfidf import Floats
from bot.knowledge.search.training import TrainingLine

AT_ONCE = frozenset({MatchKind.ANSWER, MatchKind.LIKELY})


def of(parts: Parts, fresh: Sequence[TrainingLine]) -> tuple[tuple[Moved, ...], tuple[Moved, ...]]:
    """Return the known questions that are moved by new lines, and what becomes of the new ones themselves.

    Every known question is looked at as if it had never been learned. The new ones are told as they are
    found without themselves; afterwards they are known by heart.
    """
    found = what_if.ask(parts.lines, fresh, parts.wording, parts.encoder)
    looked_at = [parts.lines[row] for row in found.rows]
    thought = _thought(parts, found.names, looked_at, fresh)
    known = frozenset(label for line in parts.lines for label in line.labels)
    before = _outcomes(found.before, thought, found.names, parts.bounds, known)
    after = _outcomes(found.after, thought, found.names, parts.bounds, frozenset(found.names))
    moved = [
        _moved(*one) for one in zip(looked_at, before, after, strict=True) if _told(one[1]) != _told(one[2])
    ]
    thought = _thought(parts, found.names, fresh, fresh)
    own = _outcomes(found.own, thought, found.names, parts.bounds, known)
    return tuple(moved), tuple(
        Moved(n.text, n.lang, n.label, _told(o), "") for n, o in zip(fresh, own, strict=True)
    )


def _thought(
    parts: Parts, names: Sequence[str], lines: Sequence[TrainingLine], fresh: Sequence[TrainingLine]
) -> Floats | None:
    """Return the adapted encoder's view of lines, with the classes that only the new lines have."""
    if parts.adapted is None or not lines:
        return None
    encode, head = parts.adapted.encode, parts.adapted.head
    new = {name for name in names if name not in head.names}
    own = {
        name: np.asarray(encode([_joined(parts, n) for n in fresh if n.label == name]), dtype=np.float32)
        for name in new
    }
    fitted = head.fitted(names, own)
    vectors = np.asarray(encode([_joined(parts, line) for line in lines]), dtype=np.float32)
    return np.array([fitted.log_shares(vector) for vector in vectors], dtype=np.float32)


def _joined(parts: Parts, line: TrainingLine) -> str:
    return " ".join(parts.wording.canonical(line.text))


def _outcomes(
    scores: Floats, thought: Floats | None, names: Sequence[str], bounds: Bounds, among: frozenset[str]
) -> list[Found]:
    """Return what is found `among` some names: before a topic is there, nobody can find it."""
    kept = [at for at, name in enumerate(names) if name in among]
    there = [names[at] for at in kept]
    rows = confidences(scores[:, kept], None if thought is None else thought[:, kept], there, bounds)
    return [decide(dict(zip(there, row.tolist(), strict=True)), bounds) for row in rows]


def _told(found: Found) -> str:
    """Return an outcome as one word and, where there is one, the first topic."""
    return " ".join((found.kind, *(hit.topic for hit in found.hits[:1])))


def _right(line: TrainingLine, found: Found) -> bool:
    return found.kind in AT_ONCE and found.hits[0].topic in line.labels


def _moved(line: TrainingLine, before: Found, after: Found) -> Moved:
    was, will = _right(line, before), _right(line, after)
    told = (_told(before), _told(after))
    return Moved(line.text, line.lang, line.label, *told, better=will and not was, worse=was and not will)
