"""What the knowledge base holds, as plain values: topics, sources, words.

Nothing here reads a file; `loader` does. Nothing here searches; `search` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from string import Formatter
from typing import TYPE_CHECKING, TypeVar, cast

from bot.domain.message.picture import Figure
from bot.knowledge.base.local import LocalFact
from bot.knowledge.base.reader import Part

if TYPE_CHECKING:
    from bot.knowledge.base.course import Course, Lesson
Made = TypeVar("Made")

LANGUAGES: tuple[str, ...] = ("nb", "nn", "en")

IN_LANGUAGE = "in_"
ABOUT_KINDS: tuple[str, ...] = (
    "source",
    "simpler",
    "more",
    "why",
    "example",
    "sure",
    "repeat",
    *(f"{IN_LANGUAGE}{lang}" for lang in LANGUAGES),
)
"""What may be asked about an answer that was just shown; the last ones ask for it in another language."""


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a statement stands: a source's id and the section in it ("§ 22", "punkt 4.2")."""

    id: str
    section: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document or law that answers cite.

    `opinion` marks a source that holds views rather than rules; `note` says what a reader must know
    about it (for instance that the letter itself was not read).
    """

    id: str
    title: Mapping[str, str]
    url: str | None = None
    note: Mapping[str, str] = field(default_factory=dict)
    opinion: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """One answer in one language, with the questions that should find it.

    `plain` says it once more in simpler words; `example` is a case that was made up. Both may be empty.
    `parts` holds what single roles are told instead; `reviewed_by` is the professional who approved the text,
    empty until there is one.
    """

    id: str
    lang: str
    question: str
    answer: str
    do: tuple[str, ...]
    variants: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    related: tuple[str, ...]
    owner: str
    reviewed: dt.date
    review_by: dt.date
    more: str = ""
    plain: str = ""
    example: str = ""
    opinion: bool = False
    parts: Mapping[str, Part] = field(default_factory=dict)
    reviewed_by: str = ""

    def told(self, role: str) -> Topic:
        """Return the topic as a role is told it."""
        part = self.parts.get(role)
        if part is None:
            return self
        plain = part.plain or ("" if part.answer else self.plain)
        return replace(self, answer=part.answer or self.answer, plain=plain, do=part.do or self.do)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field in three languages, with its short forms and usual misspellings.

    `topic` is the topic that explains it, empty when there is none.
    """

    nb: str
    nn: str
    en: str
    synonyms: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    topic: str = ""

    def named(self, lang: str) -> str:
        """Return the term in a language."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}[lang]


class MissingWord(KeyError):
    """A text was asked for that no language has: a fault in the program, found by the tests."""


@dataclass(frozen=True, slots=True)
class Words:
    """All texts that are not topics, by language and dotted key.

    The files words/<room>/<name>.yaml and dialogs/<name>.yaml are flattened: `dialog.refer.informed.ask`.
    Where a file has a list of strings, it stands in `phrases` instead: ways in which people type something.
    """

    texts: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    _made: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _worked_out: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    _heard: dict[str, Mapping[str, frozenset[str]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def worked_out(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what `make` makes of these words, made once; `name` tells it from everything else."""
        if name not in self._worked_out:
            self._worked_out[name] = make()
        return cast(Made, self._worked_out[name])

    def say(self, lang: str, key: str, **values: object) -> str:
        """Return the text of `key` in `lang`, its `{places}` filled from `values`.

        Raises MissingWord when the key is absent in that language.
        """
        try:
            text = self.texts[lang][key]
        except KeyError as missing:
            raise MissingWord(f"{lang}: {key}") from missing
        return text.format_map(values) if values else text

    def has(self, lang: str, key: str) -> bool:
        """Tell whether `lang` has a text for `key`."""
        return key in self.texts.get(lang, {})

    def typed(self, key: str) -> tuple[str, ...]:
        """Return the phrases of `key` in all languages: people mix them."""
        return tuple(p for phrases in self.phrases.values() for p in phrases.get(key, ()))

    def typed_as(self, key: str, made: Callable[[str], str]) -> frozenset[str]:
        """Return the same, each as `made` makes it; worked out once, for every turn asks for all of them."""
        if key not in self._made:
            self._made[key] = frozenset(made(phrase) for phrase in self.typed(key))
        return self._made[key]

    def spoken(self, prefix: str, said: str, made: Callable[[str], str]) -> frozenset[str]:
        """Return the languages that have a phrase, made as in `typed_as`, under keys with this prefix."""
        if prefix not in self._heard:
            heard: dict[str, frozenset[str]] = {}
            for lang, phrases in self.phrases.items():
                for one in (made(p) for key in phrases if key.startswith(prefix) for p in phrases[key]):
                    heard[one] = heard.get(one, frozenset()) | {lang}
            self._heard[prefix] = heard
        return self._heard[prefix].get(said, frozenset())

    def phrase_keys(self, prefix: str) -> tuple[str, ...]:
        """Return the keys of all phrase lists that start with `prefix`."""
        return self.worked_out(
            f"phrase keys {prefix}",
            lambda: tuple(dict.fromkeys(k for p in self.phrases.values() for k in p if k.startswith(prefix))),
        )

    def keys(self, lang: str, prefix: str) -> tuple[str, ...]:
        """Return the keys of `lang` that start with `prefix`, in file order."""
        return self.worked_out(
            f"keys {lang} {prefix}",
            lambda: tuple(key for key in self.texts.get(lang, {}) if key.startswith(prefix)),
        )


