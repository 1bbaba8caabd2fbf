"""The questions of other authors: how they are read, what is a fault, and that no blind one is among them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rapidfuzz import fuzz, process, utils

from bot.knowledge import check, loader
from bot.knowledge.lines import NONE, lines_of
from tests.knowledge.making import ROOT, real_base

BLIND = Path(__file__).parents[1] / "blind"
NEAR = 90
"""From this likeness on (0 to 100, rapidfuzz ratio) a line counts as a copy."""

WORDS = 5
"""Words of a line that nobody else writes by chance: "og hvor står det?" is no copy."""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the real base whose utterances may be changed."""
    shutil.copytree(ROOT, tmp_path / "knowledge_base", ignore=shutil.ignore_patterns("*.npz"))
    return tmp_path / "knowledge_base"


def said(base: Path, *lines: object) -> None:
    """Write the utterances of one author."""
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    (base / "utterances" / "somebody.jsonl").write_text("\n".join(texts), encoding="utf-8")


def test_utterances_are_lines_with_their_author(base: Path) -> None:
    """All accepted topics are kept, and a line without one is out of scope."""
    said(
        base,
        {
            "q": "kan min pasient være med eller",
            "lang": "nb",
            "topics": ["referral.criteria", "referral.age"],
        },
        {"q": "koffor er det so dyrt med bensin", "lang": "nn", "topics": []},
        {"q": "kor er det skrive ned hen", "lang": "nn", "topics": ["-about.source"]},
    )
    lines = [line for line in lines_of(loader.load(base)) if line.author == "somebody"]
    assert [line.labels for line in lines] == [
        ("referral.criteria", "referral.age"),
        (NONE,),
        ("-about.source",),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "bad_utterance"),
        ("[]", "bad_utterance"),
        ({"q": "", "lang": "nb", "topics": []}, "bad_utterance"),
        ({"q": "hva", "lang": "sv", "topics": []}, "bad_utterance"),
        ({"q": "hva", "lang": "nb", "topics": "ips.goal"}, "bad_utterance"),
        ({"q": "hva er det rare", "lang": "nb", "topics": ["ips.nothing"]}, "unknown_related"),
        ({"q": "hvor er det skrevet ned hen", "lang": "nb", "topics": ["-about.weather"]}, "unknown_related"),
        ({"q": "hvor står det", "lang": "nb", "topics": ["-about.why"]}, "duplicate_variant"),
        ({"q": "Hva er IPS?", "lang": "nb", "topics": ["ips.goal"]}, "duplicate_variant"),
    ],
)
def test_faults_are_named_with_their_line(base: Path, line: object, code: str) -> None:
    """A line that cannot be read, an unknown topic, and a contradiction stop the base."""
    if isinstance(line, dict) and line["q"] == "Hva er IPS?":
        topic = loader.load(base).topic("nb", "ips.definition")
        assert topic is not None
        line = {"q": topic.variants[0], "lang": "nb", "topics": ["ips.goal"]}
    said(base, {"q": "noe helt for seg selv", "lang": "nb", "topics": []}, line)
    faults = [fault for fault in check.check(base) if fault.file.endswith("somebody.jsonl")]
    assert [(fault.line, fault.code) for fault in faults] == [(2, code)]
    assert all(fault.message for fault in faults)


def _texts(row: dict[str, Any]) -> tuple[str, ...]:
    """Return what stands in a blind line; of a talk what follows the first question."""
    said = [message["say"] for message in row.get("talk", ())[1:]]
    said += [row[key] for key in ("q", "say", "text") if key in row]
    return tuple(text for text in said if len(text.split()) >= WORDS)


def test_no_blind_line_is_in_the_base() -> None:
    """Nor a near copy: what is measured on must not have been learned from."""
    blind = [
        text
        for file in sorted(BLIND.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
        for text in _texts(json.loads(line))
    ]
    assert len(blind) >= 800
    known = [line.text for line in lines_of(real_base())]
    likeness = process.cdist(
        [utils.default_process(text) for text in blind],
        [utils.default_process(text) for text in known],
        scorer=fuzz.ratio,
        score_cutoff=NEAR,
        dtype=np.uint8,
    )
    assert not (likeness >= NEAR).any()
