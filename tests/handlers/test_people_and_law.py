"""What the law and the house ask of a talk, played through the whole assistant in three languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.conversation.dialog.dialog import SUMMARY, Question, replay
from bot.domain.case.consent import Form, Receiver
from bot.domain.case.referral import Referral, State
from bot.knowledge.base.entry import LANGUAGES
from handlers.sharing.steps import ShareDialog
from tests.handlers.house import House
from tests.handlers.talk import GOOD, waiting

ANNA = {"id": "anna", "role": "clinician", "service": "oyane-dps-allmenn"}
JONAS = {"id": "jonas", "role": "job_specialist", "post": "dps-general"}
BERIT = {"id": "berit", "role": "clinician", "service": "barnevernet"}
YES = {"nb": "ja", "nn": "ja", "en": "yes"}
ORAL = {"nb": "muntlig", "nn": "munnleg", "en": "oral"}
SPEAK = {"nb": "bokmål", "nn": "nynorsk", "en": "english"}
DISCUSSED = {"nb": "vi har drøftet det", "nn": "vi har drøfta det", "en": "we have discussed it"}
EMPLOYER = {
    "nb": "samtykke for arbeidsgiver",
    "nn": "samtykke for arbeidsgivar",
    "en": "consent for an employer",
}
WITHDRAW = {"nb": "trekk samtykket", "nn": "trekk samtykket", "en": "withdraw consent"}


class Talking:
    """One person's talk in one language with a house."""

    def __init__(self, house: House, who: dict[str, str], lang: str) -> None:
        self.house, self.who, self.lang = house, who, lang
        self.result: dict[str, Any] = {}
        self.say(SPEAK[lang])

    def say(self, text: str) -> None:
        """Type something."""
        self.result = self.house.play(self.who, say=text)

    def press(self, button: str) -> None:
        """Press one of the buttons shown last, by its id."""
        assert button in self.buttons, (button, self.buttons)
        self.result = self.house.play(self.who, press=button)

    def choose(self, value: str) -> None:
        """Press the dialog's button of a value."""
        self.press(f"d:{self.house.session(self.who['id']).serial}:{value}")

    def refer(self, **other: str) -> Referral:
        """Fill in the dialog up to the end, and return the referral."""
        self.result = self.house.play(self.who, press="refer:")
        answers = {**GOOD, **other}
        while (step := self.step) in answers:
            value = answers[step]
            self.say(value) if value[0].isdigit() or " " in value else self.choose(value)
        assert self.step == SUMMARY
        self.choose("send")
        return self.house.referrals()[-1]

    @property
    def step(self) -> str:
        """The step that waits."""
        return waiting(self.house.session(self.who["id"]))

    @property
    def sharing(self) -> str:
        """The step that waits in "may I share this?"."""
        dialog = self.house.session(self.who["id"]).dialog
        now = replay(ShareDialog(), dialog.answers).now if dialog else None
        return now.step if isinstance(now, Question) else ""

    @property
    def buttons(self) -> list[str]:
        """The ids of the buttons shown last."""
        return [choice["id"] for reply in self.result["replies"] for choice in reply["choices"]]

    @property
    def text(self) -> str:
        """What was said last."""
        return "\n".join(reply["text"] for reply in self.result["replies"])

    def word(self, key: str, **values: object) -> str:
        """Return a text in this language."""
        return self.house.app.words.say(self.lang, key, **values)


