"""An inquiry: what may follow what, who answers it, and that nobody answers an own one."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.case.code import Code
from bot.domain.case.history import IllegalChange
from bot.domain.case.inquiry import (
    ENDED,
    NEXT,
    REASONS,
    Inquiry,
    InquiryChange,
    InquiryKind,
    InquiryReason,
    InquiryState,
    is_code,
)
from bot.domain.inquiry.routing import answering, open_posts, own_posts
from bot.domain.inquiry.steps import InquiryStep, steps
from bot.domain.organisation.access import is_answerer, is_asker, may_ask, may_see_inquiry
from bot.domain.organisation.routing import PostLoad
from bot.domain.person.person import Person, Role
from tests.domain.making import NOW, directory, inquiry

MONDAY = dt.datetime(2026, 11, 23, 9)
TUESDAY = dt.datetime(2026, 11, 24, 9)
SUPERVISED = inquiry(kind=InquiryKind.SUPERVISOR, post="dps-supervisor")

ANNA = Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn")
DINA = Person("dina", Role.CLINICIAN, service="oyane-dps-dogn")
NORA = Person("nora", Role.NAV_COUNSELLOR, service="nav-askoy")
JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general")
METTE = Person("mette", Role.METHOD_SUPERVISOR, post="dps-supervisor")


def test_there_is_no_place_for_a_patient() -> None:
    """Its fields, and those of a step, are these: codes, staff, posts, times and closed lists."""
    assert _fields(Inquiry) == {"code", "kind", "asker", "service", "post", "history"}
    assert _fields(InquiryChange) == {"to", "by", "at", "reason", "times", "start"}


def _fields(kind: type) -> set[str]:
    """Return all that one can hold: it has slots, its own and inherited, and no dictionary beside them."""
    assert not hasattr(kind, "__dict__") or "__dict__" not in kind.__dict__
    return {name for each in kind.__mro__ for name in getattr(each, "__slots__", ())}


def test_times_go_back_and_forth_until_one_is_taken() -> None:
    """Whoever suggests waits; only the other side takes a time, and only one that was suggested."""
    suggested = inquiry().suggest((MONDAY,), "jonas", NOW)
    assert (suggested.state, suggested.suggested) == (InquiryState.ANSWERED, (MONDAY,))
    assert suggested.waits_for_asker
    other = suggested.suggest((TUESDAY,), "anna", NOW)
    assert (other.state, other.suggested, other.waits_for_asker) == (InquiryState.ASKED, (TUESDAY,), False)
    for known, start, by in (
        (suggested, MONDAY, "jonas"),
        (suggested, TUESDAY, "anna"),
        (other, TUESDAY, "anna"),
        (other, MONDAY, "jonas"),
        (inquiry(), MONDAY, "jonas"),
    ):
        with pytest.raises(IllegalChange):
            known.accept(start, by, NOW)
    for taken in (suggested.accept(MONDAY, "anna", NOW), other.accept(TUESDAY, "jonas", NOW)):
        assert taken.state is InquiryState.AGREED
        assert taken.start in {MONDAY, TUESDAY}
        with pytest.raises(IllegalChange):
            taken.suggest((MONDAY,), "jonas", NOW)
    with pytest.raises(IllegalChange):
        inquiry().suggest((), "jonas", NOW)


def test_a_talk_with_the_supervisor_is_not_the_answer() -> None:
    """Agreeing on a time leaves the question open; only the supervisor's own yes carries a referral."""
    talked = SUPERVISED.suggest((MONDAY,), "mette", NOW).accept(MONDAY, "anna", NOW)
    assert (talked.state, talked.start) == (InquiryState.ASKED, MONDAY)
    assert not talked.carries("anna")
    answered = talked.agree("mette", NOW)
    assert answered.carries("anna")
    assert not answered.carries("bjorn")
    assert answered.waits_for_asker
    assert not answered.close(InquiryReason.USED, NOW).carries("anna")
    assert not inquiry().agree("jonas", NOW).carries("anna")


def test_nobody_answers_an_own_question() -> None:
    """Yes and no of whoever asked are refused, however the value is made."""
    for known in (inquiry(), SUPERVISED):
        with pytest.raises(IllegalChange):
            known.agree("anna", NOW)
        with pytest.raises(IllegalChange):
            known.decline(REASONS[known.kind][0], "anna", NOW)
    for state in (InquiryState.AGREED, InquiryState.DECLINED):
        own = (*SUPERVISED.history, InquiryChange(state, "anna", NOW))
        with pytest.raises(IllegalChange):
            Inquiry(Code("SPM-7K3F"), InquiryKind.SUPERVISOR, "anna", None, "dps-supervisor", own)
    with pytest.raises(ValueError, match="change"):
        Inquiry(Code("SPM-7K3F"), InquiryKind.TALK, "anna", None, "dps-general", ())


