"""All referrals as CSV: every one of them, and no cell that a spreadsheet would compute."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from bot.domain.case.consent import LONGEST_AGE
from bot.domain.case.referral import CLOSED, State
from bot.domain.text.table import harmless
from bot.interop.table import COLUMNS, csv_of
from tests.domain.making import TODAY, directory, referral, referral_in


def read(text: str) -> list[dict[str, str]]:
    """Return the lines of a table by column."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def test_every_referral_is_a_line() -> None:
    """Each state is told, with service, team and consent, in the order given."""
    rows = read(csv_of((referral_in(state) for state in State), directory(), TODAY))
    assert [row["state"] for row in rows] == [state.value for state in State]
    assert tuple(rows[0]) == COLUMNS
    assert {row["team"] for row in rows} == {"IPS Øyane DPS"}
    assert {row["consent_receivers"] for row in rows} == {"job_specialist"}


def test_a_pause_stands_in_its_column() -> None:
    """Whoever oversees the teams sees which consents do not hold any longer."""
    late = TODAY + LONGEST_AGE + dt.timedelta(days=1)
    rows = read(csv_of((referral_in(state) for state in State), directory(), late))
    paused = {row["state"] for row in rows if row["sharing"] == "paused"}
    assert paused == {state.value for state in State if state not in CLOSED}


def test_an_empty_table_has_its_heading() -> None:
    """Without referrals there is one line: the columns."""
    assert csv_of((), directory(), TODAY) == "\ufeff" + ";".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize(
    "evil", ["=1+1", "+47", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", '=HYPERLINK("x","y")']
)
def test_no_cell_is_a_formula(evil: str) -> None:
    """Whatever somebody is called, a spreadsheet shows it and computes nothing."""
    rows = read(csv_of([referral(clinician=evil)], directory(), TODAY))
    assert rows[0]["clinician"] == f"'{evil}"
    assert harmless("oyane-dps") == "oyane-dps"
