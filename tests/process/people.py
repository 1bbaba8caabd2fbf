"""Who plays, and what a referral takes."""

from __future__ import annotations

from typing import Any

ANNA = {"id": "anna", "role": "clinician", "service": "oyane-dps-allmenn", "name": "Anna"}
EVA = {"id": "eva", "role": "clinician", "service": "oyane-dps-allmenn"}
JONAS = {"id": "jonas", "role": "job_specialist", "post": "dps-general", "name": "Jonas"}

TYPED = (
    "jeg vil henvise",
    "ja",
    "ja",
    "ja",
    "18 år eller eldre",
    "nei",
    "ja",
    "det som betyr noe for jobb",
    "nei",
    "skriftlig",
    "i dag",
    "ja",
    "send",
)
"""A whole referral, typed."""


def texts(answer: dict[str, Any]) -> list[str]:
    """Return the texts of the replies of a line."""
    return [reply["text"] for reply in answer["replies"]]


def choice(answer: dict[str, Any], end: str) -> str:
    """Return the id of the shown button that ends like this."""
    shown = [c["id"] for reply in answer["replies"] for c in reply["choices"]]
    return next(str(one) for one in shown if str(one).endswith(end))
