"""Loads the knowledge base and the directory from their files, or says everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.domain.message.picture import Box, Figure, Mark, Shape
from bot.domain.organisation.directory import Directory, Post, Service, Team
from bot.domain.person.person import Role
from bot.knowledge.base import file_cache as kept
from bot.knowledge.base import files as check_files
from bot.knowledge.base import house
from bot.knowledge.base.course import course_in, lesson_of
from bot.knowledge.base.entry import (
    FollowUp,
    KnowledgeBase,
    NoneOfThese,
    Source,
    SourceRef,
    Term,
    Topic,
    Utterance,
)
from bot.knowledge.base.fault import KnowledgeFaults, worded
from bot.knowledge.base.files import Files, as_list, as_map
from bot.knowledge.base.local import LocalFact
from bot.knowledge.base.reader import Part
from bot.knowledge.base.yaml_safe import Document, read
from bot.knowledge.check import directory as check_directory
from bot.knowledge.check.runner import faults_in
from bot.knowledge.check.words import load_words


def load(root: Path, lang: str = "nb", cache: Path | None = None) -> KnowledgeBase:
    """Return the knowledge base under `root`; one found whole before is taken from the folder `cache`.

    Raises KnowledgeFaults with everything that is wrong, worded in `lang`; warnings alone stop nothing.
    """
    if cache is None:
        return _built(_checked(root, lang))
    try:
        key = kept.key_of(root)
    except OSError:  # the check names what cannot be read
        return _built(_checked(root, lang))
    files = kept.load(cache, key)
    if files is None:
        files = _checked(root, lang)
        kept.save(cache, key, files)
    return _built(files)


def _checked(root: Path, lang: str) -> Files:
    files = check_files.read_all(root)
    errors = [fault for fault in faults_in(files) if not fault.warning]
    if errors:
        raise KnowledgeFaults(worded(errors, load_words(files), lang))
    return files


def _built(files: Files) -> KnowledgeBase:
    words = load_words(files)
    entries = check_files.entries(files.manifest)
    return KnowledgeBase(
        topics=_topics(files, tuple(entries)),
        sources={id: _source(id, data) for id, data in as_map(files.sources.value).items()},
        words=house.filled(words, house.rules_in(files.directory.value)),
        none_of_these=tuple(_none_of_these(lang, doc) for lang, doc in files.none_of_these.items()),
        terms=tuple(_term(data) for data in as_list(files.terms.value)) if files.terms else (),
        utterances=_utterances(files),
        follow_ups=_follow_ups(files),
        course=course_in(files.manifest.value),
        lessons={place: lesson_of(*place, doc.value) for place, doc in files.course.items()},
        figures={place: _figure(doc.value) for place, doc in files.pictures.items()},
        pictures={id: entry["picture"] for id, entry in entries.items() if entry.get("picture")},
        next_steps={id: tuple(entry["next"]) for id, entry in entries.items() if entry.get("next")},
        local=_local_facts(files),
        aliases=check_files.aliases(files),
    )


def load_directory(root: Path) -> Directory:
    """Return the teams, posts and services of `directory.yaml` under `root`. Raises KnowledgeFaults."""
    return directory_in(root / "directory.yaml")


def directory_in(path: Path) -> Directory:
    """Return the teams, posts and services of a file of this form. Raises KnowledgeFaults."""
    document = read(path, f"{path.resolve().parent.name}/{path.name}")
    faults = (*document.faults, *check_directory.faults(document))
    if faults:
        raise KnowledgeFaults(sorted(faults))
    data = document.value
    return Directory(
        teams={id: _team(id, team) for id, team in data["teams"].items()},
        posts={id: _post(id, post) for id, post in data["posts"].items()},
        services={id: _service(id, service) for id, service in data["services"].items()},
        rules=house.rules_in(data),
    )


def _team(id: str, data: Mapping[str, Any]) -> Team:
    return Team(id, data["name"], data["kind"], check_directory.assumed(data))


def _post(id: str, data: Mapping[str, Any]) -> Post:
    own = data.get("seat", ""), data.get("capacity", 0), check_directory.assumed(data)
    return Post(id, data["team"], Role(data["role"]), *own)


def _service(id: str, data: Mapping[str, Any]) -> Service:
    served_by = tuple(data.get("served_by") or ())
    rights = {name: data.get(name, False) for name in ("agreement", "health_care")}
    assumed = check_directory.assumed(data)
    return Service(id, data["name"], data["sector"], served_by=served_by, assumed=assumed, **rights)


def _topics(files: Files, ids: tuple[str, ...]) -> Mapping[tuple[str, str], Topic]:
    """Return the topics in the order of the manifest."""
    languages = (*files.languages(), *files.languages(required=False))
    places = ((lang, id) for id in ids for lang in languages if (lang, id) in files.topics)
    return MappingProxyType({place: _topic(*place, files.topics[place].value) for place in places})


def _topic(lang: str, id: str, data: Mapping[str, Any]) -> Topic:
    return Topic(
        id=id,
        lang=lang,
        question=data["question"].strip(),
        answer=data["answer"].strip(),
        more=data.get("more", "").strip(),
        plain=data.get("plain", "").strip(),
        example=data.get("example", "").strip(),
        do=tuple(data["do"]),
        variants=tuple(data["variants"]),
        sources=tuple(SourceRef(ref["id"], ref["section"]) for ref in data["sources"]),
        related=tuple(data["related"]),
        owner=data["owner"],
        reviewed=data["reviewed"],
        review_by=data["review_by"],
        opinion=data.get("opinion", False),
        parts={role: _part(part) for role, part in data.get("for", {}).items()},
        reviewed_by=data.get("reviewed_by", "").strip(),
    )


def _figure(data: Mapping[str, Any]) -> Figure:
    boxes = (
        Box(box["head"], tuple(box.get("lines") or ()), Mark(box.get("mark", ""))) for box in data["boxes"]
    )
    return Figure(data["title"], data["lead"], Shape(data["shape"]), tuple(boxes))


def _utterances(files: Files) -> tuple[Utterance, ...]:
    """Return the authors' questions; what they labelled before topics were merged has today's labels."""
    today = check_files.aliases(files)
    if not today:
        return files.utterances.said
    said = files.utterances.said
    return tuple(replace(one, labels=_each_once(today.get(to, to) for to in one.labels)) for one in said)


def _follow_ups(files: Files) -> tuple[FollowUp, ...]:
    """Return what authors wrote under an answer, by today's ids; what begins a talk is left out."""
    today = check_files.aliases(files)
    return tuple(
        replace(
            one,
            labels=_each_once(today.get(to, to) for to in one.labels),
            focus=today.get(one.focus, one.focus),
        )
        for one in files.talks.said
        if one.focus
    )


