"""python -m tools.score.said KIND FILE: how well sentences are read that say several things at once.

KIND is one of
- openings: first messages that begin a referral: the share of what is said that is filled in, and consents
  that nobody gave;
- sharing: "may I share this?" sentences: the share of those that suffice for a verdict that are decided at
  once with that outcome, and wrong verdicts;
- typed: answers typed into the referral dialog: right ones by step, and doubtful consents taken for a yes.

The lines are JSON; `tests/understanding/*_dev.jsonl` show the form, and the tests hold their figures.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import app as house
from bot.conversation import engine
from bot.conversation.context import Knowledge
from bot.conversation.dialog.dialog import SUMMARY, Conclusion, Question, replay, walk
from bot.domain.message.message import Inbound
from bot.domain.organisation.routing import NoRoute, route
from bot.domain.person.person import Person, Role
from bot.domain.sharing.decision import decide_known, next_input
from bot.domain.turn.outcome import OpenReferral, Outcome
from bot.domain.turn.session import OpenDialog, Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.settings import read
from handlers import ORDER
from handlers.referral.beginning.questions import ReferralDialog
from handlers.sharing.steps import ShareDialog, known_from

FIRST_DAY = "2026-11-30"
"""The day on which a line is said that has no "day" of its own: its author wrote for it."""

CONSENT = frozenset({"take_part", "scope", "nav", "form", "when", "recorded"})
YES = frozenset({"yes", "contact", "work", "diagnosis", "written", "oral", "send"})
"""Answers that let something be shared, where the consent is asked for."""

_WHOLE = next(path for path, end in walk(ReferralDialog(), "2026-11-20") if end.name == "send")
BEFORE: Mapping[str, str] = {
    **{step: value for step, value in _WHOLE.items() if step != SUMMARY},
    **{"scope": "work", "form": "oral", "when": "2026-11-20"},
}
"""Answers to the steps before the one that a line answers."""


@dataclass
class Score:
    """How many there are, how many are right, what is grave, and what each miss was."""

    wanted: int = 0
    right: int = 0
    grave: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    by_step: dict[str, list[int]] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The share that is right, from 0 to 1."""
        return self.right / self.wanted if self.wanted else 0.0