@pytest.fixture
def house() -> Iterator[House]:
    """Return an assistant over an empty file."""
    made = House()
    yield made
    made.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_withdrawing_for_one_receiver_narrows(house: House, lang: str) -> None:
    """It is asked for whom; without Nav the referral goes on, without the job specialist it ends."""
    anna = Talking(house, ANNA, lang)
    code = anna.refer(nav="yes").code
    anna.say(f"{WITHDRAW[lang]} {code}")
    assert anna.word("end.which_receiver", code=code) in anna.text
    assert f"end:{code}:withdraw:yes" not in anna.buttons
    anna.press(f"narrow:{code}:no_nav")
    (kept,) = house.referrals()
    assert kept.is_open
    assert not kept.consent.covers(Receiver.NAV_COUNSELLOR)
    anna.say(WITHDRAW[lang])
    anna.press(f"end:{code}:withdraw")
    assert anna.word("end.ask.withdraw", code=code) in anna.text
    anna.press(f"end:{code}:withdraw:yes")
    (ended,) = house.referrals()
    assert (ended.state, ended.consent.withdrawn_at is None) == (State.CANCELLED, False)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_withdrawing_for_the_specialist_ends(house: House, lang: str) -> None:
    """Whoever withdraws for the job specialist, or for all, is asked once more and then it ends."""
    anna = Talking(house, ANNA, lang)
    code = anna.refer(nav="yes").code
    anna.say(WITHDRAW[lang])
    anna.press(f"end:{code}:withdraw")
    anna.press(f"end:{code}:withdraw:all")
    assert house.referrals()[0].is_open
    anna.press(f"end:{code}:withdraw:yes")
    assert house.referrals()[0].state is State.CANCELLED


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_topic_names_the_command_that_narrows(house: House, lang: str) -> None:
    """What the topic on withdrawal tells people to type is understood, and narrows."""
    topic = house.know.base.topic(lang, "bot.withdraw_consent")
    assert topic is not None
    said = f"{topic.answer} {topic.more} {' '.join(topic.do)}".casefold()
    assert any(phrase.casefold() in said for phrase in house.app.words.typed("intents.narrow"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_topic_calls_the_states_as_the_screen_does(house: House, lang: str) -> None:
    """Who reads the topic finds the very words that stand on the card."""
    topic = house.know.base.topic(lang, "bot.referral_status")
    assert topic is not None
    for state in State:
        assert house.app.words.say(lang, f"state.{state}") in topic.more


@pytest.mark.parametrize("lang", LANGUAGES)
def test_child_welfare_has_its_own_way(house: House, lang: str) -> None:
    """A service that gives no health care refers nobody; it can ask for a talk or an information meeting."""
    berit = Talking(house, BERIT, lang)
    berit.result = house.play(BERIT, press="refer:")
    assert berit.word("refer.no_route.no_health_care") in berit.text
    assert berit.step == ""
    berit.press("inquiry:new:meeting")
    send = next(button for button in berit.buttons if button.startswith("inquiry:send:meeting"))
    berit.press(send)
    assert [one.kind for one in house.inquiries()] == ["meeting"]
    berit.result = house.play(BERIT, press="ways:")
    assert berit.word("ways.text.no_health_care") in berit.text
    assert "refer:" not in berit.buttons
    assert not house.referrals()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whoever_is_not_in_treatment_is_not_referred(house: House, lang: str) -> None:
    """The dialog asks; without treatment it ends, with the section and a way on."""
    anna = Talking(house, ANNA, lang)
    anna.result = house.play(ANNA, press="refer:")
    for answer in (YES[lang], YES[lang]):
        anna.say(answer)
    assert anna.step == "treatment"
    anna.choose("no")
    assert anna.word("dialog.refer.end.no_treatment.text") in anna.text
    assert "inquiry:new:talk" in anna.buttons


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_employer_comes_later_by_name(house: House, lang: str) -> None:
    """No yes to employers at the referral; one who was named is recorded with a day, told, and taken out."""
    anna, jonas = Talking(house, ANNA, lang), Talking(house, JONAS, lang)
    code = anna.refer().code
    assert not house.referrals()[0].consent.covers(Receiver.EMPLOYER)
    anna.say(f"{EMPLOYER[lang]} {code}")
    assert anna.step == "named"
    anna.choose("no")
    assert anna.word("employer.end.not_named") in anna.text
    assert not house.referrals()[0].consent.covers(Receiver.EMPLOYER)
    anna.say("endre" if lang != "en" else "change")
    anna.choose("!edit.named")
    anna.say(YES[lang])
    anna.say(ORAL[lang])
    anna.choose("today")
    anna.say(YES[lang])
    anna.choose("send")
    (known,) = house.referrals()
    assert (known.consent.employer_on, known.consent.covers(Receiver.EMPLOYER)) == (house.at.date(), True)
    assert known.consents[0].employer_on is None
    assert any(notice["to"] in {"jonas", "dps-general"} for notice in anna.result["notices"])
    jonas.say(code)
    assert jonas.word("consent.employer.yes") in jonas.text
    anna.say(f"{WITHDRAW[lang]} {code}")
    anna.press(f"narrow:{code}:no_employer")
    assert not house.referrals()[0].consent.covers(Receiver.EMPLOYER)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_oral_consent_counts_in_both_dialogs(house: House, lang: str) -> None:
    """Typing that it was given orally is a clear yes in the referral and in "may I share this?"."""
    anna = Talking(house, ANNA, lang)
    words = house.app.words
    assert ORAL[lang] in words.phrases[lang]["dialog.refer.form.typed.oral"]
    assert ORAL[lang] in words.phrases[lang]["dialog.share.consent.typed.given"]
    assert ORAL[lang] not in words.phrases[lang]["dialog.share.consent.typed.unsure"]
    anna.result = house.play(ANNA, press="share:")
    answers = {"info": "contact", "who": "clinician", "to": "job_specialist", "setting": "talk"}
    while (step := anna.sharing) in answers:
        anna.choose(answers[step])
    assert step == "consent"
    anna.say(ORAL[lang])
    dialog = house.session("anna").dialog
    assert dialog is not None
    assert dialog.answers["consent"] == "given"
    anna.say("avbryt" if lang != "en" else "cancel")
    made = anna.refer()
    assert made.consent.form is Form.ORAL


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sick_leave_is_discussed_and_no_veto(house: House, lang: str) -> None:
    """It waits until it is discussed, says how it goes on, and then goes on."""
    anna = Talking(house, ANNA, lang)
    anna.result = house.play(ANNA, press="refer:")
    for answer in ("yes", "yes", "yes", "adult", "yes", "no"):
        anna.choose(answer)
    assert anna.word("dialog.refer.end.sick_listed.text") in anna.text
    assert "inquiry:new:talk" in anna.buttons
    anna.say("tilbake" if lang != "en" else "back")
    anna.say(DISCUSSED[lang])
    assert anna.step == "take_part"
    made = anna.refer(sick_listed="yes", supervisor_agrees="discussed")
    assert made.is_open


def test_the_team_follows_from_where_one_is_treated(house: House) -> None:
    """Somebody of 16 or 17 who is treated at the DPS goes to the DPS's own team, as everybody there."""
    made = Talking(house, ANNA, "nb").refer(age="youth", capacity="yes")
    assert house.know.directory.posts[made.post].team == "ips-oyane-dps"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_rules_are_called_ours(house: House, lang: str) -> None:
    """How old a consent may be, when somebody is reminded, how long data is kept: each bears the one mark."""
    mark, words = house.app.words.say(lang, "house.rule"), house.app.words.texts[lang]
    reminders = [key for key in words if key.startswith("reminder.consent") or key == "reminder.not_opened"]
    ours = ("dialog.refer.when.help", "dialog.renew.when.help", "dialog.employer.when.help")
    for key in (
        *reminders,
        *ours,
        "dialog.refer.end.consent_old.text",
        "renew.end.old",
        "reason.consent_ran_out",
    ):
        assert mark in words[key], key
    anna = Talking(house, ANNA, lang)
    anna.result = house.play(ANNA, press="my_data:")
    assert anna.text.count(mark) >= 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_assumed_is_said_to_be(house: House, lang: str) -> None:
    """No source names the agreements: every service says so, and the source's note does."""
    for service in house.know.directory.services.values():
        assert not service.refers or {"agreement", "health_care"} <= set(service.assumed)
    note = house.know.base.sources["katalog"].note[lang]
    assert {"nb": "antatt", "nn": "går oppsettet ut frå", "en": "assumed"}[lang] in note
