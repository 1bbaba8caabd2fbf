"""Replies as cards: valid, small enough, and nothing of them lost or taken for formatting."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.teams import card
from bot.channels.teams.meeting_link import meeting_link
from bot.channels.teams.render import MOST_BYTES, notice, render, shortened
from bot.domain.message.message import Call, File, Reply, SourceLine, Tone
from bot.domain.message.picture import Group, Look, Places, QrCode, Row
from tests.channels.teams.reading import elements, read
from tests.deep import deep
from tests.fakes.button import choice
from tests.fakes.teams import faults_of
from tests.handlers.talk import knowledge

WORDS = knowledge().base.words
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261124T090000\r\n"
    "DTEND:20261124T093000\r\nSUMMARY:IPS-7K3F\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
FULL = Reply(
    "Første avsnitt.\nNy linje.\n\nAndre avsnitt med *stjerner*, [lenke](x) og <b>æøå</b>.",
    title="Tittel",
    do=("Gjør dette", "Og dette"),
    more="Mer å lese.",
    sources=(
        SourceLine("hpl", "§ 22", "https://lovdata.no/x", "merknad"),
        SourceLine("Brev", "1", "javascript:x"),
    ),
    record="Linje 1\nLinje 2: _IPS-7K3F_",
    calls=(Call("Ring 113", "113"), Call("Mental Helse 116 123", "116 123")),
    choices=(
        choice("a:1", "Ja"),
        choice("a:2", "Nei"),
        choice("a:3", "Et langt svar som trenger mer plass enn en knapp har"),
    ),
    tone=Tone.DANGER,
    files=(File("IPS-7K3F.ics", "text/calendar", ICS), File("x.txt", "text/plain", "x")),
)


def test_everything_of_a_reply_is_on_its_card() -> None:
    """Title, text, what to do, more, the record, sources, numbers, files and choices, in reading order."""
    (made,) = render(FULL, WORDS, "nb")
    assert faults_of(made) == ""
    seen = read(made)
    parts = ["Tittel", FULL.text, "Gjør dette nå:", "• Gjør dette", "• Og dette", "Mer å lese.", FULL.record]
    parts += ["Fil: IPS-7K3F.ics", "Kilde: hpl, § 22 (merknad)", "Kilde: Brev, 1"]
    assert [seen.text.find(part) for part in parts] == sorted(seen.text.find(part) for part in parts)
    assert all(part in seen.text for part in parts)
    assert seen.choices == [{"id": choice.id, "label": choice.label} for choice in FULL.choices]
    assert (seen.open["Ring 113"], seen.open["Mental Helse 116 123"]) == ("tel:113", "tel:116123")
    assert seen.open["Kilde: hpl, § 22 (merknad)"] == "https://lovdata.no/x"
    assert "javascript:x" not in seen.open.values()
    assert seen.fields == [FULL.record]
    assert made["summary"].startswith("Tittel Første avsnitt.")
    assert made["attachments"][0]["content"]["fallbackText"] == made["summary"]


def test_a_misspelled_element_is_noticed_here() -> None:
    """The schema that cards are tested against finds what Teams would not show."""
    (made,) = render(FULL, WORDS, "nb")
    made["attachments"][0]["content"]["body"][0]["stile"] = "x"
    assert faults_of(made)


def test_nothing_is_formatting() -> None:
    """No element reads Markdown, so stars and brackets need no escaping."""
    (made,) = render(FULL, WORDS, "nb")
    kinds = {one["type"] for one in elements(made["attachments"][0]["content"]["body"])}
    assert kinds == {"Container", "RichTextBlock", "Input.Text", "ActionSet"}


def test_a_press_sends_no_field() -> None:
    """What somebody types into the field with the record text never comes to us."""
    (made,) = render(FULL, WORDS, "nb")
    bodies = list(elements(made["attachments"][0]["content"]["body"]))
    pressing = [a for one in bodies for a in one.get("actions", ()) if a["type"] == "Action.Submit"]
    assert {action["associatedInputs"] for action in pressing} == {"none"}


def test_buttons_stand_in_rows_that_fit() -> None:
    """At most three short buttons beside each other; a label that Teams would cut off wraps in an area."""
    choices = tuple(choice(f"x:{n}", "Ja" if n < 7 else "Et svar som er ganske langt " * 2) for n in range(9))
    (made,) = render(Reply("?", choices=choices), WORDS, "nb")
    body = made["attachments"][0]["content"]["body"]
    assert [len(one["actions"]) for one in body if "actions" in one] == [3, 3, 1]
    areas = [one for one in body if "selectAction" in one]
    assert [one["items"][0]["inlines"][0]["text"] for one in areas] == [choices[7].label, choices[8].label]
    assert [choice["id"] for choice in read(made).choices] == [choice.id for choice in choices]
    assert read(card.without_buttons(made)).choices == []


def test_without_buttons_all_else_stays() -> None:
    """Used buttons go; text, links and numbers stay."""
    (made,) = render(FULL, WORDS, "nb")
    bare = card.without_buttons(made)
    assert faults_of(bare) == ""
    assert (read(bare).text, read(bare).open) == (read(made).text, read(made).open)
    assert read(bare).choices == []
    assert not card.has_buttons(bare)


TEXT = st.text(st.characters(codec="utf-8"), max_size=300)


@settings(max_examples=deep(60), deadline=None)
@given(TEXT, TEXT, TEXT, st.lists(TEXT.filter(str.strip), max_size=4), st.integers(1, 400))
def test_any_reply_is_valid_small_and_whole(
    text: str, more: str, record: str, do: list[str], times: int
) -> None:
    """However long and odd a reply is, its cards keep to schema and size, and lose no letter."""
    choices = (choice("x:1", "Ja"),)
    reply = Reply(text * times, more=more * times, record=record * times, do=tuple(do), choices=choices)
    made = render(reply, WORDS, "nb")
    assert [faults_of(one) for one in made] == [""] * len(made)
    assert all(len(json.dumps(one, ensure_ascii=False).encode()) <= MOST_BYTES for one in made)
    seen = [read(one) for one in made]
    assert [bool(one.choices) for one in seen] == [False] * (len(seen) - 1) + [True]
    letters = "".join("".join(one.text.split()) for one in seen)
    for part in (text, more, *do):
        assert "".join((part * (times if part not in do else 1)).split()) in letters
    assert "".join("".join(one.fields) for one in seen) == reply.record


def test_a_short_word_about_a_changed_card() -> None:
    """It says what happened and where to look, in a few words, with the card's buttons."""
    made = notice(Reply("Ord " * 200, choices=(choice("x:1", "Ja"),)), "IPS-7K3F", WORDS, "nb")
    assert faults_of(made) == ""
    assert len(read(made).text) < 300
    assert "IPS-7K3F" in read(made).text
    assert read(made).choices


