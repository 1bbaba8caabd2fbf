"""The bounds: how they are read, and that an edit of the base does not mute its answers."""

from __future__ import annotations

import pytest

from bot.knowledge import calibrate
from bot.knowledge.calibration import Calibration, bounds_from, from_mapping, to_mapping
from tests.knowledge.making import EASY, base_of, real_base, real_calibration

GOOD = {"sharpness": 10, "answer": 0.5, "choice": 0.1, "aside": 0.2}
SLACK = {"right": -0.03, "in_three": -0.03, "person": -0.05, "wrong": 0.02, "none_answered": 0.02}


def test_reads_what_it_writes() -> None:
    """A calibration survives the way into the file and back."""
    made = Calibration(EASY, EASY, "2026-11-21", {"dense.right": 0.7})
    assert from_mapping(to_mapping(made)) == made


@pytest.mark.parametrize(
    "change",
    [
        {"answer": 1.5},
        {"answer": "0.5"},
        {"answer": True},
        {"choice": 0.6},
        {"sharpness": 0},
        {"aside": None},
        {"none_handicap": -0.1},
    ],
)
def test_bounds_out_of_range_are_refused(change: dict[str, object]) -> None:
    """A bound that cannot be meant is an error that names it."""
    with pytest.raises(ValueError, match=next(iter(change))):
        bounds_from({**GOOD, **change})


@pytest.mark.parametrize("raw", [{}, {"dense": GOOD}, {"dense": GOOD, "lexical": GOOD, "figures": 3}])
def test_a_file_with_a_part_missing_is_refused(raw: dict[str, object]) -> None:
    """Both ways of searching need their bounds."""
    with pytest.raises(ValueError, match="calibration"):
        from_mapping(raw)


def test_an_edit_does_not_mute_answers() -> None:
    """The base's own questions, each left out, are found about as well as when it was calibrated.

    Fails after an edit that makes topics steal each other's questions; run `python -m tools.calibrate`
    only after looking at the topics that lost.
    """
    stated = real_calibration()
    left_out = calibrate.leave_one_out(real_base(), None)
    figures = calibrate.measure(left_out, stated.lexical)
    lost = calibrate.losers(left_out, stated.lexical)
    for name, slack in SLACK.items():
        gained = (figures[name] - stated.figures[f"lexical.{name}"]) * (1 if slack < 0 else -1)
        assert gained >= -abs(slack), f"{name} moved from calibration; weakest topics: {lost}"


def test_the_answer_bound_is_precise_enough() -> None:
    """The bounds in the file keep what they promise: of left-out questions answered, few are wrong."""
    figures = real_calibration().figures
    for way in ("dense", "lexical"):
        right, wrong = figures[f"{way}.right"], figures[f"{way}.wrong"]
        assert right / (right + wrong) >= calibrate.PRECISION - 0.005


def test_losers_are_named() -> None:
    """A topic whose questions all belong to another is named with its share."""
    base = base_of(
        {
            "a": ("hvor lang er ventetiden", "hvor lang ventetid", "ventetid lang"),
            "b": ("hvem er arbeidsgiver", "arbeidsgiver hvem", "hvem er arbeidsgiveren"),
            "odd": ("hvor lang er ventetiden nå", "hvem er arbeidsgiver nå"),
        }
    )
    left_out = calibrate.leave_one_out(base, None)
    assert "odd" in calibrate.losers(left_out, EASY, least=0.9)
