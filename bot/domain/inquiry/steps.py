"""What each side may do with an inquiry now: the one policy. Buttons are what `steps` returns."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.case.inquiry import Inquiry, InquiryKind, InquiryState
from bot.domain.organisation.access import is_answerer, is_asker
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Person


class InquiryStep(StrEnum):
    """What can be done, in the order in which it is offered."""

    GO_ON = "go"
    ACCEPT = "yes"
    AGREE = "agree"
    SUGGEST = "day"
    DECLINE = "decline"
    CLOSE = "close"


MOST_OPEN = 20
"""How many open inquiries one person may have: more than a team can answer serves nobody."""

_ASKER: dict[InquiryState, set[InquiryStep]] = {
    InquiryState.ASKED: {InquiryStep.CLOSE},
    InquiryState.ANSWERED: {InquiryStep.ACCEPT, InquiryStep.SUGGEST, InquiryStep.CLOSE},
    InquiryState.AGREED: {InquiryStep.CLOSE},
}
_ANSWERER: dict[InquiryState, set[InquiryStep]] = {
    InquiryState.ASKED: {InquiryStep.AGREE, InquiryStep.SUGGEST, InquiryStep.DECLINE},
    InquiryState.ANSWERED: {InquiryStep.AGREE, InquiryStep.SUGGEST, InquiryStep.DECLINE},
    InquiryState.AGREED: {InquiryStep.DECLINE},
}


def steps(person: Person, inquiry: Inquiry, directory: Directory) -> tuple[InquiryStep, ...]:
    """Return what this person may do with the inquiry now; nothing for those it does not concern."""
    if is_asker(person, inquiry):
        found = set(_ASKER.get(inquiry.state, ()))
        if inquiry.state is InquiryState.AGREED and inquiry.kind is InquiryKind.SUPERVISOR:
            found.add(InquiryStep.GO_ON)
    elif is_answerer(person, inquiry, directory):
        found = set(_ANSWERER.get(inquiry.state, ()))
        if inquiry.state is InquiryState.ASKED and inquiry.suggested:
            found.add(InquiryStep.ACCEPT)
    else:
        found = set()
    return tuple(step for step in InquiryStep if step in found)
