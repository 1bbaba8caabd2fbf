"""The questions of other authors: how they are read, what is a fault, and that no blind one is among them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rapidfuzz import fuzz, process, utils

from bot.knowledge import loader
from bot.knowledge.base.fault import Fault
from bot.knowledge.check import runner as check
from bot.knowledge.search.training import NONE, follow_ups_of, lines_of
from tests.knowledge.making import ROOT, real_base

BLIND = Path(__file__).parents[1] / "blind"
NEAR = 90
"""From this likeness on (0 to 100, rapidfuzz ratio) a line counts as a copy."""

WORDS = 5
"""Words of a line that nobody else writes by chance: "og hvor står det?" is no copy."""

VARIANT = "Hva er IPS?"
"""Stands for a question of another topic."""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the real base whose utterances may be changed."""
    return _copy(tmp_path)


def _copy(folder: Path) -> Path:
    shutil.copytree(ROOT, folder / "knowledge_base", ignore=shutil.ignore_patterns("*.npz"))
    return folder / "knowledge_base"


def said(base: Path, *lines: object, by: str = "somebody") -> None:
    """Write the utterances of one author."""
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    (base / "utterances" / f"{by}.jsonl").write_text("\n".join(texts), encoding="utf-8")


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


def test_a_talk_tells_what_was_shown_before(base: Path) -> None:
    """Each message stands under the topic that answered before it; what begins a talk stands alone."""
    (base / "talks").mkdir(exist_ok=True)
    talk = [
        {"say": "hva er IPS", "topics": ["ips.definition"]},
        {"say": "takk for det", "topics": ["-smalltalk.thanks"]},
        {"say": "og hvor lenge da", "topics": ["ips.goal", "referral.age"]},
        {"say": "regner det i morgen", "topics": []},
    ]
    (base / "talks" / "somebody.jsonl").write_text(json.dumps({"lang": "nb", "talk": talk}), encoding="utf-8")
    mine = [one for one in loader.load(base).follow_ups if one.author == "somebody"]
    assert [(one.focus, one.labels) for one in mine] == [
        ("ips.definition", ("-smalltalk.thanks",)),
        ("ips.definition", ("ips.goal", "referral.age")),
        ("ips.goal", ()),
    ]
    title = loader.load(base).topics["nb", "ips.goal"].question
    (last,) = (line for line in follow_ups_of(loader.load(base)) if line.text.endswith("regner det i morgen"))
    assert (last.text, last.labels) == (f"{title} regner det i morgen", (NONE,))


def test_before_there_are_too_many_the_check_says_so(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search would go by the nearest line from then on: worse, and without a word."""
    assert not [fault for fault in check.check(base) if fault.code == "many_lines"]
    lines = len(lines_of(loader.load(base)))
    monkeypatch.setattr("bot.knowledge.check.utterances.MOST_TRAINED", lines)
    (found,) = (fault for fault in check.check(base) if fault.code == "many_lines")
    assert found.warning
    assert str(lines) in found.message


FAULTY: tuple[tuple[object, str], ...] = (
    ("{", "bad_utterance"),
    ("[]", "bad_utterance"),
    ({"q": "", "lang": "nb", "topics": []}, "bad_utterance"),
    ({"q": "hva", "lang": "sv", "topics": []}, "bad_utterance"),
    ({"q": "hva", "lang": "nb", "topics": "ips.goal"}, "bad_utterance"),
    ({"q": "hva er det rare", "lang": "nb", "topics": ["ips.nothing"]}, "unknown_related"),
    ({"q": "hvor er det skrevet ned hen", "lang": "nb", "topics": ["-about.weather"]}, "unknown_related"),
    ({"q": "hvor står det", "lang": "nb", "topics": ["-about.why"]}, "duplicate_variant"),
    ({"q": VARIANT, "lang": "nb", "topics": ["ips.goal"]}, "duplicate_variant"),
)
"""Lines that cannot be read, unknown topics, and contradictions, each of which stops the base."""


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> list[Fault]:
    """What the check finds when each faulty line is the second one of an author of its own."""
    root = _copy(tmp_path_factory.mktemp("faulty"))
    topic = real_base().topic("nb", "ips.definition")
    assert topic is not None
    for number, (line, _) in enumerate(FAULTY):
        if isinstance(line, dict) and line["q"] == VARIANT:
            line = {**line, "q": topic.variants[0]}
        said(
            root, {"q": f"noe helt for seg selv, {number}", "lang": "nb", "topics": []}, line, by=str(number)
        )
    return list(check.check(root))


@pytest.mark.parametrize("number", range(len(FAULTY)))
def test_faults_are_named_with_their_line(faults: list[Fault], number: int) -> None:
    """The author's file, the line and what is wrong with it."""
    mine = [fault for fault in faults if fault.file.endswith(f"/{number}.jsonl")]
    assert [(fault.line, fault.code) for fault in mine] == [(2, FAULTY[number][1])]
    assert all(fault.message for fault in mine)


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
