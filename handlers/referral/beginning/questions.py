"""The questions before a referral: consent is checked step by step before a referral exists at all.

The rules stand where they are enforced: `Consent` and `Referral`. This dialog only gathers what they need,
in the order of sharing.md ("Sperre før henvisning sendes").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from bot.conversation.dialog import flow
from bot.conversation.dialog.dialog import SUMMARY, Conclusion, Question
from bot.domain.case.consent import Consent, Form, Receiver, Scope
from bot.domain.organisation.house_rules import HouseRules
from bot.domain.sharing.facts import AGE_GROUPS
from handlers.inquiry.dialog import ASKS, DISCUSSED, STEP

WORDING = "2026-11-30"
"""Version of the questions about consent; changes with their meaning, and is kept with each consent."""

YES_NO = ("yes", "no")

STEPS: tuple[tuple[Question, Mapping[str, str]], ...] = (
    # each question, and which of its answers end the dialog, with what
    (Question("informed", YES_NO, consent=True), {"no": "not_informed"}),
    (Question("wish", ("yes", "unsure", "no")), {"unsure": "wish_unsure", "no": "no_wish"}),
    (Question("treatment", ("yes", "no", "unsure")), {"no": "no_treatment", "unsure": "no_treatment"}),
    (
        Question("age", ("adult", "youth", "child", "doubt"), ages=AGE_GROUPS),
        {"child": "too_young", "doubt": "capacity_doubt"},
    ),
    (Question("capacity", ("yes", "doubt"), consent=True), {"doubt": "capacity_doubt"}),
    (Question("sick_listed", ("no", "yes")), {}),
    (
        Question(STEP, ("ask", DISCUSSED, "no"), asked_of_another=True),
        {"ask": ASKS, "no": "sick_listed"},
    ),
    (
        Question("take_part", ("yes", "no", "unsure"), consent=True),
        {"no": "take_part_refused", "unsure": "consent_unsure"},
    ),
    (
        Question("scope", ("contact", "work", "diagnosis", "none"), consent=True, widening=True),
        {"none": "sharing_refused"},
    ),
    (Question("nav", YES_NO, consent=True), {}),
    (
        Question("form", ("written", "oral", "intake", "silent"), consent=True),
        {"intake": "general_clause", "silent": "consent_unsure"},
    ),
    (
        Question("when", ("today", "yesterday", flow.OLDER, "unknown"), date=True, consent=True),
        {flow.OLDER: "consent_old", "unknown": "consent_unsure"},
    ),
    (Question("recorded", YES_NO, consent=True), {"no": "not_recorded"}),
)

ENDS: Mapping[str, Mapping[str, str]] = {question.step: ends for question, ends in STEPS}

CARDS: tuple[tuple[str, ...], ...] = (
    ("informed", "wish", "treatment", "age", "sick_listed"),
    ("take_part", "scope", "nav"),
    ("form", "when", "recorded"),
)
"""Asked together: what the patient knows and wants, what the consent covers, how and when it was given."""

RECEIVERS: Mapping[str, Receiver] = {"nav": Receiver.NAV_COUNSELLOR}
"""The steps that ask for a receiver other than the job specialist: each needs a yes of its own.

No employer is among them: there is none yet, and a consent is specific (pjl § 20; pvf art. 4 (11)). One who
is named is added later, with the participant (`handlers/referral/employer_consent.py`).
"""

ONLY_AFTER: Mapping[str, tuple[str, str]] = {
    # a step that is asked only after this answer to an earlier one
    "capacity": ("age", "youth"),
    STEP: ("sick_listed", "yes"),
}


class ReferralDialog:
    """The steps before a referral is sent."""

    name = "refer"
    questions = tuple(question for question, _ in STEPS)
    cards = CARDS

    def next(self, answers: Mapping[str, str]) -> Question | Conclusion:
        """Return the first open question, or what the answers lead to."""
        for question, ends in STEPS:
            if not _is_asked(question.step, answers):
                continue
            answer = answers.get(question.step)
            if answer is None:
                return question
            if answer in ends:
                return Conclusion(ends[answer])
        return (
            Conclusion("send", final=True) if answers.get(SUMMARY) == "send" else Question(SUMMARY, ("send",))
        )


def _is_asked(step: str, answers: Mapping[str, str]) -> bool:
    condition = ONLY_AFTER.get(step)
    return condition is None or answers.get(condition[0]) == condition[1]


def consent_from(answers: Mapping[str, str], person: str, now: dt.datetime, rules: HouseRules) -> Consent:
    """Return the consent that the answers describe. Raises NotAConsent, or KeyError when one is missing."""
    others = {step: receiver for step, receiver in RECEIVERS.items() if answers[step] == "yes"}
    made = Consent(
        participation=answers["take_part"] == "yes",
        receivers=frozenset({Receiver.JOB_SPECIALIST, *others.values()}),
        scope=Scope(answers["scope"]),
        form=Form(answers["form"]),
        given_on=flow.given_day(answers["when"], now.date()),
        in_patient_record=answers["recorded"] == "yes",
        recorded_by=person,
        recorded_at=now,
        wording=WORDING,
        holds_days=rules.consent_days,
    )
    return made.checked()
