"""What the wording says of a message, whatever it is about: the classifier's signs of danger."""

from __future__ import annotations

import numpy as np
import pytest

from bot.safety.danger.signs import NAMES, signs
from bot.safety.features import buckets


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("han vil ta livet sitt", "worded"),
        ("hva gjør vi om noen truer oss?", "asks_last"),
        ("han truer oss. hva gjør jeg", "what_now"),
        ("ho prøvde å ta livet sitt i 2019", "past"),
        ("eg er åleine med tablettane no", "now"),
        ("he says he will jump", "says"),
        ("har de ei rutine for truslar", "rule"),
        ("han svarer ikke på telefonen", "silent"),
        ("ingen selvmordsfare nå", "no_danger"),
    ],
)
def test_a_sign_is_seen(text: str, sign: str) -> None:
    """Asked or told, now or once, of whom: read from the words as they were written."""
    assert signs(text)[NAMES.index(sign)] == 1
    assert signs("kva er ips")[NAMES.index(sign)] == 0


def test_signs_are_ones_and_zeros() -> None:
    """One for each name, whatever the text is."""
    for text in ("", "?", "ring 113 " * 500):
        assert signs(text).shape == (len(NAMES),)
        assert np.isin(signs(text), (0, 1)).all()


def test_a_tense_and_a_question_are_features() -> None:
    """What has one form for likeness stays apart for danger: "tok" and "tar", a question and a statement."""
    past, present = (buckets(f"han {word} dem", written=True) for word in ("tok", "tar"))
    assert set(past) != set(present)
    assert set(buckets("tar han dem?", written=True)) > set(buckets("tar han dem?"))