@pytest.mark.parametrize("kind", InquiryKind)
def test_a_no_has_a_reason_of_its_kind(kind: InquiryKind) -> None:
    """Each reason of the list makes a no; any other is refused; after a no nothing follows."""
    for reason in InquiryReason:
        if reason not in REASONS[kind]:
            with pytest.raises(IllegalChange):
                inquiry(kind=kind).decline(reason, "jonas", NOW)
            continue
        refused = inquiry(kind=kind).decline(reason, "jonas", NOW)
        assert (refused.state, refused.history[-1].reason) == (InquiryState.DECLINED, reason)
        with pytest.raises(IllegalChange):
            refused.agree("jonas", NOW)
        with pytest.raises(IllegalChange):
            refused.close(InquiryReason.BY_ASKER, NOW)


def test_what_follows_what() -> None:
    """Ended is ended; from everywhere else there is a way to an end."""
    assert {state for state, after in NEXT.items() if not after} == ENDED
    assert all(after & ENDED for state, after in NEXT.items() if state not in ENDED)


@pytest.mark.parametrize(
    ("text", "known"), [("SPM-7K3F", True), ("IPS-7K3F", False), ("yes", False), ("", False)]
)
def test_a_code_is_told_from_other_answers(text: str, known: bool) -> None:
    """Only what is shaped like the code of an inquiry is one."""
    assert is_code(text) is known


MAY_ASK = {
    "anna": {InquiryKind.MEETING, InquiryKind.SUPERVISOR, InquiryKind.TALK},
    "dina": {InquiryKind.TALK},
    "nora": {InquiryKind.NAV, InquiryKind.NAV_MEETING},
}


@pytest.mark.parametrize("role", Role)
def test_who_may_ask_what(role: Role) -> None:
    """Clinicians by agreement, Nav counsellors their own way, nobody else anything."""
    people = [p for p in (ANNA, DINA, NORA) if p.role is role] or [Person("x", role, post="dps-general")]
    for who in people:
        assert {k for k in InquiryKind if may_ask(who, k, directory())} == MAY_ASK.get(who.id, set())


# who · of the talk at dps-general · of the question at dps-supervisor
ANSWERS = [
    (JONAS, True, False),
    (METTE, True, True),
    (Person("frida", Role.JOB_SPECIALIST, post="dps-fact"), False, False),
    (Person("x", Role.JOB_SPECIALIST, post="dps-supervisor"), False, False),
    (Person("x", Role.METHOD_SUPERVISOR, post="askoy-supervisor"), False, False),
    (Person("anna", Role.METHOD_SUPERVISOR, post="dps-supervisor"), False, False),
    (ANNA, False, False),
    (NORA, False, False),
    (Person("kari", Role.COORDINATOR, post="dps-general"), False, False),
]


@pytest.mark.parametrize(("who", "talk", "question"), ANSWERS)
def test_who_answers(who: Person, talk: bool, question: bool) -> None:
    """The post, and the supervisor of its team; never whoever asked, not even in another part."""
    assert is_answerer(who, inquiry(), directory()) is talk
    assert is_answerer(who, SUPERVISED, directory()) is question
    assert may_see_inquiry(who, inquiry(), directory()) is (talk or is_asker(who, inquiry()))
    yes = {InquiryStep.AGREE, InquiryStep.DECLINE}
    assert (yes <= set(steps(who, SUPERVISED, directory()))) is question


HELD = frozenset({"dps-general", "dps-fact", "dps-supervisor"})


@pytest.mark.parametrize(
    ("held", "away", "post"),
    [
        (HELD, (), "dps-general"),
        (HELD, ("dps-general",), "dps-fact"),
        (HELD - {"dps-general"}, (), "dps-fact"),
        (frozenset({"dps-supervisor"}), (), "dps-supervisor"),
        (frozenset({"dps-general"}), ("dps-general",), "dps-general"),
        (frozenset(), (), "dps-general"),
    ],
)
def test_it_goes_where_somebody_is(held: frozenset[str], away: tuple[str, ...], post: str) -> None:
    """The first with a person who is there; else the supervisor; full posts answer questions, too."""
    posts = own_posts(InquiryKind.TALK, directory().services["oyane-dps-allmenn"], directory())
    loads = {p: PostLoad(20, away=p in away) for p in HELD}
    assert answering(posts, directory(), loads, held) == post


def test_whose_posts_these_are() -> None:
    """A question on sick leave goes to the team's supervisor; without an agreement one chooses."""
    services = directory().services
    own = own_posts(InquiryKind.SUPERVISOR, services["oyane-dps-fact"], directory())
    assert own == ("dps-supervisor",)
    for service in (services["oyane-dps-dogn"], None):
        assert own_posts(InquiryKind.TALK, service, directory()) == ()
    assert own_posts(InquiryKind.NAV_MEETING, services["nav-askoy"], directory()) == ()
    chosen = {kind: open_posts(kind, directory()) for kind in (InquiryKind.TALK, InquiryKind.NAV)}
    assert {p.role for p in chosen[InquiryKind.TALK]} == {Role.METHOD_SUPERVISOR}
    assert {p.role for p in chosen[InquiryKind.NAV]} == {Role.JOB_SPECIALIST}
    assert all(directory().is_ips(p.id) for posts in chosen.values() for p in posts)
