"""Several people press, type, repeat, come at once and lose their process at random: the rules hold."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.conversation import typed
from bot.conversation.dialog.dialog import SUMMARY
from bot.domain.case.consent import Narrowing, Receiver, Scope
from bot.domain.case.inquiry import InquiryKind, InquiryState, is_code
from bot.domain.case.referral import CLOSED, IN_WORK, LEGAL, Change, Reason, State
from bot.domain.clock.norway import norwegian
from bot.domain.organisation.directory import MOST_PARTICIPANTS
from bot.domain.person.person import Role
from bot.domain.referral.meetings import meeting_of, pending
from bot.domain.turn.session import Session
from bot.storage.outbox import facts
from handlers.inquiry.dialog import DISCUSSED, STEP
from handlers.meetings.contact import KINDS
from handlers.referral import renew_consent
from handlers.referral.beginning.questions import STEPS
from tests.deep import SEED, deep
from tests.handlers.house import House
from tests.handlers.talk import LANGS, waiting

PEOPLE = {
    "anna": {"role": "clinician", "service": "oyane-dps-allmenn"},
    "bjorn": {"role": "clinician", "service": "askoy-fact"},
    "dina": {"role": "clinician", "service": "oyane-dps-dogn"},
    "emil": {"role": "clinician", "service": "no-such-service"},
    "jonas": {"role": "job_specialist", "post": "dps-general"},
    "sara": {"role": "job_specialist", "post": "askoy-fact"},
    "frida": {"role": "job_specialist", "post": "dps-fact"},
    "mette": {"role": "method_supervisor", "post": "dps-supervisor"},
    "signe": {"role": "method_supervisor", "post": "askoy-supervisor"},
    "kari": {"role": "coordinator"},
    "nora": {"role": "nav_counsellor", "service": "nav-askoy"},
    "guest": {"role": "guest"},
}
REFERRING = ("anna", "bjorn")
SUPERVISORS = {"anna": "mette", "bjorn": "signe"}
GOOD = {
    question.step: [option for option in question.options if option not in ends] for question, ends in STEPS
}
RENEWED = {
    question.step: [option for option in question.options if option not in ends]
    for question, ends in renew_consent.STEPS
}
DOUBTFUL = ("tror det", "hun nikket", "sikkert greit", "ja, tror jeg", "ok", "i think so", "ho nikka")
"""No plain yes: whatever is asked, none of these is ever kept as one."""

SENDING = ("1", "ja", "yes", "ja takk", "ja det har hun", "ok send", "👍")
"""What is typed at a summary to send it, besides the button's label and its own phrases."""

PHRASES = (
    *("forny samtykket", "jeg er borte fra 1.2 til 3.2", "telefontid man-fre 9-11", "fravær"),
    *("ja", "nei", "yes", "no", "usikker", "ikkje enno", "send", "send den", "tilbake", "endre", "avbryt"),
    *("jeg vil henvise", "mine henvisninger", "trekk samtykket", "ny samtale", "hjelp", "emner", "nynorsk"),
    *("english", "bokmål", "Hva er IPS?", "1", "2", "3", "99", "i dag", "12.11.2026", "1.1.2020", "31.12"),
    *("be om informasjonsmøte", "jeg vil snakke med en jobbspesialist", "spør metodeveileder", "SPM-7K3F"),
    *("skriftlig", "Bare kontaktinformasjon", "IPS-7K3F", "", "🙂", "/help", "/refer", "pasienten vil dø nå"),
    *(
        "ja det har hun",
        "ja takk",
        "34 år",
        "alt unntatt diagnosen",
        "endre Nav til ja",
        "nr 3",
        "forrige mandag",
    ),
    *("skriftlig i går, og det står i journalen", "31.02", "i fjor", "avslutt", "ok send", "👍", *DOUBTFUL),
    *("Kari Nordmann født 12.03.1988", "d:1:send", "hva skjer med saken min", "noko anna", "x" * 3000),
)
person_ids = st.sampled_from([*PEOPLE, "anna", "jonas", "anna", "jonas", "mette"])
numbers = st.integers(0, 10_000)
WITHOUT_CONSENT = (
    "notice.paused",
    "notice.ran_out",
    "notice.withdraw",
    "notice.cancel",
    "reminder.",
    "notice.completed",
    "notice.failed",
    "notice.rejected",
    "notice.supervised",
    "contact.notice.called_off",
)
"""News that say that something ends, stops or waits: nothing about anybody."""