def lines(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of lines."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def openings(rows: Iterable[Mapping[str, Any]], know: Knowledge) -> Score:
    """Score first messages of a clinician who may refer."""
    score, clinician = Score(), _clinician(know)
    for row in rows:
        told = _answers(_say(know, clinician, Session(lang=row["lang"]), row, "say"), "refer")
        facts = row["facts"]
        missed = {step: value for step, value in facts.items() if told.get(step) != value}
        invented = {s: v for s, v in told.items() if s in CONSENT and facts.get(s) != v}
        other = {s: v for s, v in told.items() if s not in CONSENT and facts.get(s) != v}
        score.wanted += len(facts)
        score.right += len(facts) - len(missed)
        score.grave += [f"{invented} {row['say']}"] if invented else []
        score.missed += [f"missed {missed} wrong {other} {row['say']}"] if missed or other else []
    return score


def sharing(rows: Iterable[Mapping[str, Any]], know: Knowledge) -> Score:
    """Score sentences of somebody who is not known, so that the sentence alone decides."""
    score, guest = Score(), Person("guest", Role.GUEST)
    for row in rows:
        known = known_from(row["facts"])
        wanted = decide_known(known).outcome if next_input(known) is None else None
        told = _answers(_say(know, guest, Session(lang=row["lang"]), row, "say"), "share")
        done = bool(told) and isinstance(replay(ShareDialog(), told).now, Conclusion)
        got = decide_known(known_from(told)).outcome if done else None
        score.wanted += wanted is not None
        score.right += wanted is not None and got is wanted
        note = f"{got} for {wanted}: read {told}, said {row['facts']}: {row['say']}"
        score.grave += [note] if got is not None and got is not wanted else []
        score.missed += [note] if wanted is not None and got is None else []
    return score


def typed(rows: Iterable[Mapping[str, Any]], know: Knowledge) -> Score:
    """Score typed answers, each with the dialog at its step."""
    score, clinician = Score(), _clinician(know)
    for row in rows:
        got = _taken(know, clinician, row)
        wanted = _wanted(row)
        right = got == wanted or (row["answer"] == "none" and got == {row["step"]: "none"})  # of scope
        counts = score.by_step.setdefault(row["step"], [0, 0])
        counts[0], counts[1] = counts[0] + right, counts[1] + 1
        score.wanted, score.right = score.wanted + 1, score.right + right
        note = f"{row['step']}: {got} for {wanted}: {row['text']}"
        grave = not wanted and row["step"] in {*CONSENT, SUMMARY} and YES & set(got.values())
        score.grave += [note] if grave else []
        score.missed += [] if right else [note]
    return score


def _wanted(row: Mapping[str, Any]) -> dict[str, str]:
    """Return what a row says is to be taken; nothing where it is asked again."""
    if row["answer"] in ("back", "none"):
        return {}
    if row["answer"] == "change":
        return dict(row.get("change") or {"": "change"})
    return {row["step"]: row["answer"], **row.get("also", {})}


def _taken(know: Knowledge, person: Person, row: Mapping[str, Any]) -> dict[str, str]:
    """Return what was taken from a typed answer, by step."""
    before = _standing_otherwise(_until(row["step"]), _wanted(row) if row["answer"] == "change" else {})
    session = Session(lang=row["lang"]).asking(OpenDialog("refer", before))
    outcome = _say(know, person, session, row, "text")
    if any(isinstance(effect, OpenReferral) for effect in outcome.effects):
        return {SUMMARY: "send"}
    dialog = outcome.session.dialog
    if dialog is None or dialog.name != "refer":
        return {}
    new = {step: value for step, value in dialog.answers.items() if before.get(step) != value}
    return new or ({"": "change"} if dialog.listing or dialog.editing else {})


def _until(step: str) -> dict[str, str]:
    """Return answers that lead to a step."""
    before = dict(BEFORE)
    if step == "capacity":
        before["age"] = "youth"
    names = [question.step for question in ReferralDialog.questions]
    later = names[names.index(step) :] if step in names else []
    return {name: value for name, value in before.items() if name not in later}


def _standing_otherwise(before: dict[str, str], change: Mapping[str, str]) -> dict[str, str]:
    """Return answers that are not what they are to be changed to, and yet lead to the summary."""
    for question in ReferralDialog.questions:
        wanted = change.get(question.step)
        if wanted is None or before.get(question.step) != wanted:
            continue
        ways = (*question.options, *(("2026-11-13",) if question.date else ()))
        others = ({**before, question.step: value} for value in ways if value != wanted)
        before = next((one for one in others if _is_summary(one)), before)
    return before


def _is_summary(answers: Mapping[str, str]) -> bool:
    now = replay(ReferralDialog(), answers).now
    return isinstance(now, Question) and now.step == SUMMARY


def _say(know: Knowledge, person: Person, session: Session, row: Mapping[str, Any], text: str) -> Outcome:
    """Return what comes of the line under that key, at noon of its day."""
    now = dt.datetime.combine(dt.date.fromisoformat(row.get("day", FIRST_DAY)), dt.time(12), dt.UTC)
    return engine.decide(
        Inbound("1", text=row[text]), session, person, TurnSnapshot(fresh_code="IPS-7K3F"), know, now, ORDER
    )


def _answers(outcome: Outcome, name: str) -> dict[str, str]:
    dialog = outcome.session.dialog
    return dict(dialog.answers) if dialog is not None and dialog.name == name else {}


def _clinician(know: Knowledge) -> Person:
    """Return a clinician of the first service that can refer."""
    snapshot = TurnSnapshot()
    services = know.directory.services
    can = (s for s in services if not isinstance(route(s, know.directory, snapshot.loads), NoRoute))
    return Person("clinician", Role.CLINICIAN, service=next(can))


KINDS: Mapping[str, Callable[[Iterable[Mapping[str, Any]], Knowledge], Score]] = {
    "openings": openings,
    "sharing": sharing,
    "typed": typed,
}
GRAVE = {"openings": "consents invented", "sharing": "wrong verdicts", "typed": "doubtful consents as a yes"}


def main() -> None:
    """Score a file and print the figures, then each miss."""
    if len(sys.argv) != 3 or sys.argv[1] not in KINDS:
        print(__doc__)
        return
    kind = sys.argv[1]
    score = KINDS[kind](lines(Path(sys.argv[2])), house.know(read(log_level="error")))
    print(f"{kind}: {score.right} of {score.wanted} ({score.share:.1%}); {GRAVE[kind]}: {len(score.grave)}")
    for step, (right, all_of) in score.by_step.items():
        print(f"  {step}: {right} of {all_of}")
    for note in (*(f"! {one}" for one in score.grave), *score.missed):
        print(note)


if __name__ == "__main__":
    main()
