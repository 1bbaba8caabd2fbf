"""Every text that the code asks for exists in three languages, and no phrase means two things at once."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bot.conversation.dialog import flow
from bot.conversation.typed import plain
from bot.domain.case.consent import WITHOUT, Form, Narrowing, Scope
from bot.domain.case.inquiry import InquiryKind, InquiryReason, InquiryState
from bot.domain.case.referral import DECLINE_REASONS, Milestone, Reason, State
from bot.domain.inquiry.deadlines import KEYS, YOUR_TURN
from bot.domain.inquiry.steps import InquiryStep
from bot.domain.news.event import EventKind, Every
from bot.domain.news.newsletter import Phase
from bot.domain.organisation.routing import NoRoute, Why
from bot.domain.person.person import Person, Role
from bot.domain.referral.deadlines import Overdue
from bot.domain.referral.reminders import DEPUTY, UNDELIVERED
from bot.domain.referral.steps import Owner, Step
from bot.knowledge.base.entry import LANGUAGES, places
from bot.safety import Danger, Seen
from handlers import ORDER
from handlers.basics.about_answer import OFFERED
from handlers.basics.first_page import doors
from handlers.basics.help import shortcuts
from handlers.inquiry.ask import SOURCES
from handlers.meetings.contact import KINDS
from handlers.meetings.words import PLACES
from handlers.referral import employer_consent, renew_consent
from handlers.referral.beginning.no_referral import INFORMED, WHY
from handlers.referral.beginning.questions import STEPS
from handlers.referral.view import ENDINGS
from tests.domain.making import ROOT
from tests.handlers.talk import context, knowledge

WORDS = knowledge().base.words
PAGES = ROOT / "bot" / "channels" / "web" / "pages"
SPEAKING = [*(ROOT / "handlers").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]
ROOTS = {key.split(".")[0] for key in WORDS.texts["nb"]}
GROUPS = {topic.split(".")[0] for topic in knowledge().base.topic_ids()}
ANSWERS = {option for question, _ in STEPS for option in question.options}

NAMES = ("accepted", "on-hold", *Milestone, "completed", "failed", "rejected", "handed_over")

WHO = ("clinician", "no_agreement", "no_health_care", "nav", "answerer", "other")

EXPANDED: dict[str, Iterable[str]] = {
    "help.{}": Role,
    "role.{}": Role,
    "state.{}": State,
    "reason.{}": Reason,
    "next.clinician.{}": [*State, *Milestone, "ran_out", "paused"],
    "next.handler.{}": [*State, *Milestone, "ran_out", "paused", "supervised", "supervised_waiting"],
    "owner.{}": Owner,
    "milestone.{}": Milestone,
    "narrow.to.{}": Narrowing,
    "narrow.history.{}": Narrowing,
    "waiting.{}": ("clinician", "handler"),
    "consent.scope.{}": Scope,
    "consent.form.{}": Form,
    "consent.nav.{}": ("yes", "no"),
    "consent.employer.{}": ("yes", "no"),
    "danger.do.{}": Danger,
    "guard.seen.{}": Seen,
    "route.{}": Why,
    "reminder.{}": [*Overdue, DEPUTY, UNDELIVERED],
    "refer.no_route.{}": NoRoute,
    "refer.not_for.{}": ("nav", "other"),
    "language.name.{}": LANGUAGES,
    "topics.group.{}": GROUPS,
    "about.button.{}": OFFERED,
    "helpful.button.{}": ("yes", "no", "send"),
    "end.{}": ENDINGS,
    "end.ask.{}": ENDINGS,
    "end.sure.{}": ENDINGS,
    "end.done.{}": ENDINGS,
    "end.told.{}": ENDINGS,
    "contact.what.{}": KINDS,
    "notice.{}": (*ENDINGS, *NAMES, "requested", "received", "queued", "waiting", "given", "supervised"),
    "handle.done.{}": NAMES,
    "handle.{}": Step,
    "{}.button": {name for role in Role for name in shortcuts(Person("x", role))},
    "first.door.{}": {name for role in Role for name in doors(Person("x", role))},
    "contact.day.{}": KINDS,
    "contact.weekday.{}": map(str, range(1, 6)),
    "contact.accept.{}": PLACES,
    "contact.accept_day.{}": PLACES,
    "contact.off.button.{}": KINDS,
    "contact.history.off.{}": KINDS,
    "contact.notice.asked.{}": KINDS,
    "contact.notice.agreed.{}.clinician": KINDS,
    "contact.notice.agreed.{}.handler": KINDS,
    "contact.nav.needed.{}": ("clinician", "handler"),
    "inquiry.kind.{}": InquiryKind,
    "inquiry.new.{}": InquiryKind,
    "inquiry.notice.asked.{}": InquiryKind,
    "inquiry.explain.{}": SOURCES,
    "inquiry.keep.{}": ("meeting", "talk", "nav"),
    "inquiry.state.{}": InquiryState,
    "inquiry.reason.{}": InquiryReason,
    "inquiry.next.asker.{}": [*InquiryState, "go_on"],
    "inquiry.next.answerer.{}": [*InquiryState, "go_on"],
    "inquiry.step.{}": set(InquiryStep) - {InquiryStep.ACCEPT, InquiryStep.AGREE},
    "inquiry.agree.{}": ("supervisor", "talk"),
    "inquiry.why.{}": ("supervisor", "talk"),
    "inquiry.done.agreed.{}": ("supervisor", "talk"),
    "inquiry.notice.agreed.{}": ("supervisor", "talk", "nav"),
    "inquiry.notice.declined.{}": ("supervisor", "talk"),
    "inquiry.notice.{}": ("times", "accepted", "closed", "supervised"),
    "inquiry.reminder.{}": [*KEYS.values(), YOUR_TURN],
    "inquiry.not_for.{}": ("nav", "answerer", "no_agreement", "other", "outside"),
    "ways.text.{}": WHO,
    "ways.patient.{}": WHO,
    "informed.{}": INFORMED,
    "dialog.refer.{}.ask": [question.step for question, _ in STEPS],
    "dialog.refer.{}.short": [question.step for question, _ in STEPS],
    "contact.history.{}": KINDS,
    "dialog.renew.{}.ask": [question.step for question, _ in renew_consent.STEPS],
    "dialog.renew.{}.short": [question.step for question, _ in renew_consent.STEPS],
    "dialog.employer.{}.ask": [question.step for question, _ in employer_consent.STEPS],
    "dialog.employer.{}.short": [question.step for question, _ in employer_consent.STEPS],
    "employer.end.{}": employer_consent.WHY,
    "employer.instead.{}": employer_consent.WHY,
    "refer.no_route_do.{}": ("instead", "no_health_care"),
    "end.receiver.{}": (*WITHOUT, "all"),
    "renew.end.{}": renew_consent.WHY,
    "renew.instead.{}": renew_consent.WHY,
    "events.kind.{}": EventKind,
    "events.every.{}": set(Every) - {Every.ONCE},
    "events.often.{}": Every,
    "events.weekday.{}": map(str, range(1, 8)),
    "newsletter.phase.{}": (Phase.SENDING, Phase.STOPPED),
    "newsletter.example.{}": LANGUAGES,
    "dialog.refer.end.{}.text": WHY,
    "dialog.refer.end.{}.instead": WHY,
}
ALL = [pattern.format(value) for pattern, values in EXPANDED.items() for value in values]


def strings(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield the strings of a file that look like keys of the words; f-strings with * for their values."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, False
        if isinstance(node, ast.JoinedStr):
            parts = (p.value if isinstance(p, ast.Constant) else "*" for p in node.values)
            yield "".join(map(str, parts)), True


def known(key: str) -> bool:
    """Tell whether a key stands in bokmål as a text, a list or the beginning of some."""
    return any(
        key == k or k.startswith(f"{key.rstrip('.')}.") for k in (*WORDS.texts["nb"], *WORDS.phrases["nb"])
    )


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_key_in_the_code_exists(path: Path) -> None:
    """Each literal that is shaped like a key names a text; each f-string matches some."""
    topics = set(knowledge().base.topic_ids())
    keys = [*WORDS.texts["nb"], *WORDS.phrases["nb"]]
    missing = []
    for text, formatted in strings(path):
        if not re.fullmatch(r"[a-z_]+(\.[a-z_0-9*]+)+\.?", text) or text.split(".")[0] not in ROOTS:
            continue
        if text.endswith((".html", ".yaml", ".csv")):
            continue
        pattern = re.escape(text).replace(r"\*", ".+") + (".+" if text.endswith(".") else "")
        there = any(re.fullmatch(pattern, key) for key in keys) if formatted else known(text)
        if not there and text not in topics:
            missing.append(text)
    assert not missing


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_every_key_in_a_page_exists(page: Path) -> None:
    """Each text that a page's template asks for is there; one with a value in it is the beginning of some."""
    asked = re.findall(r"\bsay\(\"([^\"]+)\"", page.read_text("utf-8"))
    assert not [key for key in asked if not known(key)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_of_every_enum_has_words(lang: str) -> None:
    """Keys with a value in them exist for each value."""
    assert not [key for key in ALL if not WORDS.has(lang, key)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_answer_has_a_label(lang: str) -> None:
    """Each option of each question can be shown on a button."""
    for question, _ in STEPS:
        for option in question.options:
            assert flow.shown_answer(context(lang=lang), "refer", question, option)


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "nb"])
def test_the_same_texts_with_the_same_places(lang: str) -> None:
    """Each language has each text and each list, with the same places to fill."""
    assert set(WORDS.texts[lang]) == set(WORDS.texts["nb"])
    assert set(WORDS.phrases[lang]) == set(WORDS.phrases["nb"])
    differ = [k for k, text in WORDS.texts["nb"].items() if places(text) != places(WORDS.texts[lang][k])]
    assert not differ