def places(text: str) -> frozenset[str]:
    """Return the names of the `{places}` in a text. Raises ValueError on any other braces."""
    found = [(name, spec, how) for _, name, spec, how in Formatter().parse(text) if name is not None]
    if any(spec or how for _, spec, how in found):  # such as {code:>9999999}, which fills a message up
        raise ValueError("a place holds a name and nothing else")
    return frozenset(name for name, _, _ in found)


@dataclass(frozen=True, slots=True)
class NoneOfThese:
    """Example lines that no topic answers, by class, for one language.

    `near` and `far` are out of scope; `own_case` asks about one person's case (a human must answer);
    `smalltalk` is keyed by its kind (greeting, thanks, …). `about`, keyed by ABOUT_KINDS, asks about the
    answer that was just shown: where it stands, simpler, an example, …
    """

    lang: str
    near: tuple[str, ...]
    far: tuple[str, ...]
    own_case: tuple[str, ...]
    smalltalk: Mapping[str, tuple[str, ...]]
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A question as somebody asked it who did not write the base, with the topics that answer it.

    `labels` are topic ids or classes without an answer (`-person`, `-smalltalk.thanks`), the best one first;
    none of them means that the base does not answer it. `author` is the name of the file it stands in.
    """

    text: str
    lang: str
    author: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A message of a talk by another author, and the topic shown before it: "" where it begins the talk."""

    text: str
    labels: tuple[str, ...]
    focus: str
    lang: str
    author: str


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Everything the assistant can say, as loaded and checked.

    `topics` is keyed by (language, topic id). `next_steps` names, per topic, the things the asker can
    start from the answer (ids of handlers, such as `refer`). `lessons` and `figures` are
    keyed as `topics` are; `pictures` names the figure of a topic that has one. `aliases` names the topic
    that an old id leads to.
    """

    topics: Mapping[tuple[str, str], Topic]
    sources: Mapping[str, Source]
    words: Words
    none_of_these: tuple[NoneOfThese, ...] = ()
    terms: tuple[Term, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    next_steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    course: Course | None = None
    lessons: Mapping[tuple[str, str], Lesson] = field(default_factory=dict)
    figures: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    local: tuple[LocalFact, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)

    def current(self, topic_id: str) -> str:
        """Return the id under which a topic stands today: another one where it was merged."""
        return self.aliases.get(topic_id, topic_id)

    def topic(self, lang: str, topic_id: str) -> Topic | None:
        """Return the topic in `lang`, or in bokmål where that language lacks it, or None."""
        id = self.current(topic_id)
        return self.topics.get((lang, id)) or self.topics.get(("nb", id))

    def figure(self, lang: str, name: str) -> tuple[Figure, ...]:
        """Return the figure of this name, or none."""
        return tuple(figure for place, figure in self.figures.items() if place == (lang, name))

    def lesson(self, lang: str, lesson_id: str) -> Lesson:
        """Return a lesson of the course. Raises KeyError when there is none."""
        return self.lessons[lang, lesson_id]

    def titles(self) -> dict[str, tuple[str, ...]]:
        """Return the questions that have an answer, by language."""
        found: dict[str, tuple[str, ...]] = {}
        for (lang, _), topic in self.topics.items():
            found[lang] = (*found.get(lang, ()), topic.question)
        return found

    def topic_ids(self) -> tuple[str, ...]:
        """Return every topic id once, in the order of the manifest."""
        return tuple(dict.fromkeys(topic_id for _, topic_id in self.topics))
