"""Changes of the texts in the store: no stage is skipped, and an accepted one deals with its questions."""

from __future__ import annotations

import pytest

from bot.domain.curating.change import Effect, Kind, Moved, Proposal, Stage
from bot.domain.person.person import Person, Role
from bot.domain.turn.outcome import (
    DecideChange,
    ForgetPerson,
    KeepUnanswered,
    MeasureChange,
    ProposeChange,
)
from bot.storage.store import Store
from tests.contracts.store.test_store import apply, snapshot
from tests.domain.making import NOW

KARI = Person("kari", Role.COORDINATOR, name="Kari")
EFFECT = Effect(12, (Moved("q", "nb", "a.b", "unknown", "answer a.b", better=True),), (), ("a fault",))


@pytest.fixture
async def kept(store: Store) -> Store:
    """A store with a question without an answer, and a proposal for it."""
    await store.add_people([KARI])
    await apply(store, KeepUnanswered("Hva med bussen?", "hva med bussen", "nb"))
    (question,) = await store.unanswered(10)
    what = Proposal(Kind.VARIANT, "a.b", {"nb": "hva med bussen"}, (question.number,))
    await apply(store, ProposeChange(what, "kari"), ProposeChange(what, "kari"))
    return store


class TestChanges:
    """The same on every database."""

    async def test_nothing_is_accepted_unmeasured(self, kept: Store) -> None:
        """A proposal that is accepted at once stays a proposal, and its question stays, too."""
        (change,) = await kept.kb_changes()
        assert (change.by, change.at, change.stage) == ("Kari", NOW, Stage.PROPOSED)
        await apply(kept, DecideChange(change.number, Stage.ACCEPTED, "kari"))
        assert (await kept.kb_changes())[0].stage is Stage.PROPOSED
        assert len(await kept.unanswered(10)) == 1

    async def test_measured_accepted_taken_in(self, kept: Store) -> None:
        """What was measured comes back as it was; with the decision the question is dealt with."""
        (change,) = await kept.kb_changes(Stage.PROPOSED)
        await apply(kept, MeasureChange(change.number, "the patch", EFFECT))
        await apply(kept, DecideChange(change.number, Stage.ACCEPTED, "kari"))
        (found,) = (await snapshot(kept, KARI)).kb_changes
        assert (found.effect, found.patch) == (EFFECT, "the patch")
        assert (found.stage, found.decided_by, found.decided_at) == (Stage.ACCEPTED, "Kari", NOW)
        assert await kept.unanswered(10) == ()
        await apply(kept, DecideChange(change.number, Stage.TAKEN_IN, ""))
        await apply(kept, MeasureChange(change.number, "another", EFFECT))
        (found,) = await kept.kb_changes(Stage.TAKEN_IN)
        assert (found.patch, found.decided_by) == ("the patch", "Kari")

    async def test_whoever_is_deleted_is_named_no_more(self, kept: Store) -> None:
        """The change stays, by a coordinator."""
        await apply(kept, ForgetPerson("kari"))
        (change,) = await kept.kb_changes()
        assert "kari" not in change.by.lower()
