"""A topic that was merged is found by its old id wherever that stands; reported is the id of today."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.gaps.verdicts import by_topic
from bot.knowledge.base.entry import LANGUAGES
from tests.fakes.knowledge import real_base
from tests.handlers.house import House

OLD, NEW = "ips.was_once", "ips.definition"
ANNA = {"id": "anna", "role": "clinician", "service": "oyane-dps-allmenn"}
KARI = {"id": "kari", "role": "coordinator"}


def test_no_topic_of_the_real_base_was_lost() -> None:
    """What the real file names leads to a topic in every language."""
    base = real_base()
    assert all(base.topic(lang, old) for old in base.aliases for lang in LANGUAGES)


def test_old_buttons_links_and_counts_lead_to_the_new_topic() -> None:
    """An old button shows the new topic and reports it; verdicts on the old one count for the new one."""
    house = House()
    try:
        house.play(ANNA, press=f"helpful:no:{NEW}")
        house.know = replace(house.know, base=replace(house.know.base, aliases={OLD: NEW}))
        house.restart()
        shown = house.play(ANNA, press=f"topic:{OLD}")
        assert (shown["outcome"], shown["topics"]) == ("answer", [NEW])
        house.play(ANNA, press=f"helpful:no:{OLD}")
        title = house.know.base.topics["nb", NEW].question
        seen = "\n".join(reply["text"] for reply in house.play(KARI, press="unanswered:")["replies"])
        assert seen.count(title) == 1
    finally:
        house.close()


def test_verdicts_of_both_ids_are_one_count() -> None:
    """What readers said of the old topic is added to what they say of the new one."""
    base = replace(real_base(), aliases={OLD: NEW})
    assert by_topic(base, {OLD: (1, 2), NEW: (3, 4)}) == {NEW: (4, 6)}
