"""What every channel does for a person, each in its own manner: one contract, and the table of it."""

from __future__ import annotations

from io import BytesIO
from typing import Protocol
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from tests.contracts.faces.faces import LONG, ODD, Face, Seen
from tests.handlers.talk import say

OTHERWISE: dict[tuple[str, str], str] = {
    ("emergency numbers", "terminal"): "shown",
    ("emergency numbers", "aiogram"): "shown",
    ("emergency numbers", "python-telegram-bot"): "shown",
    ("deletion", "web"): "page takes it away",
    ("deletion", "terminal"): "warns only",
    ("deletion", "aiogram"): "deletes",
    ("deletion", "python-telegram-bot"): "deletes",
    ("deletion", "teams"): "asks the person",
    ("client's language", "terminal"): "-",
    ("copyable record text", "terminal"): "as text",
    ("pictures", "terminal"): "in letters",
    ("questions together", "terminal"): "as numbered lines",
    ("sticker", "web"): "-",
    ("sticker", "terminal"): "-",
    ("edit", "web"): "-",
    ("edit", "terminal"): "-",
    ("blocked or removed bot", "web"): "-",
    ("blocked or removed bot", "terminal"): "-",
    ("stale buttons", "terminal"): "-",
}
"""What a channel does where it cannot do what the others do; everything else is "yes"."""

REFERRAL = (
    "jeg vil henvise",
    *("ja", "ja", "ja", "over 18", "nei", "ja", "jobb", "nei", "muntlig", "i dag", "ja"),
)


class Shows(Protocol):
    """Says that a channel was seen to do something, or how far."""

    def __call__(self, behaviour: str, done: str = "yes") -> None:
        """Put it into the table; fails when it is not what is expected of the channel."""


@pytest.fixture
def shows(request: pytest.FixtureRequest, channel_table: dict[str, dict[str, str]], face: Face) -> Shows:
    """Check what a channel was seen to do against what is expected of it, and put it into the table."""
    channel = request.node.callspec.params["face"]

    def check(behaviour: str, done: str = "yes") -> None:
        assert done == OTHERWISE.get((behaviour, channel), "yes")
        channel_table.setdefault(behaviour, {})[channel] = done

    return check


def read(seen: list[Seen]) -> str:
    """Return all that was seen as one text."""
    return "\n".join(one.text for one in seen)


def choices(seen: list[Seen]) -> dict[str, object]:
    """Return the buttons that were seen, by label."""
    return {label: token for one in seen for label, token in one.choices.items()}


def asks(seen: list[Seen], *steps: str) -> bool:
    """Tell whether these questions were asked: in full, or in short beneath the heading of their card."""
    ways = ("ask", "on_card.ask")
    text = read(seen)
    return all(any(say("nb", f"dialog.refer.{step}.{way}") in text for way in ways) for step in steps)


def kind_of(picture: bytes) -> str:
    """Return what a picture is, once it was read as one."""
    if picture.startswith(b"\x89PNG\r\n\x1a\n"):
        with Image.open(BytesIO(picture)) as image:
            assert len(image.getcolors() or ()) > 1
        return "PNG"
    if picture.startswith(b"<svg"):
        drawn = ET.fromstring(picture)
        assert drawn.get("role") == "img"
        return "SVG" if drawn.find("rect") is not None else "empty"
    return "letters" if "□" * 20 in picture.decode() else "nothing"


def refer(face: Face) -> list[Seen]:
    """Let Anna send a referral to Jonas by typing, and press the last button."""
    face.says("jonas", "hei")
    for line in REFERRAL:
        seen = face.says("anna", line)
    return face.presses("anna", choices(seen)["Send henvisningen"])


