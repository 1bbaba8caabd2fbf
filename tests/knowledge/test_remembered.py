"""What was made of a text is remembered, for a while and without the text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.knowledge.remembered import Remembered


def test_it_is_made_once() -> None:
    """The same text again comes from memory; another one does not."""
    made: list[str] = []
    memory: Remembered[int] = Remembered(2)

    def of(text: str) -> int:
        return memory.of(text, lambda: made.append(text) or len(text))  # type: ignore[func-returns-value]

    assert [of("one"), of("one"), of("three")] == [3, 3, 5]
    assert made == ["one", "three"]


def test_the_newest_are_kept_and_no_text() -> None:
    """What nobody asked about for the longest time goes first; only digests name what is there."""
    memory: Remembered[str] = Remembered(2)
    for text in ("a", "b", "a", "c"):
        memory.of(text, lambda text=text: text.upper())  # type: ignore[misc]
    assert len(memory) == 2
    assert memory.of("a", lambda: "new") == "A"
    assert memory.of("b", lambda: "new") == "new"
    assert all(len(key) == 16 for key in memory)


def test_nothing_is_remembered_of_what_failed() -> None:
    """A text that could not be read is read anew, and one that is half a letter is one, too."""
    memory: Remembered[float] = Remembered(2)
    try:
        memory.of("x", lambda: 1 / 0)
    except ZeroDivisionError:
        assert len(memory) == 0
    assert memory.of("\ud800", lambda: 1.0) == 1.0


def test_threads_share_it() -> None:
    """Several listen at the same time; what each gets belongs to its own text."""
    memory: Remembered[int] = Remembered(10)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda n: memory.of(str(n % 30), lambda: n % 30), range(3_000)))
    assert found == [n % 30 for n in range(3_000)]