def two_meanings(meanings: dict[str, Iterable[str]]) -> dict[str, set[str]]:
    """Return the phrases that stand under more than one meaning."""
    seen: dict[str, set[str]] = defaultdict(set)
    for meaning, phrases in meanings.items():
        for phrase in phrases:
            seen[plain(phrase)].add(meaning)
    return {phrase: under for phrase, under in seen.items() if len(under) > 1}


@pytest.mark.parametrize(
    "group", ["intents.", "end.typed.", "language.typed.", "inquiry.typed.", "ways.typed."]
)
def test_no_phrase_means_two_things(group: str) -> None:
    """Within a group each phrase, in whatever language, has one meaning."""
    assert not two_meanings({key: WORDS.typed(key) for key in WORDS.phrase_keys(group)})


@pytest.mark.parametrize("question", [question for question, _ in STEPS], ids=lambda question: question.step)
def test_no_answer_means_two_things(question: object) -> None:
    """At each step a phrase or label, in whatever language, is one answer or one way, not two."""
    step, options = question.step, question.options  # type: ignore[attr-defined]
    meanings: dict[str, Iterable[str]] = {
        option: {
            *WORDS.typed(f"dialog.refer.{step}.typed.{option}"),
            *WORDS.typed(f"flow.typed.{option}"),
            *(flow.shown_answer(context(lang=lang), "refer", question, option) for lang in LANGUAGES),  # type: ignore[arg-type]
        }
        for option in options
    }
    for way in ("back", "cancel", "change"):
        labels = {WORDS.say(lang, f"flow.{way}") for lang in LANGUAGES}
        meanings[f"!{way}"] = {*WORDS.typed(f"flow.typed.{way}"), *labels}
    assert not two_meanings(meanings)