@pytest.mark.parametrize("text", ["a" * 500, "ord " * 100, "", "kort"])
def test_shortened(text: str) -> None:
    """A shortened text is short, and begins as the long one."""
    assert len(shortened(text)) <= 152
    assert text.startswith(shortened(text).removesuffix(" …"))


def test_a_calendar_file_opens_the_calendar() -> None:
    """Norwegian time without a zone goes with its offset; what is no entry has no link."""
    url = meeting_link(File("x.ics", "text/calendar; charset=utf-8", ICS))
    assert "subject=IPS-7K3F&startTime=2026-11-24T09%3A00%3A00%2B01%3A00" in url
    odd: list[Any] = [ICS.replace("DTEND", "X-END"), "", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "x:y"]
    assert [meeting_link(File("x.ics", "text/calendar", one)) for one in odd] == [""] * 4


def test_links_into_teams_can_be_opened() -> None:
    """The private chat's address opens it; any other address in a text stays a text."""
    chat = "https://teams.microsoft.com/l/chat/0/0?users=28:11111111-2222"
    (activity,) = render(Reply(f"Se {chat}. Eller https://example.org/x"), WORDS, "nb")
    seen = read(activity)
    assert seen.text == f"Se {chat}. Eller https://example.org/x"
    assert seen.open == {chat: chat}
    assert faults_of(activity) == ""


PLACES = Places(
    "Ledige plasser",
    "Én rute for hver plass.",
    (
        Group(
            "IPS Askøy", (Row("Jobbspesialist (Origo)", "17 av 20 opptatt", 17, 20), Row("FACT", "0", 0, 20))
        ),
    ),
)


def test_places_are_drawn_between_words() -> None:
    """Names stand as text; the squares are small pictures, each read aloud with its numbers."""
    (made,) = render(Reply("Tallene", title="Ledige plasser", pictures=(PLACES,)), WORDS, "nb")
    assert faults_of(made) == ""
    seen = read(made)
    assert seen.text == "Ledige plasser\n\nTallene\n\nIPS Askøy\nJobbspesialist (Origo)\nFACT"
    assert [said for _, said in seen.pictures] == ["Jobbspesialist (Origo): 17 av 20 opptatt", "FACT: 0"]
    assert all(content.startswith(b"\x89PNG") for content, _ in seen.pictures)
    assert card.size(made) < 5_000


def test_a_code_can_be_pressed() -> None:
    """Somebody who has Telegram on the same machine need not scan the code."""
    link = "https://t.me/ips_bot?start=K7F39QXM"
    (made,) = render(Reply("Koden", pictures=(QrCode("Til Telegram", link, f"Til {link}"),)), WORDS, "nb")
    assert faults_of(made) == ""
    assert read(made).open == {"Til Telegram": link}
    assert [said for _, said in read(made).pictures] == [f"Til {link}"]


@settings(max_examples=deep(30), deadline=None)
@given(TEXT, st.integers(1, 60), st.integers(0, 30), st.integers(0, 20))
def test_pictures_keep_to_schema_and_size(text: str, times: int, rows: int, taken: int) -> None:
    """However many posts there are and whatever they are called, cards are valid, small enough, and whole."""
    posts = (Row(text * times, text * times, taken, 20, Look.AWAY),) * rows
    shown = Places(text, text, (Group(text * times, posts),))
    made = render(Reply("Tall", pictures=(shown,), choices=(choice("x:1", "Ja"),)), WORDS, "nb")
    assert [faults_of(one) for one in made] == [""] * len(made)
    assert all(len(json.dumps(one, ensure_ascii=False).encode()) <= MOST_BYTES for one in made)
    pictures = [picture for one in made for picture in read(one).pictures]
    assert len(pictures) in {0, rows}
    assert read(made[-1]).choices
