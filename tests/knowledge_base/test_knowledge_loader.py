"""The loader turns the files into values."""

from __future__ import annotations

import datetime as dt
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bot.domain.person.person import Role
from bot.knowledge import loader
from bot.knowledge.base.entry import LANGUAGES, SourceRef
from bot.knowledge.base.fault import KnowledgeFaults


def test_topic_as_written(small):
    """A topic file becomes a topic with all its parts."""
    topic = loader.load(small).topics["nb", "ips.one"]
    assert (topic.question, topic.answer, topic.more) == ("Spørsmål nb one?", "Et kort svar.", "Litt mer.")
    assert topic.sources == (SourceRef("report", "§ 1"),)
    assert topic.related == ("ips.two",)
    assert topic.review_by == dt.date(2027, 1, 1)
    assert len(topic.variants) == 12


def test_topics_in_the_order_of_the_manifest(small):
    """Topics are listed as the manifest orders them, not by file name."""
    path = small / "manifest.yaml"
    lines = path.read_text("utf-8").replace("    ips.two: {}\n", "")
    path.write_text(lines.replace("    ips.one:", "    ips.two: {}\n    ips.one:"), "utf-8")
    base = loader.load(small)
    assert base.topic_ids() == ("ips.two", "ips.one")
    assert base.next_steps == {"ips.one": ("human",)}


def test_files_from_a_mac(small):
    """What a Mac leaves beside its files is passed over; letters that it wrote as two characters are one."""
    topics = small / "nb" / "topics"
    (topics / "._ips.one.yaml").write_bytes(b"\x00\x05\x16\x07")
    (topics / ".DS_Store").write_bytes(b"\x00")
    path = topics / "ips.one.yaml"
    path.write_text(
        unicodedata.normalize("NFD", path.read_text("utf-8").replace("Et kort svar", "På øya")), "utf-8"
    )
    assert loader.load(small).topics["nb", "ips.one"].answer == "På øya."


def test_words_are_flattened(small):
    """Nested words get dotted keys, dialogs their prefix; lists become phrases."""
    words = loader.load(small).words
    assert words.say("nb", "hello", name="Anna") == "Hei Anna"
    assert words.say("nn", "dialog.refer.ask") == "Hva nå?"
    assert words.phrases["nb"]["intents.human"] == ("menneske", "18")
    assert words.phrases["en"]["dialog.refer.typed.yes"] == ("ja",)
    assert not words.has("nb", "intents.human")


def test_sources_terms_and_none_of_these(small):
    """The smaller files become values too."""
    base = loader.load(small)
    assert base.sources["talk"].opinion
    assert base.sources["report"].url == "https://example.org/report"
    assert base.terms[0].synonyms == ("jobbkonsulent",)
    assert {none.lang for none in base.none_of_these} == {"nb", "nn", "en"}
    assert base.none_of_these[0].smalltalk == {"greeting": ("hallo",)}


def test_what_says_an_answer_once_more(small):
    """A plain text and an example may be there or not."""
    path = small / "nb" / "topics" / "ips.one.yaml"
    path.write_text(path.read_text("utf-8") + "plain: Enkelt.\nexample: >-\n  Et\n  tilfelle.\n", "utf-8")
    topics = loader.load(small).topics
    assert (topics["nb", "ips.one"].plain, topics["nb", "ips.one"].example) == ("Enkelt.", "Et tilfelle.")
    assert (topics["nn", "ips.one"].plain, topics["nn", "ips.one"].example) == ("", "")


def test_base_without_terms(small):
    """A base without terms.yaml loads; it has no terms."""
    (small / "terms.yaml").unlink()
    assert loader.load(small).terms == ()


def test_windows_line_ends_and_byte_order_mark(small):
    """A file saved by Notepad reads like any other."""
    path = small / "nb" / "topics" / "ips.one.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert loader.load(small).topics["nb", "ips.one"].more == "Litt mer."


def test_directory_as_written(small):
    """The directory's teams, posts and services become values."""
    directory = loader.load_directory(small)
    assert directory.posts["west-1"].role is Role.JOB_SPECIALIST
    assert directory.services["dps"].served_by == ("west-1",)
    assert directory.supervisor_of("west") == directory.posts["west-lead"]


def test_directory_with_a_fault_is_refused(small):
    """A directory that points to a post that does not exist is not used."""
    path = small / "directory.yaml"
    path.write_text(path.read_text("utf-8").replace("[west-1]", "[west-9]"), "utf-8")
    with pytest.raises(KnowledgeFaults, match=r"directory\.yaml:7: services\.dps\.served_by\.1"):
        loader.load_directory(small)


def test_real_directory(real_root):
    """The real directory has 4 IPS teams with one supervisor each and 10 job specialists (facts.md E4)."""
    directory = loader.load_directory(real_root)
    ips = [team for team in directory.teams.values() if team.kind == "ips"]
    specialists = [post for post in directory.posts.values() if post.role is Role.JOB_SPECIALIST]
    assert len(ips) == 4
    assert all(directory.supervisor_of(team.id) for team in ips)
    assert len(specialists) == 10
    assert all(directory.is_ips(post.id) for post in specialists)


def processor_time(work: Callable[[], object]) -> float:
    """Return the least of three times that some work takes of the processor, in seconds."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def test_real_base_loads_fast(real_root):
    """To read, check and build all files costs a few times what libyaml takes to parse them."""
    texts = [path.read_bytes() for path in real_root.rglob("*.yaml")]
    parsing = processor_time(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts])
    assert processor_time(lambda: loader.load(real_root)) < 8 * parsing


def test_a_merged_topic_is_found_by_its_old_id(small: Path) -> None:
    """In every language the old id is the new topic; an author's label with the old id means the new one."""
    (small / "aliases.yaml").write_text("ips.old: ips.two\n", "utf-8")
    (small / "utterances").mkdir()
    line = '{"q": "hva var det", "lang": "nb", "topics": ["ips.old", "ips.two"]}\n'
    (small / "utterances" / "somebody.jsonl").write_text(line, "utf-8")
    base = loader.load(small)
    for lang in LANGUAGES:
        assert base.topic(lang, "ips.old") == base.topic(lang, "ips.two") is not None
    assert [one.labels for one in base.utterances] == [("ips.two",)]
    assert "ips.old" not in base.topic_ids()
