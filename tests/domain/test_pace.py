"""How fast is sent: never more than a chat, a group or the whole service takes, and no slower than that."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.message.pace import Limits, Pace
from tests.deep import deep

WANTED = st.lists(st.tuples(st.integers(0, 5), st.floats(0, 3), st.booleans()), min_size=1, max_size=150)


def sent(wanted: list[tuple[int, float, bool]]) -> list[tuple[float, str, bool]]:
    """Return when each message went out: wished one after the other, each after a pause."""
    pace, now, out = Pace(), 0.0, []
    for chat, pause, group in wanted:
        now += pause
        name = f"{chat} {group}"
        while (seconds := pace.wait(now, name, group=group)) > 0:
            now += seconds
        out.append((now, name, group))
    return out


def most_within(times: list[float], seconds: float) -> int:
    """Return how many there are at most in a stretch of so many seconds, its end left out."""
    return max(sum(start <= at < start + seconds - 1e-6 for at in times) for start in times)


@settings(max_examples=deep(150), deadline=None)
@given(WANTED)
def test_no_limit_is_ever_broken(wanted: list[tuple[int, float, bool]]) -> None:
    """One a second in a chat, 20 a minute in a group, 30 a second in all, whatever is wished when."""
    out = sent(wanted)
    assert most_within([at for at, _, _ in out], 1) <= 30
    chats: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for at, chat, group in out:
        chats[chat, group].append(at)
    assert all(most_within(times, 1) == 1 for times in chats.values())
    assert all(most_within(times, 60) <= 20 for (_, group), times in chats.items() if group)


def test_a_chat_takes_one_a_second() -> None:
    """The second message waits for what is left of the second, and no longer; another chat does not wait."""
    pace = Pace()
    assert pace.wait(10.0, "a") == 0
    assert pace.wait(10.25, "a") == 0.75
    assert pace.wait(10.25, "b") == 0
    assert pace.wait(11.0, "a") == 0


def test_a_group_takes_twenty_a_minute() -> None:
    """The twenty-first waits until a minute after the first; a private chat would not."""
    for group, wait in ((True, 40.0), (False, 0.0)):
        pace = Pace()
        assert [pace.wait(float(second), "g", group=group) for second in range(20)] == [0] * 20
        assert pace.wait(20.0, "g", group=group) == wait


def test_thirty_a_second_in_all() -> None:
    """The thirty-first of a second waits, whichever chat it is for."""
    pace = Pace(Limits())
    assert [pace.wait(5.0, str(chat)) for chat in range(30)] == [0] * 30
    assert pace.wait(5.5, "another") == 0.5
    assert pace.wait(6.0, "another") == 0


def test_a_wait_counts_nothing() -> None:
    """Whoever asks often does not wait longer for it."""
    pace = Pace()
    assert pace.wait(0.0, "a") == 0
    assert [round(pace.wait(0.5, "a"), 6) for _ in range(50)] == [0.5] * 50
    assert pace.wait(1.0, "a") == 0


def test_the_service_counts_from_when_it_has_a_message() -> None:
    """A message that took a while on its way keeps the next one waiting for that while, too."""
    pace = Pace()
    assert pace.wait(0.0, "a") == 0
    pace.arrived(0.4, "a")
    assert round(pace.wait(1.0, "a"), 6) == 0.4
    pace.arrived(0.2, "a")
    pace.arrived(5.0, "nobody")
    assert pace.wait(1.4, "a") == 0