class TestEveryChannel:
    """One test for each behaviour."""

    def test_text_with_source_and_link(self, face: Face, shows: Shows) -> None:
        """A question is answered in words, with the source and where to find it."""
        seen = face.says("anna", "hva kan jeg si til jobbspesialisten?")
        assert len(read(seen)) > 100
        shows("text")
        base = face.house.know.base
        shown = [ref.id for ref in base.topics["nb", "privacy.what_can_i_share"].sources]
        assert shown
        if not all(base.sources[source].title["nb"] in read(seen) for source in shown):
            seen = [*seen, *face.says("anna", "+")]  # a terminal shows the first one, and all when asked
        assert all(base.sources[source].title["nb"] in read(seen) for source in shown)
        shows("sources")
        assert any(link.startswith("https://") for one in seen for link in one.links)
        shows("links")

    def test_choices_typed_answers_and_back(self, face: Face, shows: Shows) -> None:
        """A question has buttons; a typed answer counts as much, and back leads back."""
        first = face.says("anna", "jeg vil henvise")
        assert {"Ja", "Nei"} <= set(choices(first))
        face.presses("anna", choices(first)["Ja"])
        second = face.says("anna", "ja")
        assert asks(second, "treatment")
        shows("choices as buttons")
        shows("typed answers")
        third = face.says("anna", "3 ja, 4 voksen, 5 nei")
        assert asks(face.presses("anna", choices(third)[say("nb", "flow.back")]), "sick_listed")
        assert asks(face.says("anna", "tilbake"), "age")
        shows("back")

    def test_questions_together(self, face: Face, shows: Shows, request: pytest.FixtureRequest) -> None:
        """Questions of one kind are asked at once; each has its own answer, also by a line of them."""
        card = face.says("anna", "jeg vil henvise")
        assert asks(card, "informed", "wish", "treatment", "age", "sick_listed")
        after = face.says("anna", "1 ja, 2 ja, 3 ja, 4 voksen, 5 nei")
        assert asks(after, "take_part", "nav")
        terminal = request.node.callspec.params["face"] == "terminal"
        shows("questions together", "as numbered lines" if terminal else "yes")

    def test_stale_buttons(self, face: Face, shows: Shows, request: pytest.FixtureRequest) -> None:
        """A button of an earlier question changes nothing; a number typed in a terminal is always today's."""
        first = face.says("anna", "jeg vil henvise")
        face.says("anna", "ja")
        seen = face.presses("anna", choices(first)["Nei"])
        if say("nb", "flow.stale").split(".")[0] in read(seen):
            assert asks(seen, "wish")
            shows("stale buttons")
        else:
            assert choices(first)["Nei"] == "2", "nothing but a number of a terminal"
            shows("stale buttons", "-")

    def test_long_answers(self, face: Face, shows: Shows) -> None:
        """Nothing of a long answer is lost, however it is cut."""
        seen = "".join(read(face.says("anna", "langt svar")).split())
        assert "".join(LONG.split()) in seen
        shows("long answers")

    def test_formatting_characters(self, face: Face, shows: Shows) -> None:
        """What looks like formatting, and letters of the north, are shown as they are, and can be asked."""
        assert ODD in read(face.says("anna", "rare tegn"))
        assert read(face.says("anna", f"{ODD} hva er IPS"))
        shows("formatting and æøå")

    def test_emergency_numbers(self, face: Face, shows: Shows) -> None:
        """In danger the numbers come first, to be dialled at one press where the channel can."""
        seen = face.says("anna", "pasienten min vil ta livet sitt nå")
        dials = [number for one in seen for number in one.dials]
        assert dials or say("nb", "danger.call.113") in read(seen)
        assert not dials or any("113" in number for number in dials)
        shows("emergency numbers", "yes" if dials else "shown")

    def test_deletion(self, face: Face, shows: Shows) -> None:
        """What shows who somebody is does not stay, where the channel lets it go."""
        seen = face.says("anna", "Ola Nordmann, født 01.02.1990, trenger jobb")
        assert say("nb", "guard.instead") in read(seen)
        shows("deletion", face.deletion("anna"))

    def test_unsupported(self, face: Face, shows: Shows) -> None:
        """What is no text is refused unopened."""
        for kind in ("photo", "voice", "sticker", "file"):
            seen = face.sends("anna", kind)
            if seen is not None:
                assert say("nb", "guard.refused").split("{")[0] in read(seen)
            shows(kind, "-" if seen is None else "yes")

    def test_edit(self, face: Face, shows: Shows) -> None:
        """A changed text answers no question."""
        face.says("anna", "jeg vil henvise")
        face.says("anna", "banan")
        seen = face.edits("anna", "ja")
        if seen is not None:
            assert say("nb", "guard.edited") in read(seen)
        assert asks(face.says("anna", "ja"), "wish")
        shows("edit", "-" if seen is None else "yes")

    def test_language(self, face: Face, shows: Shows) -> None:
        """Somebody new is met in the language of their client."""
        met = [face.greeting(lang) for lang in ("nb", "nn", "en")]
        if met[0] is None:
            shows("client's language", "-")
            return
        for lang, text in zip(("nb", "nn", "en"), met, strict=True):
            assert any(say(lang, words) in str(text) for words in ("restart.welcome", "help.guest"))
        shows("client's language")

    def test_record_text_and_news(self, face: Face, shows: Shows) -> None:
        """After a referral its text can be copied, and the specialist is told, with buttons that work."""
        seen = refer(face)
        copies = [copy for one in seen for copy in one.copies]
        code = face.house.referrals()[0].code
        assert code in (copies[0] if copies else read(seen))
        shows("copyable record text", "yes" if copies else "as text")
        news = face.news("jonas")
        assert code in read(news)
        after = face.presses("jonas", choices(news)["Åpne"])
        assert code in read(after)
        shows("notices to others")
        assert [one.pictures for one in (*seen, *news, *after) if one.pictures] == []

    def test_pictures(self, face: Face, shows: Shows) -> None:
        """How full the teams are is drawn, can be read as an image, and stands there in words, too."""
        face.says("jonas", "hei")
        seen = face.says("kari", "mine henvisninger")
        assert "Jobbspesialist (Allmenn): 20 av 20" in read(seen)
        pictures = [picture for one in seen for picture in one.pictures]
        kinds = {kind_of(content) for content, _ in pictures}
        instead = " ".join(said for _, said in pictures)
        assert "Jobbspesialist (Allmenn): " in instead
        assert "0 av 20 opptatt, 20 ledige" in instead or "Jobbspesialist (Allmenn): 20 av 20" in instead
        assert len(kinds) == 1
        shows("pictures", "in letters" if kinds == {"letters"} else "yes")

    def test_blocked(self, face: Face, shows: Shows) -> None:
        """Who blocked or removed the bot gets nothing there; the news wait for another way."""
        face.says("jonas", "hei")
        if not face.leaves("jonas"):
            shows("blocked or removed bot", "-")
            return
        for line in REFERRAL:
            seen = face.says("anna", line)
        face.presses("anna", choices(seen)["Send henvisningen"])
        assert face.news("jonas") == []
        assert face.house.referrals()[0].state == "requested"
        assert "notice.requested" in face.waiting()
        shows("blocked or removed bot")
