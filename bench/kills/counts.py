"""What happened in a run, and whether the database agrees with what people were told."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bot.storage.store import Store

TO_THE_POST = ("notice.requested", "notice.queued")
"""What a post is told of a new referral: with a full one it waits."""


@dataclass
class Counts:
    """What happened, by channel. `told` are the codes that people were told."""

    kills: int = 0
    cuts: int = 0
    restarts: int = 0
    turns: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    twice: Counter[str] = field(default_factory=Counter)
    told: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)


async def compared(store: Store, counts: Counts) -> None:
    """Compare what people were told with what is there."""
    there: Counter[str] = Counter(one.code for one in await store.all_referrals())
    trail = Counter(row["thing"] for row in await store.rows("audit") if row["action"] == "referral.open")
    told = Counter(code for codes in counts.told.values() for code in codes)
    for name, found in (("referrals", there), ("entries in the trail", trail)):
        if found != told:
            counts.faults.append(f"{name}: {len(found - told)} too many, {len(told - found)} lost")
    to_the_post = Counter(
        (row["places"]["code"], row["person"], row["post"])
        for row in await store.rows("outbox")
        if row["text_key"] in TO_THE_POST
    )
    if set(to_the_post.values()) - {1} or {code for code, _, _ in to_the_post} != set(told):
        counts.faults.append("notices to the post: lost, or there twice")
    if (await store.verify_audit())[1]:
        counts.faults.append("the audit trail does not hold together")
