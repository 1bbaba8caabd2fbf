"""The inbox as HTML: lengths in words, long lists, nothing unescaped, in three languages."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import pytest

from bot.channels.web.inbox import view as inbox_view
from bot.channels.web.inbox.words import length, limit
from bot.channels.web.say import Say
from bot.domain.message.inbox import Board, Item, Occupancy, OtherPost, TeamView, VacantPosts
from bot.domain.person.person import Person, Role
from bot.knowledge.base.entry import LANGUAGES
from tests.domain.making import directory
from tests.handlers.talk import knowledge

WORDS = knowledge().base.words
SAY = Say(WORDS, "nb")
AT = dt.datetime(2026, 11, 23, 10, 30)
HOUR = dt.timedelta(hours=1)
JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general", name="Jonas <b>")
TEAM = TeamView(
    "t", "Team <i>", (Occupancy("Allmenn", 17, 20, 3), Occupancy("FACT", 0, 20, 0, held=False)), "M", False, 1
)


def item(code: str = "IPS-7K3F", **other: object) -> Item:
    """Return a line of the inbox."""
    values = {"state": "Åpnet", "next": "Svar.", "service": "DPS", "post": "", "since": AT, "waited": HOUR}
    return Item(**{"code": code, "press": f"referrals:{code}", **values, **other})  # type: ignore[arg-type]


def shown(board: Board, person: Person = JONAS, *, table: bool = True) -> str:
    """Return the page."""
    return inbox_view.page(WORDS, board, person, directory(), table=table)


class Tags(HTMLParser):
    """Checks that what is opened is closed, in order."""

    VOID = ("meta", "link", "img", "br", "path", "rect")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        if tag not in self.VOID:
            assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.5, "under en time"),
        (1, "1 time"),
        (5.9, "5 timer"),
        (24, "1 arbeidsdag"),
        (27, "1 arbeidsdag og 3 timer"),
        (49, "2 arbeidsdager og 1 time"),
        (73, "3 arbeidsdager"),
    ],
)
def test_how_long_in_words(hours: float, words: str) -> None:
    """Days and hours of working days; the hours no longer matter after three days."""
    assert length(SAY, hours * HOUR) == words


@pytest.mark.parametrize(
    ("at", "exact", "words"),
    [
        (AT, True, "23.11.2026 kl. 10:30"),
        (AT, False, "23.11.2026"),
        (dt.datetime(2026, 11, 25), True, "24.11.2026 kl. 24:00"),
    ],
)
def test_a_deadline_in_words(at: dt.datetime, exact: bool, words: str) -> None:
    """Midnight belongs to the day that ends."""
    assert limit(SAY, at, exact=exact) == words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_whole_in_each_language(lang: str) -> None:
    """Well formed, each id once, no place left unfilled, no key shown in place of a text."""
    board = Board(
        lang,
        AT,
        waits=(item("IPS-AAA2", late=True, deadline=AT, exact=True), item("IPS-AAA3", post="x", place=1)),
        mine=(),
        elsewhere=(OtherPost("jobbspesialisten", (item("IPS-AAA4"),)),),
        teams=(TEAM,),
        left_out=3,
    )
    page = shown(board)
    tags = Tags(page)
    assert tags.open == []
    assert len(tags.ids) == len(set(tags.ids))
    assert not re.search(r"\binbox\.[a-z]+\.|\$[a-z]|\{[a-z]+\}", page)


def test_everything_is_escaped() -> None:
    """What names hold stays text."""
    page = shown(Board("nb", AT, waits=(item("IPS-<a>", next="<script>"),), mine=(), teams=(TEAM,)))
    assert not re.search(r"<(b|i|a)>|<script>", page)
    assert "&lt;script&gt;" in page


def test_a_long_list_is_folded() -> None:
    """A hundred are all there: twenty at once, the rest one press away, each code once."""
    codes = [f"IPS-A{n:03}" for n in range(100)]
    page = shown(Board("nb", AT, waits=tuple(item(code) for code in codes), mine=()))
    first, rest = page.split('<details class="more" id="more-waits">')
    assert re.findall(r'data-code="([^"]+)"', first) == codes[:20]
    assert re.findall(r'data-code="([^"]+)"', rest) == codes[20:]
    assert "Vis 80 til" in rest


def test_nothing_waits() -> None:
    """An empty inbox says so; without a post it says what is wrong."""
    page = shown(Board("nb", AT, waits=(), mine=()))
    assert "Ingenting venter på deg nå" in page
    assert "ikke knyttet til en stilling" in page
    assert "ikke knyttet" not in shown(Board("nb", AT, waits=(), mine=(), teams=(TEAM,)))


def test_the_numbers_of_the_picture_stand_in_a_table() -> None:
    """Taken, places and free places of each post, and what is wrong with it, once more as text."""
    page = shown(Board("nb", AT, waits=(), mine=(), teams=(TEAM,)))
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(\d+)</td><td>(\d+)</td><td>(\d+)</td></tr>', page)
    assert rows == [("Allmenn", "17", "20", "3"), ("FACT. Ingen person", "0", "20", "0")]
    assert "17 av 20 opptatt, 3 ledige" in page


def test_the_coordinators_page() -> None:
    """Faults by team, a whole team without people is named as such, the table where there is one."""
    kari = Person("kari", Role.COORDINATOR, name="Kari")
    faults = (VacantPosts("IPS Ung", ("Jobbspesialist",), True), VacantPosts("IPS Askøy", ("A", "B"), False))
    board = Board("nb", AT, teams=(TEAM,), faults=faults)
    page = shown(board, kari)
    assert "Feil: stillinger uten person (3)" in page
    assert "IPS Ung: hele teamet mangler personer" in page
    assert 'href="api/referrals.csv"' in page
    assert "referrals.csv" not in shown(board, kari, table=False)
    assert "Alle stillinger har en person." in shown(Board("nb", AT, teams=(TEAM,), faults=()), kari)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("role", ["clinician", "nav_counsellor", "newcomer", "guest"])
def test_the_closed_page_has_words_for_each_role(role: str, lang: str) -> None:
    """Each role without an inbox is told what it can use instead."""
    page = inbox_view.closed(WORDS, lang, Person("x", Role(role)))
    assert Tags(page).open == []
    assert WORDS.say(lang, f"inbox.closed.{role}").split("«")[0].split("“")[0] in page
