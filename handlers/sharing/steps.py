"""The steps of "Can I share this?": only what can still change the outcome, at most seven questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.conversation.dialog.dialog import Conclusion, Question, replay
from bot.domain.sharing.decision import Known, next_input
from bot.domain.sharing.facts import AGE_GROUPS, VALUES, Fact, Info, Setting, To, Who

NAME = "share"
DONE = Conclusion("done")
UNKNOWN = "unknown"

IN_NAV = (Who.JOB_SPECIALIST, Who.NAV_COUNSELLOR, Who.NAV_LEADER)
SPECIALISTS = (To.JOB_SPECIALIST, To.ZERO_POST)

FROM_HEALTH: tuple[To, ...] = tuple(to for to in To if to is not To.OTHER)
FROM_NAV: tuple[To, ...] = (
    To.PERSON,
    To.JOB_SPECIALIST,
    To.NAV_COUNSELLOR,
    To.EMPLOYER,
    To.HEALTH_TEAM,
    To.RELATIVE,
    To.UNKNOWN,
)
OWN_ROLE: Mapping[Who, To] = {Who.JOB_SPECIALIST: To.JOB_SPECIALIST, Who.NAV_COUNSELLOR: To.NAV_COUNSELLOR}

NEVER_IN_MEETING = (To.PERSON, To.NAV_ORDER, To.EMPLOYER, To.RELATIVE)
READS_RECORDS = (*SPECIALISTS, To.HEALTH_TEAM, To.HEALTH_LEADER)


class ShareDialog:
    """Asks by the rules themselves: `next_input` names what they still need."""

    name = NAME
    questions: tuple[Question, ...] = ()
    cards: tuple[tuple[str, ...], ...] = ()

    def next(self, answers: Mapping[str, str]) -> Question | Conclusion:
        """Return the first question that can still change the outcome, or that it is decided."""
        known = known_from(answers)
        needed = next_input(known)
        if needed is None:
            return DONE
        if known and "who" not in known:
            needed = "who"  # it also decides the reason and where to document
        return Question(
            _step(needed, known),
            tuple(_options(needed, known)),
            consent=needed == "consent",
            ages=AGE_GROUPS if needed == "age" else {},
        )


def known_from(answers: Mapping[str, str]) -> Known:
    """Return the inputs that the answers give. Raises ValueError when an answer is none of its input."""
    return {name: type(VALUES[name][0])(value) for name, value in _inputs(answers)}


def decided(answers: Mapping[str, str]) -> bool:
    """Tell whether nothing that is not known yet can change the outcome."""
    return bool(answers) and next_input(known_from(answers)) is None


def filled_up(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers, with "not known" to what would be asked before one of them that decides."""
    full = dict(answers)
    while decided(full) and isinstance(question := replay(ShareDialog(), full).now, Question):
        if question.step in full or UNKNOWN not in question.options:
            break
        full[question.step] = UNKNOWN
    return full


def _inputs(answers: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((step.partition("_")[0], value) for step, value in answers.items())


def _step(needed: str, known: Known) -> str:
    """Return the step that asks for an input: what is "needed" differs by receiver, so its words do."""
    if needed != "needed":
        return needed
    if known["who"] in IN_NAV and known["to"] in (To.JOB_SPECIALIST, To.NAV_COUNSELLOR):
        return "needed_nav"
    by_receiver = {To.HEALTH_LEADER: "needed_leader"}
    if known["to"] is To.HEALTH_TEAM:
        return "needed_plan" if known["who"] is Who.JOB_SPECIALIST else "needed_team"
    return by_receiver.get(To(known["to"]), "needed_job")


def _options(needed: str, known: Known) -> tuple[Fact, ...]:
    """Return the answers that make sense here."""
    if needed == "to":
        who = Who(known["who"])
        own = OWN_ROLE.get(who)
        return tuple(to for to in (FROM_NAV if who in IN_NAV else FROM_HEALTH) if to is not own)
    if needed == "setting":
        return tuple(setting for setting in Setting if _makes_sense(setting, known))
    if needed == "info":
        return _info_options()
    return VALUES[needed]


def _info_options() -> tuple[Fact, ...]:
    """Return the kinds of information, personal ones first: they are what people come for."""
    last = (Info.ANONYMISED, Info.GENERAL, Info.DANGER, Info.CHILD, Info.UNKNOWN)
    return (*(info for info in Info if info not in last), *last)


def _makes_sense(setting: Setting, known: Known) -> bool:
    to = known["to"]
    if setting in (Setting.MEETING_CONSENTED, Setting.MEETING_MIXED):
        return to not in NEVER_IN_MEETING
    if setting is Setting.RECORD:
        return to in READS_RECORDS or (known["who"] is Who.JOB_SPECIALIST and to is not To.PERSON)
    return True
