"""Reads what a text says about questions that are not open: before they were asked, or in the same breath.

Only what is said in so many words, in a clause without a "perhaps": the phrases stand in `said.yaml` under
`steps`, and with each question under `said`. Of a consent nothing is taken from hearsay, from a question, or
where two things are said of it. A day belongs to the consent where both stand in one clause.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.case import code
from bot.knowledge.base.entry import Words
from bot.understanding.answer.age_in_text import age_group
from bot.understanding.answer.consent_day import consent_day
from bot.understanding.answer.text import plain
from bot.understanding.answer.values import Asked
from bot.understanding.said import Book, Clauses, Hit, book, prepared, told_at_length
from bot.understanding.said.clauses import ASKS

GIVING = frozenset({"yes", "contact", "work", "diagnosis", "written", "oral"})
"""Answers that say yes to something."""

NOTHING = "nothing"
"""Names what looks like an answer and is none ("skriftlig informasjon")."""

BESIDE = "beside"
"""Names what is about something else, whatever the same words would say of this ("make a referral")."""

DOUBT = "doubt"
UNDER_AGE = frozenset({"youth", "child"})
OPPOSITE = {"yes": "no", "no": "yes"}
BEFORE, AFTER = 4, 2
"""Words around something other than a consent among which a "perhaps" weakens it."""

TAG = 3
"""Words of a clause that only weakens the one before ("tror jeg")."""


def read_facts(words: Words, asked: Sequence[Asked], text: str, today: dt.date) -> Mapping[str, str]:
    """Return answers by the key of their question; none of what is told at length.

    A code says nothing of anybody: "IPS-HJ74" is no age.
    """
    if told_at_length(text):
        return {}
    text = code.without(text)
    said = prepared(words, text)
    hedges = _hedges(words).hits(said)
    facts = {one.key: value for one in asked if (value := _fact(words, one, said, hedges))}
    for one in asked:
        if one.ages and facts.get(one.key) != DOUBT and (group := age_group(words, text, one.ages)):
            facts[one.key] = group
        if one.dated and (day := consent_day(words, text, today)):
            facts[one.key] = day.isoformat()
    return _doubted(asked, facts)


def _doubted(asked: Sequence[Asked], facts: Mapping[str, str]) -> Mapping[str, str]:
    """Return the facts; a doubt of what somebody can decide, who is not said to be young, is one of age."""
    age = next((one.key for one in asked if one.ages and DOUBT in one.options), "")
    judged = next((one.key for one in asked if one.step == JUDGED), "")
    if not age or facts.get(judged) != DOUBT or facts.get(age) in UNDER_AGE:
        return facts
    return {**{key: value for key, value in facts.items() if key != judged}, age: DOUBT}


def said_to_step(words: Words, asked: Asked, text: str) -> str:
    """Return the option that a text names outright as an answer to a question that is open; "" for none."""
    said = prepared(words, text)
    hedges = _hedges(words).hits(said)
    value = _fact(words, asked, said, hedges, open_now=True)
    if not asked.consent or value not in GIVING:
        return value
    named = _phrases(words, asked.step, asked.options, open_now=True).hits(said)
    naming = [hit for hit in named if hit.value == value]
    outside = [one for one in hedges if not any(hit.start <= one.start < hit.end for hit in naming)]
    return "" if outside else value


def begins_naming(words: Words, asked: Asked, text: str) -> bool:
    """Tell whether a text begins with what names an option ("hva hun tåler på jobb")."""
    hits = _phrases(words, asked.step, asked.options, open_now=True).hits(prepared(words, text))
    return any(hit.value in GIVING and not prepared(words, text).said[: hit.start].strip() for hit in hits)


def _hedges(words: Words) -> Book:
    return book(words, "hedges", {"hedge": ("said.hedges",)})


def _phrases(words: Words, step: str, options: Iterable[str], *, open_now: bool) -> Book:
    """Return the phrases of a step by what they say; while it is open, also those that need its question."""
    places = (
        f"said.steps.{step}",
        f"answers.steps.{step}.said",
        *((f"said.open.{step}",) if open_now else ()),
    )
    named = {option: tuple(f"{place}.{option}" for place in places) for option in (*options, NOTHING, BESIDE)}
    first = (FIRST | {BESIDE}) & set(named) | ({"no"} if step in DENIED_FIRST else set())
    return book(words, f"step {step} {sorted(named)} {open_now}", named, first)


def _fact(words: Words, asked: Asked, said: Clauses, hedges: Sequence[Hit], *, open_now: bool = False) -> str:
    """Return the one option of a question that the text names; nothing where it names two."""
    hits = _phrases(words, asked.step, asked.options, open_now=open_now).hits(said)
    if asked.step in TAKEN_BACK and book(words, "taken back", {"back": TAKES_BACK}).hits(said):
        return ""
    named = [hit for hit in hits if hit.value not in (NOTHING, BESIDE)]
    doubted = [
        hit
        for hit in named
        if hit.value not in DOUBTED and _weakened(words, said, hit, hedges, consent=asked.consent)
    ]
    found = {_meant(words, said, asked, hit, hits) for hit in named if hit not in doubted}
    if asked.consent and {hit.value for hit in doubted} - found:
        return ""  # "skriftlig tror jeg, eller om det var muntlig"
    if asked.step in WEIGHTY:  # the general form signed at intake is no consent in writing, a doubt no yes
        found = {WEIGHTY[asked.step]} if WEIGHTY[asked.step] in found else found
    if asked.widening:
        found = _widest(asked, found, open_now=open_now)
    elif len(found) > 1:
        found = {value for value in found if not value.startswith(NOT)}  # "muntlig, ikke skriftlig"
    return found.pop() if len(found) == 1 and found <= set(asked.options) else ""


NOT = "not "
"""Before the name of an option that is named and denied."""


def _widest(asked: Asked, found: set[str], *, open_now: bool) -> set[str]:
    """Return the widest of several kinds of information that are named, where none within it is denied.

    Before the question is asked the diagnosis counts only where nothing else is named.
    """
    named = [option for option in asked.options if option in found and option in GIVING]
    within = (
        {f"{NOT}{option}" for option in asked.options[: asked.options.index(named[-1])]} if named else set()
    )
    others = {value for value in found if not value.startswith(NOT)} - set(named)
    if not named or others or within & found or (len(named) > 1 and not open_now and DIAGNOSIS in named):
        return found
    return {named[-1]}


DIAGNOSIS = "diagnosis"
FORM = "form"


FIRST = frozenset({"unsure", "doubt", "intake", "silent"})
"""What is said with a doubt, or against it, counts before what the same words would say without."""

DOUBTED = frozenset({"silent", "intake"})
"""What no doubt weakens: it is none of a consent that anybody gave."""

TAKEN_BACK = frozenset({"take_part", "scope", "nav"})
"""Steps to which nothing is read where somebody is said to have thought better of it."""

TAKES_BACK = ("said.share.reversed", "said.share.withdrawn", "said.takes_back")
"""Where the words stand by which a consent is taken back."""

DENIED_FIRST = frozenset({"nav", "recorded"})
"""Steps where a no counts before a yes in the same words ("I'll put it in the notes")."""

WEIGHTY: Mapping[str, str] = {
    "form": "intake",
    "wish": "unsure",
    "treatment": "unsure",
    "capacity": "doubt",
    "age": "doubt",
    "recorded": "no",
}
"""What outweighs all else that is said to a step."""


def _meant(words: Words, said: Clauses, asked: Asked, hit: Hit, hits: Sequence[Hit]) -> str:
    """Return what is said; what is denied is the other of yes and no, a consent that is refused is none."""
    if asked.consent and hit.value in GIVING and _not_yet_or_not_hers(words, said, asked, hit, hits):
        return ""
    if hit.denied and hit.value in GIVING and (asked.step == FORM or asked.widening):
        return f"{NOT}{hit.value}"
    refused = asked.consent and hit.value not in REFUSED and _refused(words, said, hit)
    if refused and asked.step in GIVEN:
        return ""
    return OPPOSITE.get(hit.value, "") if refused or hit.denied else hit.value


NEAR = 2
"""Words before or after a consent that say whose it is, that it is still to come, or that it is none."""


def _not_yet_or_not_hers(
    words: Words, said: Clauses, asked: Asked, hit: Hit, hits: Sequence[Hit] = ()
) -> bool:
    """Tell whether somebody else is said to give a consent, whether it is to come, or denied after all.

    What denies one of the other `hits` ("skriftlig og ikke muntlig") denies no more than that.
    """
    start, end = said.clause(hit.start, hit.end)
    says_no = {"others", "ahead"} if asked.step not in TOLD_BY_CLINICIAN else {"ahead"}
    says_no -= {"ahead"} if asked.step == JUDGED else set()
    kinds = {
        "others": ("said.others",),
        "ahead": ("said.ahead",),
        "denied": ("said.groups.DENYING",),
        NOTHING: ("said.pairs",),  # "jobbspesialisten og Nav får vite": both are spoken of
    }
    for one in book(words, "beside a consent", kinds).hits(said):
        before = start <= one.start and one.end <= hit.start
        after = hit.end <= one.start < end
        between = said.said[one.end : hit.start] if before else said.said[hit.end : one.start]
        if (before or after) and len(between.split()) < NEAR:
            if before and one.value in says_no:
                return True
            joined = _is_joined(words, between) and not _follows(words, said, one, "said.groups.YET")
            denies_another = any(one.start == other.start for other in hits) or (
                asked.step == FORM and any(one.end == other.start for other in hits)
            )
            if after and one.value == "denied" and not joined and not denies_another:
                return True
    return False


def _is_joined(words: Words, between: str) -> bool:
    """Tell whether all words between two things only join them: what follows is said for itself."""
    joints = words.typed_as("said.day.joins", plain)
    return bool(between.split()) and set(between.split()) <= joints


def _follows(words: Words, said: Clauses, hit: Hit, key: str) -> bool:
    """Tell whether one of the phrases of `key` stands right after."""
    return any(one.start == hit.end for one in book(words, f"after {key}", {"": (key,)}).hits(said))


def is_anothers(words: Words, asked: Asked, value: str, text: str) -> bool:
    """Tell whether a yes to the open question is somebody else's, still to come, or denied after all."""
    if not asked.consent or value not in GIVING:
        return False
    keys = ("answers.yes", f"answers.steps.{asked.step}.typed.{value}", f"said.open.{asked.step}.{value}")
    said = prepared(words, text)
    named = {hit.value for hit in _phrases(words, asked.step, asked.options, open_now=True).hits(said)}
    if NOTHING in named and not GIVING & named:
        return True
    hits = book(words, f"yes {keys}", {value: keys}).hits(said)
    return any(_not_yet_or_not_hers(words, said, asked, hit) for hit in hits)