def news_of(change: Change) -> set[str]:
    """Return the news of which one at least follows from a change."""
    if change.reason is Reason.CONSENT_RAN_OUT:
        return {"notice.ran_out", "notice.paused"}
    if change.to is State.CANCELLED:
        return {"notice.cancel", "notice.withdraw"}
    if change.replaced:
        return {"notice.renewed"}
    if change.talk:
        side = ("clinician", "handler")
        return {f"contact.notice.agreed.{change.talk.kind}.{reader}" for reader in side}
    if change.narrowed:
        return {"notice.narrowed"}
    if change.to is State.ON_HOLD:
        return {"notice.on-hold", "notice.queued", "notice.handed_over"}
    name = change.milestone or ("handed_over" if change.post else change.to)
    return {f"notice.{name}"}


class AnythingGoes(RuleBasedStateMachine):
    """Plays at random and looks at what is stored after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.house = House()
        self.shown: dict[str, list[str]] = {person: ["refer:"] for person in PEOPLE}
        self.seen: dict[str, list[str]] = {person: ["refer:"] for person in PEOPLE}
        words = self.house.app.words
        self.faults = {words.say(lang, "flow.fault") for lang in LANGS}
        self.widths: dict[tuple[str, int], tuple[int, int]] = {}
        self.looked: dt.datetime | None = None
        self.last: tuple[str, dict[str, str], dict[str, Any]] | None = None

    @initialize(person=st.sampled_from(REFERRING), number=numbers, sent=st.booleans())
    def somebody_has_begun(self, person: str, number: int, sent: bool) -> None:
        """Begin where it is interesting: at a summary, or with a referral that was sent."""
        self.fill(person, number, sent)

    @rule(person=person_ids, number=numbers)
    def press_what_is_shown(self, person: str, number: int) -> None:
        """Press one of the buttons under the last replies."""
        shown = self.shown[person] or ["help:"]
        self.turn(person, press=shown[number % len(shown)])

    @rule(person=person_ids, number=numbers)
    def press_what_was_shown_once(self, person: str, number: int) -> None:
        """Press any button that this person ever saw."""
        self.turn(person, press=self.seen[person][number % len(self.seen[person])])

    @rule(person=person_ids, other=person_ids, number=numbers)
    def press_what_another_saw(self, person: str, other: str, number: int) -> None:
        """Press somebody else's button."""
        self.turn(person, press=self.seen[other][number % len(self.seen[other])])

    @rule(person=person_ids, said=st.sampled_from(PHRASES))
    def say_something(self, person: str, said: str) -> None:
        """Type a phrase."""
        before = self.house.session(person)
        self.turn(person, say=said)
        if said in DOUBTFUL and before.dialog:
            after = self.house.session(person).dialog
            assert after is None or after.answers == before.dialog.answers or waiting(before) == "wish"

    @rule(person=st.sampled_from(REFERRING), number=numbers, sent=st.booleans())
    def fill(self, person: str, number: int, sent: bool) -> None:
        """Give answers that fit until the summary is there, and send it or leave it."""
        self.turn(person, press="refer:")
        for _ in range(len(STEPS) + 3):
            session = self.house.session(person)
            if waiting(session) == STEP:
                self.ask_supervisor(person, number)
                continue
            options = GOOD.get(waiting(session), [])
            if not options:
                break
            self.turn(person, press=f"d:{session.serial}:{options[number % len(options)]}")
        if sent:
            self.turn(person, say="send")

    @rule(number=numbers, days=st.sampled_from([0, 340, 360]))
    def a_consent_is_renewed(self, number: int, days: float) -> None:
        """A clinician comes back after a while, perhaps reminded, and answers the questions anew."""
        known = self.house.referrals()
        if not known:
            return
        referral = known[number % len(known)]
        self.house.pass_time(days)
        self.turn(referral.clinician, press=f"renew:{referral.code}")
        for _ in range(len(renew_consent.STEPS)):
            session = self.house.session(referral.clinician)
            options = RENEWED.get(waiting(session), [])
            if not options or session.dialog is None or session.dialog.name != "renew":
                return
            press = f"d:{session.serial}:{options[number % len(options)]}"
            self.turn(referral.clinician, press=press)
        self.turn(referral.clinician, say="send")

    def ask_supervisor(self, person: str, number: int) -> None:
        """Ask from the dialog; the method supervisor says yes, or sometimes something else."""
        self.turn(person, press=f"d:{self.house.session(person).serial}:ask")
        self.turn(person, press="inquiry:send:supervisor")
        mine = [i for i in self.house.inquiries() if i.asker == person and i.state is InquiryState.ASKED]
        for inquiry in mine[:1]:
            answer = ("agree", "agree", "agree", "decline:not_now", "day")[number % 5]
            own = f"inquiry:{inquiry.code}"
            self.turn(SUPERVISORS[person], press=f"{own}:{inquiry.version}:{answer}")
            self.turn(person, press=f"{own}:{inquiry.version + 1}:go")

    @rule(
        person=st.sampled_from([*REFERRING, "dina", "nora"]),
        kind=st.sampled_from(InquiryKind),
        number=numbers,
    )
    def they_inquire(self, person: str, kind: InquiryKind, number: int) -> None:
        """Somebody asks; somebody whom it concerns presses on from there."""
        self.turn(person, press=f"inquiry:new:{kind}")
        sends = [button for button in self.shown[person] if button.startswith("inquiry:send:")]
        if not sends:
            return
        self.turn(person, press=sends[number % len(sends)])
        asked = self.house.inquiries()
        if asked:
            inquiry = asked[number % len(asked)]
            holders = [who for who, values in PEOPLE.items() if values.get("post") == inquiry.post]
            who = [*holders, inquiry.asker][number % (len(holders) + 1)]
            self.turn(who, say=inquiry.code)
            self.press_what_is_shown(who, number)

    @rule(person=st.sampled_from(REFERRING))
    def send(self, person: str) -> None:
        """Say "send", wherever this person is."""
        self.turn(person, say="send")

    @rule(
        person=person_ids,
        number=numbers,
        words=st.sampled_from(["", "trekk samtykket ", "avbryt ", "avslutt ", "cancel "]),
    )
    def name_a_code(self, person: str, number: int, words: str) -> None:
        """Type the code of some referral, one's own or not."""
        known = self.house.referrals()
        if not known:
            return
        self.turn(person, say=words + known[number % len(known)].code)

    @rule(number=numbers, presses=st.lists(numbers, max_size=4))
    def those_it_concerns_look(self, number: int, presses: list[int]) -> None:
        """Somebody who may see a referral names its code, and presses on from there."""
        known = self.house.referrals()
        if not known:
            return
        referral = known[number % len(known)]
        holders = [who for who, values in PEOPLE.items() if values.get("post") == referral.post]
        person = [*holders, "mette", referral.clinician][number % (len(holders) + 2)]
        self.turn(person, say=referral.code)
        for press in presses:
            self.press_what_is_shown(person, press)

    @rule(
        number=numbers, kind=st.sampled_from(KINDS), by_clinician=st.booleans(), days=st.sampled_from([0, 9])
    )
    def they_arrange_a_talk(self, number: int, kind: str, by_clinician: bool, days: int) -> None:
        """One side suggests times, as far as there are buttons for it; the other answers, perhaps late."""
        known = self.house.referrals()
        if not known:
            return
        referral = known[number % len(known)]
        holder = next((who for who, values in PEOPLE.items() if values.get("post") == referral.post), None)
        if holder is None:
            return
        asks, answers = (referral.clinician, holder) if by_clinician else (holder, referral.clinician)
        self.turn(asks, press=f"contact:{referral.code}:{kind}")
        for who, step in ((asks, ":day:"), (asks, ":ask:"), (answers, ":yes:")):
            buttons = [button for button in self.shown[who] if step in button]
            if not buttons:
                break
            self.house.pass_time(days if step == ":yes:" else 0)
            self.turn(who, press=buttons[number % len(buttons)])

    @rule()
    def the_same_update_again(self) -> None:
        """Deliver the last update a second time: the same answer, and nothing is done."""
        if self.last is None:
            return
        person, line, result = self.last
        self.house.sweep()  # what is due by now is written first: it is not of the update's doing
        before = self.house.referrals(), self.house.session(person)
        again = self.turn(person, **line)
        assert again["replies"] == result["replies"]
        assert (self.house.referrals(), self.house.session(person)) == before

    @rule()
    def restart(self) -> None:
        """Lose everything that is not in the file."""
        self.house.restart()

    @rule(days=st.sampled_from([0.01, 1, 30, 400]))
    def time_passes(self, days: float) -> None:
        """Move the clock."""
        self.house.pass_time(days)

    @rule(coming=st.lists(st.tuples(person_ids, numbers, st.sampled_from(PHRASES)), min_size=2, max_size=5))
    def at_once(self, coming: list[tuple[str, int, str]]) -> None:
        """Several messages arrive at the same moment, perhaps of one person."""
        lines = []
        for person, number, said in coming:
            shown = self.shown[person] or ["help:"]
            button = shown[number % len(shown)]
            lines.append((self.who(person), {"say": said} if number % 2 else {"press": button}))
        for (person, _, _), result in zip(coming, self.house.at_once(lines), strict=True):
            self.note(person, result)

    @rule(person=st.sampled_from(REFERRING), times=st.integers(2, 4))
    def send_many_times_at_once(self, person: str, times: int) -> None:
        """Press "send" several times at the same moment: one referral at most."""
        session, before = self.house.session(person), len(self.house.referrals())
        if waiting(session) != SUMMARY:
            return
        line = (self.who(person), {"press": f"d:{session.serial}:send"})
        for result in self.house.at_once([line] * times):
            self.note(person, result)
        assert len(self.house.referrals()) - before <= 1

    @invariant()
    def every_referral_is_carried(self) -> None:
        """Consent given, for the specialist, recorded, not withdrawn; from an agreement, to an IPS post."""
        directory = self.house.know.directory
        for referral in self.house.referrals():
            consent = referral.consent
            assert directory.services[referral.service].refers
            assert directory.is_ips(referral.post)
            assert consent.participation
            assert consent.in_patient_record
            assert consent.covers(Receiver.JOB_SPECIALIST)
            assert not referral.is_open or consent.withdrawn_at is None

    @invariant()
    def histories_are_legal(self) -> None:
        """Each history begins with a request and goes only where the states lead; its news are there."""
        news = self.house.rows("outbox")
        for referral in self.house.referrals():
            assert referral.history[0].to is State.REQUESTED
            told = {row["text_key"] for row in news if row["places"].get("code", "") == referral.code}
            assert told & {"notice.requested", "notice.queued"}
            for before, after in pairwise(referral.history):
                notes = (after.milestone, after.post, after.narrowed, after.replaced, after.talk)
                notes = (*notes, after.reason is Reason.CONSENT_RAN_OUT)
                assert (after.to is before.to and any(notes)) or after.to in LEGAL[before.to]
                assert told & news_of(after)
            reached = [change.milestone for change in referral.history if change.milestone]
            assert len(reached) == len(set(reached))

    @invariant()
    def consents_only_narrow(self) -> None:
        """What a consent covers is at most what it covered before, unless the patient was asked anew."""
        for referral in self.house.referrals():
            consent, given = referral.consent, (referral.code, len(referral.consents))
            now = (list(Scope).index(consent.scope), len(consent.receivers))
            before = self.widths.setdefault(given, now)
            assert now[0] <= before[0]
            assert now[1] <= before[1]
            self.widths[given] = now

    @invariant()
    def each_consent_replaces_an_earlier_one(self) -> None:
        """The consents of a referral follow each other in time, and none was withdrawn before."""
        for referral in self.house.referrals():
            for before, after in pairwise(referral.consents):
                assert before.given_on <= after.given_on
                assert before.recorded_at <= after.recorded_at
                assert before.withdrawn_at is None
            assert referral.consent.recorded_by == referral.clinician

    @invariant()
    def an_open_one_without_a_current_consent_is_paused(self) -> None:
        """What is open when somebody has just done something stands on a consent that holds that day, or is
        worked on and says that nothing may be shared.
        """
        if self.last is None:
            return
        person, _, _ = self.last
        mine = PEOPLE[person].get("post")
        for referral in self.house.referrals():
            concerned = referral.clinician == person or referral.post == mine
            paused = referral.is_paused(norwegian(self.house.at).date())
            if self.looked == self.house.at and concerned and paused:
                assert referral.state in IN_WORK
                assert referral.lapse_noted

    @invariant()
    def nothing_goes_on_while_it_is_paused(self) -> None:
        """After a consent ran out the next change renews it, or ends the referral."""
        for referral in self.house.referrals():
            for before, after in pairwise(referral.history):
                if before.reason is Reason.CONSENT_RAN_OUT:
                    assert after.replaced or after.to in CLOSED

    @invariant()
    def nothing_is_told_without_a_consent_that_covers_it(self) -> None:
        """No news falls into a time in which no consent held, but that it ended, waits or does not hold."""
        known = {referral.code: referral for referral in self.house.referrals()}
        for row in self.house.rows("outbox"):
            referral = known.get(row["places"].get("code", ""))
            if referral is None or row["text_key"].startswith(WITHOUT_CONSENT):
                continue
            on = norwegian(row["at"]).date()
            assert any(consent.given_on <= on <= consent.last_day for consent in referral.consents)

    @invariant()
    def what_ran_out_is_told_to_everybody(self) -> None:
        """Whoever had it is told to stop, once; its clinician is told what it takes now."""
        news = Counter(
            (row["places"].get("code", ""), row["text_key"], row["post"] or row["person"])
            for row in self.house.rows("outbox")
        )
        for referral in self.house.referrals():
            lapses = [change for change in referral.history if change.reason is Reason.CONSENT_RAN_OUT]
            ended = sum(change.to in CLOSED for change in lapses)
            for key, count in (("notice.ran_out", ended), ("notice.paused", len(lapses) - ended)):
                told = max(news[referral.code, key, post] for post in referral.posts)
                assert count <= told <= count * len(PEOPLE)
                assert news[referral.code, f"{key}_clinician", referral.clinician] == count

    @invariant()
    def talks_that_fell_away_are_called_off(self) -> None:
        """When a referral ended before a talk that was agreed on, both sides were told to strike it out."""
        rows = self.house.rows("outbox")
        told = [row for row in rows if row["text_key"] == "contact.notice.called_off"]
        off = {facts.meeting(row["places"]) for row in told}
        for referral in self.house.referrals():
            ended = referral.history[-1]
            if referral.is_open:
                continue
            carried = replace(referral.consent, withdrawn_at=None)  # as it was before it was withdrawn
            before = replace(referral, history=referral.history[:-1], consent=carried)
            for change in pending(before, ended.at):
                assert meeting_of(referral.code, change) in off

    @invariant()
    def nobody_answers_for_the_supervisor(self) -> None:
        """Each answer to a method supervisor is one's; a dialog holds such an answer only after a yes."""
        known = {inquiry.code: inquiry for inquiry in self.house.inquiries()}
        for inquiry in known.values():
            for change in inquiry.history:
                if change.to in {InquiryState.AGREED, InquiryState.DECLINED}:
                    supervised = inquiry.kind is InquiryKind.SUPERVISOR
                    assert not supervised or PEOPLE[change.by]["role"] == "method_supervisor"
        for person in REFERRING:
            session = self.house.session(person)
            for dialog in filter(None, (session.dialog, session.paused)):
                if (
                    code := dialog.answers.get(STEP, "")
                    .removeprefix("ask")
                    .removeprefix("no")
                    .removeprefix("discussed")
                ):
                    assert known[code].asker == person
                    assert InquiryState.AGREED in {change.to for change in known[code].history}

    @invariant()
    def nobody_has_too_many(self) -> None:
        """A specialist's post has at most its places."""
        posts = self.house.know.directory.posts
        counts = Counter(r.post for r in self.house.referrals() if r.is_open and r.state is not State.ON_HOLD)
        for post, count in counts.items():
            if posts[post].role is Role.JOB_SPECIALIST:
                assert count <= min(posts[post].capacity, MOST_PARTICIPANTS)

    @invariant()
    def each_reminder_is_written_once(self) -> None:
        """Each kind of reminder goes to each reader once for each post where the referral arrived."""
        news = [row for row in self.house.rows("outbox") if row["text_key"].startswith("reminder.")]
        said = Counter(
            (row["places"].get("code", ""), row["text_key"], row["person"], row["post"]) for row in news
        )
        known = {referral.code: referral for referral in self.house.referrals()}
        for (code, *_), times in said.items():
            if is_code(code):
                continue  # to the deputy, about an inquiry
            history = known[code].history
            assert times <= sum(bool(change.post) or change.replaced is not None for change in history)

    @invariant()
    def talks_stay_within_the_consent(self) -> None:
        """No talk is arranged after the end, none with Nav unless the consent names the counsellor."""
        known = {referral.code: referral for referral in self.house.referrals()}
        for row in self.house.rows("outbox"):
            if not row["text_key"].startswith("contact."):
                continue
            referral = known[row["places"].get("code", "")]
            assert referral.is_open or row["at"] <= referral.history[-1].at
            if row["text_key"].endswith("called_off"):
                continue
            if ".three" in row["text_key"]:
                named = [consent.covers(Receiver.NAV_COUNSELLOR) for consent in referral.consents]
                taken_out = [one.at for one in referral.history if one.narrowed is Narrowing.NO_NAV]
                assert any(named) or any(row["at"] <= at for at in taken_out)

    def who(self, person: str) -> dict[str, str]:
        """Return a person as a line names one."""
        return {"id": person, **PEOPLE[person]}

    def turn(self, person: str, **line: str) -> dict[str, Any]:
        """Play a line; a referral may come of it only where one was asked to be sent."""
        before, session = len(self.house.referrals()), self.house.session(person)
        line.setdefault("update", f"own-{self.house.next_update()}")
        result = self.house.play(self.who(person), **line)
        grown = len(self.house.referrals()) - before
        assert grown == 0 or (grown == 1 and person in REFERRING and self.sends(session, line))
        asked = session.dialog.answers if grown and session.dialog else {}
        if asked.get("sick_listed") == "yes" and asked[STEP] != DISCUSSED:
            (used,) = (i for i in self.house.inquiries() if i.code == asked[STEP])
            assert [change.to for change in used.history[-2:]] == [InquiryState.AGREED, InquiryState.CLOSED]
        self.last, self.looked = (person, line, result), self.house.at
        self.note(person, result)
        return result

    def sends(self, session: Session, line: dict[str, str]) -> bool:
        """Tell whether this line, in this session, is the sending of a summary."""
        if waiting(session) != SUMMARY or session.dialog is None or session.dialog.listing:
            return False
        if session.dialog.name != "refer":
            return False
        words = self.house.app.words
        said = line.get("say", "")
        labels = [words.say(lang, "flow.options.send") for lang in LANGS]
        typed_it = typed.means(words, "flow.typed.send", said) or said in {*SENDING, *labels}
        return line.get("press") == f"d:{session.serial}:send" or typed_it

    def note(self, person: str, result: dict[str, Any]) -> None:
        """Remember the buttons; nobody is ever told of a fault."""
        assert "error" not in result
        for reply in result["replies"]:
            assert not any(fault in reply["text"] for fault in self.faults)
        buttons = [choice["id"] for reply in result["replies"] for choice in reply["choices"]]
        assert all(len(button.encode()) <= 64 for button in buttons)
        self.shown[person] = buttons or self.shown[person]
        self.seen[person] += buttons
        for notice in result["notices"]:
            if notice["to"] in PEOPLE:
                self.seen[notice["to"]] += [choice["id"] for choice in notice["choices"]]
                self.shown[notice["to"]] = [choice["id"] for choice in notice["choices"]]

    def teardown(self) -> None:
        """Let go of the file."""
        self.house.close()


