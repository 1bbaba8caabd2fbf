"""The rules for a topic file, and for the three files of one topic together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from bot.domain.person.person import Role
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import Files, as_list, as_map, entries
from bot.knowledge.base.yaml_safe import Document, Way, fault_at
from bot.knowledge.check.prose import readability
from bot.knowledge.check.shape import DATE, MAP, TEXT, TEXTS, YES_NO, at, lines, not_lines, shape

MOST_WORDS = 60
MOST_FIRST = 40
"""Words of an answer, and of its first paragraph, which answers the title."""
"""An answer is read in a chat: the rest belongs in `more`."""
FEWEST_VARIANTS = 12
"""Fewer ways of asking, and the search does not find the answer (measured: 4 variants 65 %, 7 78 %)."""
MOST_CHARACTERS = {"plain": 300, "example": 500}
"""What says it once more is short: who asks for simpler words wants few of them."""
MOST_SENTENCES = 2
"""Sentences of a plain text."""
PLAIN_LANGUAGES = ("nb", "nn")
SAME = ("sources", "related", "review_by", "opinion")
"""What the three files of a topic share; only the words differ."""

NEEDED = {
    "question": TEXT,
    "answer": TEXT,
    "do": TEXTS,
    "variants": TEXTS,
    "sources": TEXTS,
    "related": TEXTS,
    "owner": TEXT,
    "reviewed": DATE,
    "review_by": DATE,
}
ALLOWED = {"more": TEXT, "plain": TEXT, "example": TEXT, "opinion": YES_NO, "for": MAP, "reviewed_by": TEXT}
PART = {"answer": TEXT, "plain": TEXT, "do": TEXTS}

_MARKUP = re.compile(r"[<>]|&#?\w+;|\*\*|__|`|\]\(|^\s*#|\|---|javascript:", re.IGNORECASE | re.MULTILINE)
_LINK = re.compile(r"https?:|www\.", re.IGNORECASE)


def faults(files: Files, today: dt.date) -> Iterator[Fault]:
    """Return what is wrong in the topic files."""
    known = entries(files.manifest)
    for document in files.topics.values():
        yield from _one(document, files, known, today)
    for topic_id in known:
        yield from _languages(files, topic_id)


def _one(document: Document, files: Files, known: Iterable[str], today: dt.date) -> Iterator[Fault]:
    lang, topic_id = place_of(document)
    yield from shape(document, (), NEEDED, ALLOWED)
    if topic_id not in known:
        yield document.fault((), "topic_not_in_manifest", topic=topic_id)
    for key in ("do", "variants", "related"):
        yield from not_lines(document, (key,))
    yield from _texts(document)
    yield from _length(document, lang)
    yield from _short(document, lang)
    yield from _parts(document)
    yield from _sources(document, as_map(files.sources.value))
    for way, other in lines(document, ("related",)):
        if other not in known:
            yield document.fault(way, "unknown_related", topic=other)
        elif other == topic_id:
            yield document.fault(way, "related_to_itself")
    yield from _dates(document, today)


def _parts(document: Document) -> Iterator[Fault]:
    """Check what single roles are told."""
    for role in as_map(at(document, ("for",))):
        if role not in frozenset(Role):
            known = ", ".join(Role)
            yield document.fault(("for", role), "no_such_role", role=role, known=known)
        yield from shape(document, ("for", role), {}, PART)
        yield from not_lines(document, ("for", role, "do"))
        answer = at(document, ("for", role, "answer"))
        if isinstance(answer, str):
            yield from _brief(document, ("for", role, "answer"), answer)


def place_of(document: Document) -> tuple[str, str]:
    """Return the language and id of a topic file from its name."""
    *_, lang, _, name = document.file.split("/")
    return lang, name.removesuffix(".yaml")


def shown(document: Document) -> Iterator[tuple[Way, str]]:
    """Return the texts of a topic that people read."""
    for key in ("question", "answer", "more", *MOST_CHARACTERS):
        if isinstance(text := at(document, (key,)), str):
            yield (key,), text
    yield from lines(document, ("do",))
    for role in as_map(at(document, ("for",))):
        for key in ("answer", "plain"):
            if isinstance(text := at(document, ("for", role, key)), str):
                yield ("for", role, key), text
        yield from lines(document, ("for", role, "do"))


def _texts(document: Document) -> Iterator[Fault]:
    for way, text in shown(document):
        if _MARKUP.search(text):
            yield document.fault(way, "markup")
        if _LINK.search(text):
            yield document.fault(way, "link_in_text")
    for way, text in (*shown(document), *lines(document, ("variants",))):
        if "TODO" in text:
            yield document.fault(way, "todo")


def _brief(document: Document, way: Way, answer: str) -> Iterator[Fault]:
    """Check that an answer is short, and that its first paragraph is shorter still."""
    if (count := readability.words(answer)) > MOST_WORDS:
        yield document.fault(way, "too_long", words=count, most=MOST_WORDS)
    elif (first := readability.words(answer.strip().partition("\n\n")[0])) > MOST_FIRST:
        yield document.fault(way, "long_first", words=first, most=MOST_FIRST)


def _length(document: Document, lang: str) -> Iterator[Fault]:
    parts = dict(shown(document))
    answer = parts.get(("answer",), "")
    yield from _brief(document, ("answer",), answer)
    apart = {("question",), *((key,) for key in MOST_CHARACTERS)}
    everything = "\n".join(text for way, text in parts.items() if way not in apart)
    for key, text in (("answer", answer), ("more", everything)):
        yield from _hard(document, key, text, lang)
    variants = as_list(at(document, ("variants",)))
    if variants and len(variants) < FEWEST_VARIANTS:
        yield document.fault(("variants",), "few_variants", count=len(variants), fewest=FEWEST_VARIANTS)


def _short(document: Document, lang: str) -> Iterator[Fault]:
    """Check what says the answer once more: in simpler words, or by an example."""
    parts = {str(way[0]): text for way, text in shown(document)}
    for key, most in MOST_CHARACTERS.items():
        text = parts.get(key, "").strip()
        if len(text) > most:
            yield document.fault((key,), "too_many_characters", count=len(text), most=most)
        yield from _hard(document, key, text, lang)
    if (count := len(readability.sentences(parts.get("plain", "")))) > MOST_SENTENCES:
        yield document.fault(("plain",), "too_many_sentences", count=count, most=MOST_SENTENCES)


def _hard(document: Document, key: str, text: str, lang: str) -> Iterator[Fault]:
    if lang in PLAIN_LANGUAGES and (lix := readability.lix(text)) > readability.MOST_LIX:
        yield document.fault((key,), "lix", lix=round(lix), most=readability.MOST_LIX)


def _sources(document: Document, known: dict[str, object]) -> Iterator[Fault]:
    cited = as_list(at(document, ("sources",)))
    for place in range(len(cited)):
        way: Way = ("sources", place)
        yield from shape(document, way, {"id": TEXT, "section": TEXT})
        source = at(document, (*way, "id"))
        if "TODO" in str(at(document, (*way, "section"))):
            yield document.fault((*way, "section"), "todo")
        if isinstance(source, str) and source not in known:
            yield document.fault((*way, "id"), "unknown_source", source=source, known=", ".join(known))
    opinions = {id for id, data in known.items() if as_map(data).get("opinion") is True}
    if at(document, ("opinion",)) is True and not opinions & {as_map(ref).get("id") for ref in cited}:
        yield document.fault(("opinion",), "opinion_source", known=", ".join(sorted(opinions)))


def _dates(document: Document, today: dt.date) -> Iterator[Fault]:
    reviewed, review_by = at(document, ("reviewed",)), at(document, ("review_by",))
    if type(review_by) is not dt.date:
        return
    if type(reviewed) is dt.date and review_by < reviewed:
        yield document.fault(("review_by",), "review_order", reviewed=reviewed)
    if review_by < today:
        yield document.fault(("review_by",), "overdue", date=review_by)


def _languages(files: Files, topic_id: str) -> Iterator[Fault]:
    """Check that a topic exists where it must, and that its languages agree in all but the words."""
    there = {lang: doc for (lang, id), doc in files.topics.items() if id == topic_id}
    required = files.required(topic_id)
    for lang in (*files.languages(), *files.languages(required=False)):
        if lang not in there:
            code = "missing_language" if lang in required else "missing_optional"
            yield fault_at(files.name(lang, "topics", f"{topic_id}.yaml"), 1, "", code, lang=lang)
    readable = {lang: doc for lang, doc in there.items() if isinstance(doc.value, dict)}
    first_lang, first = next(iter(readable.items()), ("", None))
    for document in (doc for lang, doc in readable.items() if first and lang != first_lang):
        for key in SAME:
            if first and at(document, (key,)) != at(first, (key,)):
                yield document.fault((key,), "differs", other=first.file)
        if first and set(as_map(at(document, ("for",)))) != set(as_map(at(first, ("for",)))):
            yield document.fault(("for",), "differs", other=first.file)