JUDGED = "capacity"
"""What somebody can do, not what is to come."""

TOLD_BY_CLINICIAN = frozenset({"informed", "recorded", "capacity", "when"})
"""What the clinician does or judges: "I have told her" is as good as "she was told"."""

GIVEN = frozenset({"take_part", "scope", "form"})
"""Not to have said yes yet is no refusal."""

REFUSED = frozenset({"no", "none", "unsure", "doubt", "intake", "silent"})
FAR = 6
"""Words before something that would be given, among which one that refuses is looked for."""


def _refused(words: Words, said: Clauses, hit: Hit) -> bool:
    """Tell whether the words before a consent refuse it."""
    start, _ = said.clause(hit.start, hit.end)
    refusing = book(words, "refusing", {"refusing": ("said.refusing",), "anew": ("said.anew",)})
    before = [one for one in refusing.hits(said) if start <= one.start and one.end <= hit.start]
    before = [one for one in before if one.value == "refusing" or not one.denied]
    near = [one for one in before if len(said.said[one.end : hit.start].split()) < FAR]
    return bool(near) and near[-1].value == "refusing"


def _weakened(words: Words, said: Clauses, hit: Hit, hedges: Sequence[Hit], *, consent: bool) -> bool:
    """Tell whether something is not said outright; a consent has to be so in the whole of its clause."""
    start, end = said.clause(hit.start, hit.end)
    near = [one for one in hedges if one.start < hit.start or hit.end <= one.start]
    if not consent:
        return any(start <= one.start < end and _close(words, said, one, hit) for one in near)
    if said.said[end : end + 1] == ASKS:
        return True
    follows = said.clause(end + 2, end + 2) if said.said[end : end + 1] == "," else (end, end)
    if len(said.said[slice(*follows)].split()) <= TAG:
        end = follows[1]
    return any(start <= one.start < end for one in near)


def _close(words: Words, said: Clauses, one: Hit, hit: Hit) -> bool:
    if one.end <= hit.start:
        return len(said.said[one.end : hit.start].split()) < BEFORE
    between = said.said[hit.end : one.start].split()
    return len(between) < AFTER and not words.typed_as("said.day.joins", plain) & set(between)


def names_any(words: Words, key: str, text: str) -> bool:
    """Tell whether a text holds one of the phrases of `key`."""
    said = f" {plain(text)} "
    return any(f" {phrase} " in said for phrase in words.typed_as(key, plain))