def _each_once(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(labels))


def _part(data: Mapping[str, Any]) -> Part:
    answer, plain = (data.get(key, "").strip() for key in ("answer", "plain"))
    return Part(answer, plain, tuple(data.get("do") or ()))


def _local_facts(files: Files) -> tuple[LocalFact, ...]:
    found = as_map(files.local.value) if files.local else {}
    return tuple(_local(id, data) for id, data in found.items())


def _local(id: str, data: Mapping[str, Any]) -> LocalFact:
    said = {lang: text.strip() for lang, text in data["said"].items()}
    return LocalFact(id, tuple(data["topics"]), data["from"], said, data.get("quiet", False))


def _source(id: str, data: Mapping[str, Any]) -> Source:
    return Source(id, data["title"], data.get("url"), data.get("note", {}), data.get("opinion", False))


def _none_of_these(lang: str, document: Document) -> NoneOfThese:
    data = document.value
    kinds = (data["smalltalk"], data.get("about", {}))
    talk, about = ({kind: tuple(lines) for kind, lines in some.items()} for some in kinds)
    return NoneOfThese(lang, tuple(data["near"]), tuple(data["far"]), tuple(data["own_case"]), talk, about)


def _term(data: Mapping[str, Any]) -> Term:
    others = (tuple(data.get("synonyms") or ()), tuple(data.get("misspellings") or ()))
    return Term(data["nb"], data["nn"], data["en"], *others, topic=data.get("topic", ""))
