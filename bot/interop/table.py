"""All referrals as a table for the coordinator: CSV as a Norwegian spreadsheet opens it.

No field names a patient, but a code can be linked to one by whoever has the record: the table is personal
data about health.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bot.domain.case.referral import Referral
from bot.domain.organisation.directory import Directory
from bot.domain.text.table import csv_table

COLUMNS = (
    "code",
    "state",
    "reason",
    "sent_at",
    "changed_at",
    "changes",
    "service",
    "team",
    "post",
    "clinician",
    "consent_scope",
    "consent_receivers",
    "consent_form",
    "consent_given_on",
    "consent_withdrawn_at",
    "consent_last_day",
    "employer_agreed_on",
    "sharing",
)
PAUSED = "paused"
"""Nothing may be shared upon it: its consent does not hold any longer, and it is not renewed."""


def csv_of(referrals: Iterable[Referral], directory: Directory, on: dt.date) -> str:
    """Return the table with one line a referral, in the order given, as they stand on a day.

    Times are ISO 8601 in UTC.
    """
    return csv_table([COLUMNS, *(_row(one, directory, on) for one in referrals)])


def _row(referral: Referral, directory: Directory, on: dt.date) -> tuple[str, ...]:
    consent, last = referral.consent, referral.history[-1]
    return (
        referral.code,
        referral.state.value,
        last.reason.value if last.reason else "",
        referral.history[0].at.isoformat(),
        last.at.isoformat(),
        str(len(referral.history)),
        referral.service,
        directory.team_name(referral.post) if referral.post in directory.posts else "",
        referral.post,
        referral.clinician,
        consent.scope.value,
        " ".join(sorted(one for one in consent.receivers if consent.covers(one))),
        consent.form.value,
        consent.given_on.isoformat(),
        consent.withdrawn_at.isoformat() if consent.withdrawn_at else "",
        consent.last_day.isoformat(),
        consent.employer_on.isoformat() if consent.employer_on else "",
        PAUSED if referral.is_paused(on) else "",
    )
