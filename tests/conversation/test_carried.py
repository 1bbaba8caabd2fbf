"""What a question said is carried from its answer into what is begun from it, shown there for correction."""

from __future__ import annotations

import pytest

from bot.conversation import carried
from bot.domain.turn.session import Session
from tests.handlers.talk import Talk, context, say


def test_the_guide_knows_whom_the_question_named() -> None:
    """Who asked about employers and goes on to the guide is not asked to whom."""
    talk = Talk()
    talk.say("Hva kan vi si til en arbeidsgiver?")
    talk.press("share:")
    assert talk.answers["to"] == "employer"
    assert say("nb", "dialog.share.to.options.employer") in talk.text


def test_the_referral_knows_what_the_question_said_of_the_patient() -> None:
    """The sick leave that was asked about stands there to be corrected; nothing about the consent does."""
    talk = Talk()
    talk.say("Kan en sykmeldt henvises til IPS?")
    talk.press("refer:")
    assert talk.answers == {"sick_listed": "yes"}


@pytest.mark.parametrize(
    "text",
    [
        "hva kan jeg si til jobbspesialisten når pasienten har samtykket?",
        "kva kan eg seie til jobbspesialisten når ho har samtykt?",
        "what may I tell the job specialist once she has agreed?",
    ],
)
def test_a_question_gives_no_consent(text: str) -> None:
    """The receiver is carried, a consent that is only spoken of is not."""
    told = carried.told(context(), text)
    assert told["share.to"] == "job_specialist"
    assert "share.consent" not in told


def test_that_there_is_no_consent_is_carried() -> None:
    """A consent that is not there decides, and gives nothing away."""
    told = carried.told(context(), "kan jeg si diagnosen til Nav-veilederen når hun ikke har samtykket?")
    assert told == {"share.info": "diagnosis", "share.to": "nav_counsellor", "share.consent": "none"}


def test_what_follows_adds_to_what_was_said() -> None:
    """ "And to Nav?" changes the receiver and leaves the rest; a question of its own begins anew."""
    asked = Session(
        topic="privacy.what_can_i_share", told={"share.info": "diagnosis", "share.to": "employer"}
    )
    follows = carried.told(context(session=asked), "og til Nav da?")
    assert follows == {"share.info": "diagnosis", "share.to": "nav_counsellor"}
    assert "share.info" not in carried.told(context(session=asked), "Hva kan vi si til en arbeidsgiver?")


def test_a_child_of_whom_was_asked_ends_no_referral() -> None:
    """A question about somebody too young begins the referral with all its questions."""
    told = carried.told(context(), "kan jeg henvise en på 15 år?")
    assert told["refer.age"] == "child"
    talk = Talk()
    talk.session = Session(topic="referral.age", told=told)
    talk.press("refer:")
    assert talk.step() == "informed"
    assert talk.answers == {}
