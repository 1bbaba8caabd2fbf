"""A topic that is gone: an old link or button says so, and leads on."""

from __future__ import annotations

import pytest

from tests.handlers.talk import LANGS, Talk, say


@pytest.mark.parametrize("lang", LANGS)
def test_a_link_to_an_answer_that_is_gone_says_so_and_offers_what_is_near(lang: str) -> None:
    """Nobody who followed a link reads of a button; the nearest topics and the list of all lead on."""
    talk = Talk(lang=lang)
    talk.press("topic:referral.waiting_lists")
    assert talk.replies[0].text == say(lang, "topics.gone")
    assert talk.choices[0].id == "topic:referral.waiting_list"
    assert talk.choices[-1].id == "topics:"


def test_what_comes_near_to_nothing_leads_to_the_list_alone() -> None:
    """A name of nothing gives no topics that have nothing to do with it."""
    talk = Talk()
    talk.press("topic:weather.tomorrow")
    assert [choice.id for choice in talk.choices] == ["topics:"]
