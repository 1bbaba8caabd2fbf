"""A curator's change as files: a patch that is looked at first, checked in a copy, and taken in whole."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.curating.change import Kind, Proposal
from bot.knowledge import loader
from bot.knowledge.base.entry import KnowledgeBase
from bot.knowledge.curating.edits import CannotEdit
from bot.knowledge.curating.workspace import NotTakenIn, draw, take_in
from bot.knowledge.search import search
from tests.knowledge.making import ROOT, real_calibration

TODAY = dt.date(2026, 12, 1)
ASKED = "hvor lenge må en smøre seg med tålmodighet"
WAIT = "referral.waiting_list"
VARIANT = Proposal(Kind.VARIANT, WAIT, {"nb": ASKED}, (7,))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real base that may be written to."""
    copy = tmp_path_factory.mktemp("base") / "knowledge_base"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("encoder"))
    return copy


def test_a_variant_is_one_line_of_a_patch(root: Path) -> None:
    """Nothing else of the file is touched, and the file on the disk not at all."""
    before = (root / f"nb/topics/{WAIT}.yaml").read_text("utf-8")
    drawn = draw(root, VARIANT, TODAY)
    assert drawn.faults == ()
    added = [line for line in drawn.patch.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert added == [f'+  - "{ASKED}"']
    assert f"b/knowledge_base/nb/topics/{WAIT}.yaml" in drawn.patch
    assert (root / f"nb/topics/{WAIT}.yaml").read_text("utf-8") == before


def test_a_question_that_another_topic_has_is_a_fault(root: Path) -> None:
    """What stands in two places is found before anybody can take it in."""
    taken = Proposal(Kind.VARIANT, "referral.age", {"nb": "ventetid ips"})
    drawn = draw(root, taken, TODAY)
    assert len(drawn.faults) == 1
    with pytest.raises(NotTakenIn):
        take_in(root, taken, drawn.patch, TODAY)


def test_another_answer_is_seen_today_and_approved_by_nobody(root: Path) -> None:
    """The answer alone changes, in each language that has another one."""
    text = "Spør teamet om ventetiden. Det vet hvem som står for tur."
    drawn = draw(root, Proposal(Kind.ANSWER, WAIT, {"nb": text, "nn": "", "en": ""}), TODAY)
    ((name, file),) = drawn.files
    assert name == f"nb/topics/{WAIT}.yaml"
    assert f"answer: >-\n  {text}\nmore: |-" in file
    assert f"reviewed: {TODAY}" in file
    assert "reviewed_by" not in file


def test_a_new_topic_begins_with_what_was_asked(root: Path) -> None:
    """It comes with what is still to be written, so it cannot be taken in as it is."""
    asked = Proposal(Kind.TOPIC, "referral.patience", {"nb": f"{ASKED}\nhvor tålmodig må jeg være"})
    drawn = draw(root, asked, TODAY)
    files = dict(drawn.files)
    assert set(files) == {
        *(f"{lang}/topics/referral.patience.yaml" for lang in ("nb", "nn", "en")),
        "manifest.yaml",
    }
    assert files["nb/topics/referral.patience.yaml"].startswith(f'question: "{ASKED}"\n')
    assert "--- /dev/null" in drawn.patch
    assert drawn.faults


def in_bokmal(base: KnowledgeBase) -> KnowledgeBase:
    """Return what curators wrote in one language: all topics are there, and it is learned in a second."""
    topics = {place: topic for place, topic in base.topics.items() if topic.lang == "nb"}
    none = tuple(one for one in base.none_of_these if one.lang == "nb")
    return replace(base, topics=topics, none_of_these=none, utterances=())


def test_what_was_measured_is_taken_in_and_found(root: Path) -> None:
    """Afterwards the question finds its topic; the same once more is no longer what was looked at."""
    drawn = draw(root, VARIANT, TODAY)
    assert take_in(root, VARIANT, drawn.patch, TODAY) == (f"nb/topics/{WAIT}.yaml",)
    made = search.build(in_bokmal(loader.load(root)), None, real_calibration())
    assert made.find(ASKED).hits[0].topic == WAIT
    with pytest.raises(NotTakenIn):
        take_in(root, VARIANT, drawn.patch, TODAY)


def test_a_topic_that_is_not_there_is_no_change(root: Path) -> None:
    """Whoever names one by hand is told."""
    with pytest.raises(CannotEdit):
        draw(root, Proposal(Kind.VARIANT, "no.such", {"nb": "hei"}), TODAY)