class AnythingGoesOn(AnythingGoes):
    """The same with other luck: a second test, so that two workers share what takes long."""


FAR = settings(
    max_examples=deep(15),
    stateful_step_count=30,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # codes and threads differ from run to run: nothing to shrink by
    derandomize=bool(os.environ.get("CI")) and not SEED,
    suppress_health_check=list(HealthCheck),
)
TestAnythingGoes = AnythingGoes.TestCase
TestAnythingGoes.settings = FAR
TestAnythingGoesOn = AnythingGoesOn.TestCase
TestAnythingGoesOn.settings = FAR


def test_an_update_that_comes_again_when_much_is_due() -> None:
    """A year later a consent has run out: what the sweep then writes is not the repeated update's doing."""
    machine = AnythingGoes()
    machine.somebody_has_begun(person="bjorn", sent=True, number=227)
    machine.time_passes(days=400)
    machine.the_same_update_again()
    machine.talks_that_fell_away_are_called_off()
    machine.teardown()


def test_a_talk_of_a_referral_whose_consent_is_withdrawn() -> None:
    """The talk that was agreed on is called off, and the rule that says so can be asked."""
    machine = AnythingGoes()
    machine.somebody_has_begun(person="bjorn", sent=True, number=227)
    machine.turn("bjorn", say=f"trekk samtykket {machine.house.referrals()[0].code}")
    machine.turn("bjorn", press=next(b for b in machine.shown["bjorn"] if b.startswith("end:")))
    assert machine.house.referrals()[0].consent.withdrawn_at
    machine.talks_that_fell_away_are_called_off()
    machine.teardown()
