"""What a referral costs a clinician in taps, words and seconds of reading: `python -m tools.referral_effort`

Counted is what the page shows without unfolding anything, of every reply from the first page to the receipt.
The post it goes to has a person, as most have. A tap is a press or a sent line, or to point at a toggle.
The last answer of a card leads on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.conversation.dialog import flow
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Card, Reply, together
from handlers.referral.beginning.questions import ReferralDialog
from tests.handlers.talk import GOOD, Talk

DAY = "Annen dag"
"""What stands at the field for a day."""

A_MINUTE = 230
"""Words that a grown person reads in a minute."""

HELD = frozenset({"dps-general", "dps-supervisor"})

LINES = ("ja, ja, ja, voksen, nei", "ja, jobb, nei", "muntlig, i går, ja")
SENTENCE = (
    "Jeg vil henvise en pasient som er informert om IPS, ønsker jobb, er i behandling, er 34 år og ikke "
    "sykmeldt. Hun har sagt ja til å delta og at jobbspesialisten får vite det som betyr noe for jobb, ikke "
    "Nav. Muntlig med tydelig ja i går, skrevet i journalen."
)


@dataclass
class Effort:
    """What it took."""

    taps: int = 0
    words: int = 0

    @property
    def seconds(self) -> int:
        """How long the words take to read."""
        return round(self.words * 60 / A_MINUTE)


class Clinician:
    """Somebody at the page; every reply is read once."""

    def __init__(self) -> None:
        self.effort = Effort()
        self._talk = Talk()
        self._talk.snapshot = replace(self._talk.snapshot, held=HELD)

    def press(self, choice: str, taps: int = 1) -> None:
        """Press a button, or send a card that took so many taps."""
        self._talk.press(choice)
        self._read(taps)

    def say(self, text: str) -> None:
        """Send a line."""
        self._talk.say(text)
        self._read(1)

    @property
    def last(self) -> Reply:
        """What stands at the end of the page."""
        return self._talk.replies[-1]

    def _read(self, taps: int) -> None:
        self.effort.taps += taps
        self.effort.words += sum(words(text) for reply in self._talk.replies for text in visible(reply))


def words(text: str) -> int:
    """Return how many words a text has."""
    return len(re.findall(r"\w[\w\-–./]*", text))


def visible(reply: Reply) -> Iterator[str]:
    """Yield what the page shows of a reply while nothing is unfolded."""
    yield from (reply.title, reply.text, reply.after, *reply.do)
    yield from (f"{row.name} {row.value} {row.change.label}" for row in reply.rows)
    yield from (f"{source.title} {source.section}" for source in reply.sources[:1])
    if reply.card:
        for part in reply.card.parts:
            yield f"{part.number} {part.ask}"
            yield from (choice.label for choice in part.choices)
            yield DAY if part.dated else ""
        yield reply.card.onward.label
    buttons = [c for c in (reply.card.ways if reply.card else reply.choices) if not flow.leaves(c)]
    yield from (choice.label for choice in buttons if not (reply.rows and choice.id.endswith("!change")))


def by_toggles() -> Effort:
    """Answer each question of each card by pointing at its answer."""
    who = Clinician()
    who.press("refer:")
    while who.last.card:
        answers = chosen(who.last.card)
        who.press(together(who.last.card.onward.id, answers), len(answers))
    return sent(who)


def chosen(card: Card) -> tuple[ButtonId, ...]:
    """Return the answers that lead to a referral."""
    return tuple(ButtonId.read(part.own + GOOD[part.step]) for part in card.parts)


def by_lines(lines: Sequence[str] = LINES) -> Effort:
    """Answer each card by one line."""
    who = Clinician()
    who.press("refer:")
    for line in lines:
        who.say(line)
    return sent(who)


def by_sentence() -> Effort:
    """Tell it all in the first message."""
    who = Clinician()
    who.say(SENTENCE)
    return sent(who)


def one_by_one() -> Effort:
    """Answer one question after the other, as before there were cards."""
    cards, ReferralDialog.cards = ReferralDialog.cards, ()
    try:
        who = Clinician()
        who.press("refer:")
        for answer in GOOD.values():
            number = who.last.choices[0].id.split(":")[1]
            who.press(f"d:{number}:{'yesterday' if '-' in answer else answer}")
        return sent(who)
    finally:
        ReferralDialog.cards = cards


def sent(who: Clinician) -> Effort:
    """Send what was answered, and return what all of it took. Raises ValueError when it is not complete."""
    send = next((choice.id for choice in who.last.choices if choice.id.endswith(":send")), None)
    if send is None or not who.last.rows:
        raise ValueError(f"the answers are not complete: {who.last.text}")
    who.press(send)
    return who.effort


WAYS = {
    "one question after the other": one_by_one,
    "toggles on cards": by_toggles,
    "a line for each card": by_lines,
    "one sentence": by_sentence,
}


def main() -> None:
    """Print one table."""
    print(f"{'a referral by':30} {'taps':>5} {'words':>6} {'seconds of reading':>19}")
    for name, way in WAYS.items():
        effort = way()
        print(f"{name:30} {effort.taps:5} {effort.words:6} {effort.seconds:19}")


if __name__ == "__main__":
    main()
