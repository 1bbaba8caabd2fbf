"""What is true of every case, whatever it is: it stands where its last change left it."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.case import inquiry, referral
from bot.domain.case.history import IllegalChange
from bot.domain.case.inquiry import Inquiry, InquiryKind, InquiryReason
from bot.domain.case.referral import Referral
from tests.domain import making

AT = making.NOW
LATER = AT + dt.timedelta(hours=1)


def asked() -> Inquiry:
    """Return an inquiry that was just asked."""
    return inquiry.ask(
        code="SPM-7K3F", kind=InquiryKind.MEETING, asker="anna", service=None, post="dps-general", at=AT
    )


@pytest.mark.parametrize("case", [making.referral(), asked()], ids=["referral", "inquiry"])
def test_a_case_stands_where_its_history_left_it(case: Referral | Inquiry) -> None:
    """State, version and the time of the last change are read from the history, and nowhere else."""
    last = case.history[-1]
    assert (case.state, case.version, case.changed_at) == (last.to, len(case.history), last.at)
    assert case.is_open


@pytest.mark.parametrize("legal", [referral.LEGAL, inquiry.NEXT], ids=["referral", "inquiry"])
def test_what_leads_nowhere_is_an_end(legal: dict[object, frozenset[object]]) -> None:
    """Every state says where it leads, and the ends are those that were always ends."""
    ends = {state for state, after in legal.items() if not after}
    assert ends in (set(referral.CLOSED), set(inquiry.ENDED))
    assert {after for afters in legal.values() for after in afters} <= set(legal)


def test_an_end_leads_nowhere() -> None:
    """What is over changes no more, and is not open."""
    over = asked().close(InquiryReason.BY_ASKER, LATER)
    assert not over.is_open
    assert (over.version, over.changed_at) == (2, LATER)
    with pytest.raises(IllegalChange):
        over.agree("jonas", LATER)


def test_a_case_without_a_history_is_none() -> None:
    """Nothing stands anywhere that nobody began."""
    with pytest.raises(ValueError, match="at least one change"):
        Inquiry(asked().code, InquiryKind.TALK, "anna", None, "dps-general", ())