def test_no_phrase_starts_two_things() -> None:
    """What an inquiry or a way is asked for by is no phrase of any other handler."""
    groups = ("intents.", "inquiry.typed.", "ways.typed.")
    assert not two_meanings({key: WORDS.typed(key) for g in groups for key in WORDS.phrase_keys(g)})


def test_every_intent_belongs_to_a_handler() -> None:
    """No list of phrases starts something that does not exist."""
    names = {f"intents.{handler.name}" for handler in ORDER}
    assert set(WORDS.phrase_keys("intents.")) <= names


def test_typed_lists_belong_to_answers() -> None:
    """Each list of typed answers belongs to an option or a way that exists."""
    ways = {"back", "cancel", "change", "send"}
    assert {key.rsplit(".", 1)[1] for key in WORDS.phrase_keys("flow.typed.")} <= ANSWERS | ways
    for question, _ in STEPS:
        keys = WORDS.phrase_keys(f"dialog.refer.{question.step}.typed.")
        assert {key.rsplit(".", 1)[1] for key in keys} <= set(question.options)


def test_reasons_of_a_no_can_be_sent() -> None:
    """Each reason that a specialist can give fits into the news to the clinician."""
    for lang in LANGUAGES:
        for reason in DECLINE_REASONS:
            text = WORDS.say(
                lang, "notice.rejected", code="X", team="Y", reason=WORDS.say(lang, f"reason.{reason}")
            )
            assert "{" not in text


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_what_the_page_writes_before_a_question_for_the_editors_is_read(lang: str) -> None:
    """Whoever sends what the page put into the field, reaches them."""
    assert WORDS.say(lang, "web.to_editors") in WORDS.phrases[lang]["helpful.typed.editors"]
