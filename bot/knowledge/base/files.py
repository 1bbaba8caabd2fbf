"""All files of a knowledge base, read once: the loader builds from them and the check looks at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.knowledge.base import talks, utterances
from bot.knowledge.base.entry import LANGUAGES
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.talks import Talks
from bot.knowledge.base.utterances import Utterances
from bot.knowledge.base.yaml_safe import Document, Way, fault_at, read

Place = tuple[str, str]
"""A language and a topic id, a dialog's name, or the name of a file of words ("referral/end")."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a base, by what they are. What does not exist is not in the maps, or is None."""

    folder: str
    manifest: Document
    sources: Document
    directory: Document
    terms: Document | None
    never_say: Document | None
    local: Document | None
    wording: Document | None
    readers: Document | None
    aliases: Document | None
    topics: Mapping[Place, Document]
    words: Mapping[Place, Document]
    dialogs: Mapping[Place, Document]
    none_of_these: Mapping[str, Document]
    utterances: Utterances
    talks: Talks
    answers: Mapping[str, Document]
    said: Mapping[str, Document]
    course: Mapping[Place, Document]
    pictures: Mapping[Place, Document]
    stray: tuple[str, ...]

    def every(self) -> Iterator[Document]:
        """Return all documents."""
        yield from (self.manifest, self.sources, self.directory)
        maybe = (self.terms, self.never_say, self.local, self.wording, self.readers, self.aliases)
        yield from (document for document in maybe if document)
        for by_place in (self.topics, self.words, self.dialogs, self.course, self.pictures):
            yield from by_place.values()
        for by_language in (self.none_of_these, self.answers, self.said):
            yield from by_language.values()

    def name(self, *parts: str) -> str:
        """Return the name under which a file is shown."""
        return "/".join((self.folder, *parts))

    def languages(self, required: bool = True) -> tuple[str, ...]:
        """Return the languages that must be complete, or those on their way."""
        return languages_in(self.manifest, "required" if required else "optional")

    def words_in(self, lang: str) -> dict[str, Document]:
        """Return the files of words of one language by their names."""
        return {name: document for (language, name), document in self.words.items() if language == lang}

    def required(self, topic_id: str) -> tuple[str, ...]:
        """Return the languages in which a topic must exist; a topic may excuse some of them."""
        excused = entries(self.manifest).get(topic_id, {}).get("optional", ())
        return tuple(lang for lang in self.languages() if lang not in as_list(excused))


def as_map(value: Any) -> dict[str, Any]:
    """Return the value if it is a map, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return the value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def languages_in(manifest: Document, kind: str) -> tuple[str, ...]:
    """Return the languages that the manifest lists as required or optional; by default all are required."""
    listed = as_map(as_map(manifest.value).get("languages"))
    default = list(LANGUAGES) if kind == "required" else []
    return tuple(lang for lang in as_list(listed.get(kind, default)) if lang in LANGUAGES)


def dialog_names(manifest: Document) -> tuple[str, ...]:
    """Return the names of the dialogs whose words must exist."""
    return tuple(n for n in as_list(as_map(manifest.value).get("dialogs")) if isinstance(n, str))


def entries(manifest: Document) -> dict[str, dict[str, Any]]:
    """Return the manifest's topics in their order, without the groups."""
    groups = as_map(as_map(manifest.value).get("topics")).values()
    return {topic_id: as_map(entry) for group in groups for topic_id, entry in as_map(group).items()}


def aliases(files: Files) -> dict[str, str]:
    """Return the topic that each merged topic stands in now, by its old id."""
    return as_map(files.aliases.value) if files.aliases else {}


def entry_ways(manifest: Document) -> Iterator[tuple[str, str, Way]]:
    """Return every topic id in the manifest with its group and way; ids that stand twice come twice."""
    for group, topics in as_map(as_map(manifest.value).get("topics")).items():
        for topic_id in as_map(topics):
            yield topic_id, group, ("topics", group, topic_id)


def read_all(root: Path) -> Files:
    """Read every file under the root of a knowledge base. Raises nothing: faults stand in the documents."""
    folder = root.resolve().name
    seen: set[Path] = set()

    def one(*parts: str) -> Document:
        path = root.joinpath(*parts)
        seen.add(path)
        name = "/".join((folder, *parts))
        if not path.is_file():
            return Document(name, faults=(fault_at(name, 1, "", "missing_file"),))
        return read(path, name)

    def maybe(name: str) -> Document | None:
        return one(name) if (root / name).is_file() else None

    def many(*parts: str) -> dict[str, Document]:
        paths = sorted(root.joinpath(*parts).glob("[!.]*.yaml"))
        return {path.name.removesuffix(".yaml"): one(*parts, path.name) for path in paths}

    def rooms(*parts: str) -> dict[str, Document]:
        folders = sorted(path.name for path in root.joinpath(*parts).glob("[!.]*/"))
        return {f"{room}/{name}": doc for room in folders for name, doc in many(*parts, room).items()}

    def there(lang: str, name: str) -> dict[str, Document]:
        return {lang: one(lang, name)} if (root / lang / name).is_file() else {}

    topics = {(lang, id): doc for lang in LANGUAGES for id, doc in many(lang, "topics").items()}
    dialogs = {(lang, name): doc for lang in LANGUAGES for name, doc in many(lang, "dialogs").items()}
    pictures = {(lang, name): doc for lang in LANGUAGES for name, doc in many(lang, "pictures").items()}
    course = {(lang, name): doc for lang in LANGUAGES for name, doc in many(lang, "course").items()}
    words = {(lang, name): doc for lang in LANGUAGES for name, doc in rooms(lang, "words").items()}
    none = {k: v for lang in LANGUAGES for k, v in there(lang, "none_of_these.yaml").items()}
    return Files(
        folder=folder,
        manifest=one("manifest.yaml"),
        sources=one("sources.yaml"),
        directory=one("directory.yaml"),
        terms=maybe("terms.yaml"),
        never_say=maybe("never_say.yaml"),
        local=maybe("local.yaml"),
        wording=maybe("wording.yaml"),
        readers=maybe("readers.yaml"),
        aliases=maybe("aliases.yaml"),
        topics=topics,
        words=words,
        dialogs=dialogs,
        none_of_these=none,
        utterances=utterances.read_folder(root / "utterances", f"{folder}/utterances"),
        talks=talks.read_folder(root / "talks", f"{folder}/talks"),
        answers={k: v for lang in LANGUAGES for k, v in there(lang, "answers.yaml").items()},
        said={k: v for lang in LANGUAGES for k, v in there(lang, "said.yaml").items()},
        course=course,
        pictures=pictures,
        stray=_stray(root, folder, seen),
    )


def _stray(root: Path, folder: str, seen: set[Path]) -> tuple[str, ...]:
    """Return files in the language folders that nothing reads, such as `referral.how.yml`."""
    found = (
        path
        for lang in LANGUAGES
        for path in sorted((root / lang).rglob("[!.]*"))  # a Mac leaves hidden ones behind
        if path.is_file()
    )
    return tuple("/".join((folder, *p.relative_to(root).parts)) for p in found if p not in seen)


def own_faults(files: Files) -> Iterator[Fault]:
    """Return what is wrong with the files as files: YAML, encoding, size, names."""
    for document in files.every():
        yield from document.faults
    yield from files.utterances.faults
    yield from files.talks.faults
    for name in files.stray:
        yield fault_at(name, 1, "", "stray_file")
