"""A reply as Telegram messages: everything is said, nothing is too long, no tag is broken."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.buttons import FITS, MOST, keyboards
from bot.channels.telegram.html import LONGEST, Run, Tag, clean, pieces, units
from bot.channels.telegram.render import Document, Text, render
from bot.domain.message.message import Call, File, Reply, SourceLine, Tone
from bot.knowledge.base.entry import LANGUAGES
from tests.channels.telegram.telegram_html import read
from tests.deep import deep
from tests.fakes.button import choice
from tests.handlers.talk import knowledge

WORDS = knowledge().base.words
ODD = st.text(st.sampled_from("ab <>&\"'æøå_*[`\n\n\n.😀é\u0301\u200d"), max_size=300)
RUNS = st.lists(st.builds(Run, ODD, st.sampled_from(Tag), st.just('https://x.no/?a="b"&c')), max_size=8)
LONG = Reply(
    "Første avsnitt.\n\n" + "\n\n".join(f"Avsnitt {n}. " + "Ord og flere ord. " * 40 for n in range(20)),
    title="Tittel",
)


def squeezed(text: str) -> str:
    """Return a text without white space: what must not be lost."""
    return "".join(text.split())


@given(RUNS, st.integers(5, 80))
@settings(max_examples=deep(300), deadline=None)
def test_pieces_are_short_and_whole(runs: list[Run], longest: int) -> None:
    """Cut anywhere, each piece is short enough, its tags are intact, and no character is lost."""
    made = pieces(runs, longest)
    for piece in made:
        assert 0 < units(piece.plain) <= longest
        assert read(piece.html).text == piece.plain
    assert squeezed("".join(piece.plain for piece in made)) == squeezed("".join(clean(r.text) for r in runs))


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_can_be_sent(text: str) -> None:
    """Whatever stands in a reply comes out as text that is valid UTF-8, without control characters."""
    for piece in pieces([Run(text + "\ud83d\x00")], 20):
        piece.html.encode()
        assert not set(piece.plain) & {"\x00", "\r", "\x1b"}


def test_a_long_reply_is_cut_between_paragraphs() -> None:
    """A reply of several messages parts where paragraphs part."""
    made = render(LONG, WORDS, "nb")
    assert len(made) > 2
    for before, after in itertools.pairwise(made):
        assert isinstance(before, Text)
        assert isinstance(after, Text)
        assert before.plain.endswith("ord.")
        assert after.plain.startswith("Avsnitt")


@pytest.mark.parametrize(
    ("text", "ends"),
    [("a" * 10 + "\n" + "b" * 10, "a"), ("Ja. " * 6, "Ja."), ("ord " * 8, "ord"), ("å" * 30, "å")],
)
def test_without_paragraphs_lines_sentences_words(text: str, ends: str) -> None:
    """What has no paragraphs is cut at the next best place."""
    first, *rest = pieces([Run(text)], 16)
    assert first.plain.endswith(ends)
    assert rest


def test_length_is_counted_in_utf_16() -> None:
    """An emoji counts two, and is never cut in half."""
    made = pieces([Run("😀" * 4096)])
    assert [units(piece.plain) for piece in made] == [LONGEST, LONGEST]


def test_a_record_text_stays_in_one_piece() -> None:
    """What fits into one message is not cut: it is copied with one tap."""
    record = "\n\n".join(f"Linje {n}" for n in range(40))
    made = pieces([Run("x" * 3900), Run("\n\n"), Run(record, Tag.COPY)])
    assert read(made[-1].html).inside == [("pre", record)]


def full() -> Reply:
    """Return a reply that has everything a reply can have."""
    return Reply(
        "Svaret er <ja> & nei.",
        title="Kan jeg *spørre*?",
        do=("Spør først", "Skriv _etterpå_"),
        more="Mer å lese",
        sources=(
            SourceLine("Helsepersonelloven", "§ 22", "https://lov.no/a?b=1&c=2", "lest i juni"),
            SourceLine("Brev", "punkt 2"),
        ),
        record="Samtykke: gitt",
        calls=(Call("Ring 113 (akutt fare for liv)", "113"),),
        choices=(choice("a:", "Ja"), choice("b:", "Nei")),
        tone=Tone.DANGER,
        files=(File("samtale.ics", "text/calendar", "BEGIN:VCALENDAR"),),
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_is_there(lang: str) -> None:
    """Each part of a reply is set as it should be; the buttons are under the last message."""
    text, document = render(full(), WORDS, lang)
    assert isinstance(text, Text)
    assert isinstance(document, Document)
    seen = read(text.html)
    do, record = (WORDS.say(lang, key) for key in ("answer.do", "answer.record"))
    assert seen.inside[:4] == [
        ("b", "Kan jeg *spørre*?"),
        ("b", "Ring 113 (akutt fare for liv)"),
        ("b", f"{do}:"),
        ("blockquote", "Mer å lese"),
    ]
    assert ("pre", "Samtykke: gitt") in seen.inside
    assert f"{record}:" in text.plain
    assert "• Spør først\n• Skriv _etterpå_" in seen.text
    assert "Svaret er <ja> & nei." in seen.text
    assert seen.links == ["https://lov.no/a?b=1&c=2"]
    assert "Helsepersonelloven, § 22 (lest i juni)" in seen.text
    assert "Brev, punkt 2" in seen.text
    assert text.buttons == ()
    assert document == Document(
        "samtale.ics",
        b"BEGIN:VCALENDAR",
        ((choice("a:", "Ja"), choice("b:", "Nei")),),
    )


def test_numbers_stand_before_all_that_can_be_folded() -> None:
    """Whoever is in danger reads the number first, and it is no link: Telegram drops links that dial."""
    (text, _) = render(full(), WORDS, "nb")
    assert isinstance(text, Text)
    assert text.plain.index("113") < text.plain.index("Spør først") < text.plain.index("Mer å lese")
    assert "tel:" not in text.html


@pytest.mark.parametrize(
    "url", ["tel:113", "javascript:alert(1)", "", None, "//x", "http://[", "ftp://x.no/a"]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    """A source without a web address is plain text: Telegram would drop the link anyway."""
    (text,) = render(Reply("a", sources=(SourceLine("Brev", "s. 1", url),)), WORDS, "nb")
    assert isinstance(text, Text)
    assert "<a" not in text.html
    assert "Brev, s. 1" in text.plain


def test_a_reply_without_text_still_shows_its_buttons() -> None:
    """Telegram sends no empty message: buttons alone stand under a sign; nothing at all is no message."""
    (text,) = render(Reply("", choices=(choice("a:", "Ja"),)), WORDS, "nb")
    assert isinstance(text, Text)
    assert text.buttons == ((choice("a:", "Ja"),),)
    assert text.plain
    assert render(Reply(""), WORDS, "nb") == []


LABELS = st.lists(st.text(max_size=120), max_size=120)


@given(LABELS)
@settings(deadline=None)
def test_buttons(labels: list[str]) -> None:
    """In their order, none lost, none empty, each short enough for its row, not too many under a message."""
    choices = [choice(f"c:{number}", label) for number, label in enumerate(labels)]
    made = keyboards(choices)
    assert [button.id for rows in made for row in rows for button in row] == [choice.id for choice in choices]
    for rows in made:
        assert sum(map(len, rows)) <= MOST
        for row in rows:
            assert all(0 < len(button.label) <= FITS[len(row) - 1] for button in row)


def test_a_label_that_is_cut_is_told_in_full() -> None:
    """A long label is numbered on its button, and stands with its number in the text."""
    long = "Kan jeg snakke med jobbspesialisten før pasienten har samtykket?"
    (text,) = render(
        Reply("Svar", choices=(choice("a:", "Ja"), choice("b:", long))),
        WORDS,
        "nb",
    )
    assert isinstance(text, Text)
    assert f"2. {long}" in text.plain
    ((short,), (cut,)) = text.buttons
    assert short.label == "Ja"
    assert cut.label == "2. Kan jeg snakke med jobbspesialisten…"


@pytest.mark.parametrize("choice_id", ["", "æ" * 33, "x" * 65])
def test_a_button_that_no_channel_would_carry_cannot_be_made(choice_id: str) -> None:
    """Callback data has 1 to 64 bytes; that is seen to where a button is made."""
    with pytest.raises(ValueError, match="no button has the id"):
        choice(choice_id, "label")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_topic_fits_into_one_message(lang: str) -> None:
    """No answer of the knowledge base is so long that a reader in Telegram gets it in parts."""
    base = knowledge().base
    for topic_id in base.topic_ids():
        topic = base.topic(lang, topic_id)
        assert topic
        reply = Reply(topic.answer, title=topic.question, do=topic.do, more=topic.more)
        assert len(render(reply, WORDS, lang)) == 1


def test_the_way_out_of_a_dialog_has_a_row_of_its_own() -> None:
    """However short the labels are, "Avbryt" is beside nothing that answers."""
    choices = [choice(f"d:3:{value}", value) for value in ("ja", "nei", "!back", "!cancel", "x")]
    (made,) = keyboards(choices)
    assert [[choice.id for choice in row] for row in made] == [
        ["d:3:ja", "d:3:nei", "d:3:!back"],
        ["d:3:!cancel"],
        ["d:3:x"],
    ]
