"""One spoilt knowledge base for every kind of fault: it is found, at its line, said in three languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.knowledge import loader
from bot.knowledge.base.entry import LANGUAGES
from bot.knowledge.base.fault import WARNINGS, KnowledgeFaults
from bot.knowledge.base.yaml_safe import MOST_BYTES, read
from bot.knowledge.check.runner import check

TODAY = dt.date(2026, 6, 1)
ONE = "nb/topics/ips.one.yaml"
TALK = '{"lang": "nb", "talk": [{"say": "Og?", "topics": ["ips.tow"]}]}\n'
ALL_ONE = tuple(f"{lang}/topics/ips.one.yaml" for lang in LANGUAGES)

Spoil = Callable[[Path], None]


def swap(name: str, old: str, new: str) -> Spoil:
    """Replace a text in one file."""

    def spoil(root: Path) -> None:
        path = root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return spoil


def swap_all(old: str, new: str) -> Spoil:
    """Replace a text in the first topic's files of all languages."""

    def spoil(root: Path) -> None:
        for name in ALL_ONE:
            swap(name, old, new)(root)

    return spoil


def add(name: str, text: str) -> Spoil:
    """Add text at the end of a file, which may be new."""

    def spoil(root: Path) -> None:
        path = root / name
        before = path.read_bytes() if path.exists() else b""
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(before + text.encode())

    return spoil


def drop(*names: str) -> Spoil:
    """Delete files."""

    def spoil(root: Path) -> None:
        for name in names:
            (root / name).unlink()

    return spoil


def latin1(root: Path) -> None:
    """Save a file in an encoding of the last century."""
    path = root / ONE
    path.write_bytes(path.read_text("utf-8").encode("latin-1"))


@dataclass(frozen=True)
class Case:
    """A way to spoil the base, and the fault that must be found: code, file, key, words on its line."""

    code: str
    spoil: Spoil
    file: str = ONE
    key: str = ""
    line: str = ""


NONE = "nb/none_of_these.yaml"
LONG_WORDS = "Arbeidsmarkedsmyndighetene samarbeidskoordinerer individualtilpassede oppfølgingstiltak"
CASES: tuple[Case, ...] = (
    Case("too_large", add(ONE, "#" * MOST_BYTES)),
    Case("not_utf8", latin1, line="question"),
    Case("tab", swap(ONE, "more: |-", "more:\t|-"), line="more:"),
    Case("tab", swap(ONE, "  - Gjør", "\t- Gjør"), line="Gjør"),
    Case("hidden_character", swap(ONE, "kort", "k\u200bort"), line="svar"),
    Case("hidden_character", swap(ONE, "kort", "k\u202eort"), line="svar"),
    Case("cut_by_hash", swap(ONE, "Et kort svar.", "Et svar #1 av to"), key="answer", line="#1"),
    Case("colon", swap(ONE, "Et kort svar", "Et svar: kort"), line="svar: kort"),
    Case("yaml", swap(ONE, "[ips.two]", "[ips.two")),
    Case("yaml", add(ONE, "more2: " + "[" * 40 + "]" * 40 + "\n")),
    Case("more_documents", add(ONE, "---\nx: 1\n")),
    Case("anchor", swap(ONE, "question: ", "question: &a "), key="question", line="&a"),
    Case("alias", swap(ONE, "Et kort svar.", "*svar"), line="*svar", key="answer"),
    Case("tag", swap(ONE, "Et kort svar.", "!!python/name:os.system x"), key="answer", line="!!python"),
    Case("duplicate_key", add(ONE, "owner: noen\n"), key="owner", line="owner: noen"),
    Case("duplicate_key", swap("manifest.yaml", "ips.two", "ips.one"), file="manifest.yaml", line="ips.one"),
    Case(
        "key_not_text",
        swap("nb/dialogs/refer.yaml", '"yes"', "yes"),
        "nb/dialogs/refer.yaml",
        "typed.yes",
        "yes",
    ),
    Case("value", swap(ONE, "2027-01-01", "2027-13-45"), key="review_by", line="2027-13-45"),
    Case("missing_file", drop("sources.yaml"), file="sources.yaml"),
    Case("missing_file", drop("nn/words/basics/help.yaml"), file="nn/words/basics/help.yaml"),
    Case("missing_file", drop("en/dialogs/refer.yaml"), file="en/dialogs/refer.yaml"),
    Case("missing_file", drop("en/none_of_these.yaml"), file="en/none_of_these.yaml"),
    Case("stray_file", add("nb/topics/ips.three.yml", "x: 1"), file="nb/topics/ips.three.yml"),
    Case(
        "not_a_map", swap("sources.yaml", "report:", "report: [x]\nreport2:"), "sources.yaml", "report", "[x]"
    ),
    Case("not_text", swap(ONE, "Gjør dette.", "12"), key="do.1", line="12"),
    Case("not_text", swap(ONE, "nb one måte 3", "no"), key="variants.3", line="no"),
    Case(
        "not_text",
        add("nb/words/basics/help.yaml", "count: 3\n"),
        "nb/words/basics/help.yaml",
        "count",
        "count: 3",
    ),
    Case("not_a_list", swap(ONE, "[ips.two]", "ips.two"), key="related", line="related"),
    Case("not_a_date", swap(ONE, "2027-01-01", "neste år"), key="review_by", line="neste år"),
    Case("not_yes_no", add(ONE, "opinion: kanskje\n"), key="opinion", line="kanskje"),
    Case(
        "not_a_number",
        swap("directory.yaml", "20", "mange"),
        "directory.yaml",
        "posts.west-1.capacity",
        "mange",
    ),
    Case("empty", swap(ONE, "Et kort svar.", '""'), key="answer", line="answer"),
    Case("missing_key", swap(ONE, "owner: coordinator\n", ""), key="owner"),
    Case(
        "missing_key",
        swap("sources.yaml", ", en: The talk", ""),
        "sources.yaml",
        "talk.title.en",
        "Foredraget",
    ),
    Case(
        "missing_key", swap("terms.yaml", ", en: job specialist", ""), "terms.yaml", "1.en", "jobbspesialist"
    ),
    Case("missing_key", swap("nn/none_of_these.yaml", "far:", "near2:"), "nn/none_of_these.yaml", "far"),
    Case("too_many_sentences", add(ONE, "plain: En. To. Tre.\n"), key="plain", line="plain"),
    Case("too_many_characters", add(ONE, f"plain: {'ja ' * 100}.\n"), key="plain", line="plain"),
    Case("too_many_characters", add(ONE, f"example: {'ja ' * 167}.\n"), key="example", line="example"),
    Case("markup", add(ONE, "example: Et <b>tilfelle</b>.\n"), key="example", line="example"),
    Case("claim", add(ONE, "plain: Vi lagrer ingenting.\n"), key="plain", line="plain"),
    Case("todo", add(ONE, "plain: TODO skriv\n"), key="plain", line="plain"),
    Case("lix", add(ONE, f"plain: {LONG_WORDS}.\n"), key="plain", line="plain"),
    Case("unknown_key", add(NONE, "about: {weather: [regner det]}\n"), NONE, "about.weather", "about"),
    Case("duplicate_variant", add(NONE, "about: {why: [hallo]}\n"), NONE, "about.why.1", "about"),
    Case("not_text", add(NONE, "about: {why: [12]}\n"), NONE, "about.why.1", "about"),
    Case("missing_key", swap(ONE, ", section: § 1", ""), key="sources.1.section", line="id: report"),
    Case("unknown_key", add(ONE, "varianter: x\n"), key="varianter", line="varianter"),
    Case(
        "unknown_key", swap("manifest.yaml", "{next:", "{naste:"), "manifest.yaml", "topics.ips.ips.one.naste"
    ),
    Case("markup", swap(ONE, "Et kort", "Et <b>kort</b>"), key="answer", line="<b>"),
    Case("markup", swap(ONE, "Gjør dette", "<script>alert(1)</script>"), key="do.1", line="script"),
    Case("markup", swap(ONE, "Et kort", "Et **kort**"), key="answer", line="**"),
    Case(
        "markup",
        swap("nb/words/basics/help.yaml", "Hei", "<b>Hei</b>"),
        "nb/words/basics/help.yaml",
        "hello",
        "<b>",
    ),
    Case("link_in_text", swap(ONE, "kort svar", "svar på https://example.org"), key="answer", line="https"),
    Case("todo", swap(ONE, "Et kort svar.", "TODO svaret"), key="answer", line="TODO"),
    Case("long_first", swap(ONE, "Et kort svar.", "ord " * 41), key="answer", line="ord ord"),
    Case("too_long", swap(ONE, "Et kort svar.", "ord " * 61), key="answer", line="ord ord"),
    Case("lix", swap(ONE, "Et kort svar.", LONG_WORDS), key="answer", line="Arbeids"),
    Case("few_variants", swap(ONE, "  - nb one måte 12\n", ""), key="variants", line="variants"),
    Case("duplicate_variant", swap(ONE, "nb one måte 3", "Nb ONE, måte 4!"), key="variants.4", line="måte 4"),
    Case(
        "duplicate_variant",
        swap("nn/topics/ips.two.yaml", "nn two måte 3", "nb one måte 3"),
        "nn/topics/ips.two.yaml",
    ),
    Case(
        "duplicate_variant",
        swap("en/none_of_these.yaml", "noe nær", "one måte 3"),
        "en/none_of_these.yaml",
        "near.1",
    ),
    Case(
        "duplicate_variant",
        swap("nb/topics/ips.two.yaml", "nb two?", "nb one?"),
        "nb/topics/ips.two.yaml",
        "question",
    ),
    Case("overdue", swap_all("2027-01-01", "2026-05-31"), key="review_by", line="2026-05-31"),
    Case(
        "review_order",
        swap_all("reviewed: 2026-01-01", "reviewed: 2027-02-01"),
        key="review_by",
        line="2027-01-01",
    ),
    Case("unknown_source", swap(ONE, "id: report", "id: rapport"), key="sources.1.id", line="rapport"),
    Case("opinion_source", add(ONE, "opinion: true\n"), key="opinion", line="opinion"),
    Case(
        "bad_url",
        swap("sources.yaml", "https://example.org", "file:///etc"),
        "sources.yaml",
        "report.url",
        "file:",
    ),
    Case(
        "bad_url",
        swap("sources.yaml", "https://example.org", "https://"),
        "sources.yaml",
        "report.url",
        "https:",
    ),
    Case("bad_url", swap("sources.yaml", "/report", "/a b"), "sources.yaml", "report.url", "a b"),
    Case("bad_utterance", add("utterances/x.jsonl", "[]\n"), file="utterances/x.jsonl", line="[]"),
    Case("bad_talk", add("talks/x.jsonl", "[]\n"), file="talks/x.jsonl", line="[]"),
    Case("bad_talk", add("talks/x.jsonl", TALK.replace("Og?", " ")), file="talks/x.jsonl", line="talk"),
    Case("unknown_related", add("talks/x.jsonl", TALK), file="talks/x.jsonl", line="ips.tow"),
    Case("unknown_related", swap(ONE, "[ips.two]", "[ips.tow]"), key="related.1", line="ips.tow"),
    Case("unknown_related", add("aliases.yaml", "ips.old: ips.tow\n"), "aliases.yaml", "ips.old", "ips.tow"),
    Case("alias_stands", add("aliases.yaml", "ips.one: ips.two\n"), "aliases.yaml", "ips.one", "ips.two"),
    Case("not_a_map", add("aliases.yaml", "- ips.one\n"), file="aliases.yaml"),
    Case("related_to_itself", swap(ONE, "[ips.two]", "[ips.one]"), key="related.1", line="ips.one"),
    Case("missing_language", drop("en/topics/ips.one.yaml"), file="en/topics/ips.one.yaml"),
    Case(
        "missing_word",
        swap("nn/words/basics/help.yaml", "hello: Hei {name}\n", ""),
        "nn/words/basics/help.yaml",
        "hello",
    ),
    Case(
        "missing_word",
        add("en/words/basics/help.yaml", "extra: More\n"),
        "nb/words/basics/help.yaml",
        "extra",
    ),
    Case("missing_word", add("nb/dialogs/refer.yaml", "help: Slik\n"), "nn/dialogs/refer.yaml", "help"),
    Case(
        "text_or_list",
        swap("en/words/basics/help.yaml", "[menneske, 18]", "menneske"),
        "en/words/basics/help.yaml",
        "intents.human",
    ),
    Case(
        "duplicate_key",
        add("nb/words/basics/more.yaml", "hello: Hei\n"),
        "nb/words/basics/more.yaml",
        "hello",
    ),
    Case("missing_file", add("nb/words/basics/more.yaml", "more: Mer\n"), "nn/words/basics/more.yaml"),
    Case("stray_file", add("nb/words.yaml", "more: Mer\n"), "nb/words.yaml"),
    Case(
        "braces",
        swap("nb/words/basics/help.yaml", "{name}", "{name"),
        "nb/words/basics/help.yaml",
        "hello",
        "{name",
    ),
    Case(
        "braces",
        swap("nb/words/basics/help.yaml", "{name}", "{name.secret}"),
        "nb/words/basics/help.yaml",
        "hello",
        "secret",
    ),
    Case(
        "braces",
        swap("nb/words/basics/help.yaml", "{name}", "{name:>9999999}"),
        "nb/words/basics/help.yaml",
        "hello",
        "9999999",
    ),
    Case(
        "places",
        swap("nn/words/basics/help.yaml", "{name}", "{namn}"),
        "nn/words/basics/help.yaml",
        "hello",
        "{namn}",
    ),
    Case(
        "differs",
        swap("en/topics/ips.one.yaml", "§ 1", "§ 2"),
        "en/topics/ips.one.yaml",
        "sources",
        "sources",
    ),
    Case("dialog_not_in_manifest", add("nb/dialogs/other.yaml", "x: y\n"), "nb/dialogs/other.yaml"),
    Case("topic_not_in_manifest", swap("manifest.yaml", "    ips.one: {next: [human]}\n", "")),
    Case(
        "no_topic_file",
        add("manifest.yaml", "    ips.six: {}\n"),
        "manifest.yaml",
        "topics.ips.ips.six",
        "ips.six",
    ),
    Case(
        "wrong_group",
        add("manifest.yaml", "    org.one: {}\n"),
        "manifest.yaml",
        "topics.ips.org.one",
        "org.one",
    ),
    Case(
        "unknown_group", add("manifest.yaml", "  org:\n    org.a: {}\n"), "manifest.yaml", "topics.org", "org"
    ),
    Case(
        "unknown_step",
        swap("manifest.yaml", "human", "humn"),
        "manifest.yaml",
        "topics.ips.ips.one.next.1",
        "humn",
    ),
    Case(
        "unknown_language",
        swap("manifest.yaml", "[]", "[se]"),
        "manifest.yaml",
        "languages.optional.1",
        "[se]",
    ),
    Case(
        "unknown_team",
        swap("directory.yaml", "team: west", "team: wst"),
        "directory.yaml",
        "posts.west-1.team",
    ),
    Case(
        "unknown_post",
        swap("directory.yaml", "[west-1]", "[w-1]"),
        "directory.yaml",
        "services.dps.served_by.1",
    ),
    Case(
        "unknown_role",
        swap("directory.yaml", "job_specialist", "boss"),
        "directory.yaml",
        "posts.west-1.role",
        "boss",
    ),
    Case("capacity", swap("directory.yaml", "20", "21"), "directory.yaml", "posts.west-1.capacity", "21"),
    Case("claim", swap(ONE, "Et kort svar.", "Vi\n  lagrer ingenting."), key="answer", line="answer"),
    Case(
        "claim",
        swap("nb/words/basics/help.yaml", "Hei", "Vi lagrer ingenting,"),
        "nb/words/basics/help.yaml",
        "hello",
        "lagrer",
    ),
    Case("claim", add("en/dialogs/refer.yaml", "help: We store nothing\n"), "en/dialogs/refer.yaml", "help"),
    Case(
        "house_rules",
        add("directory.yaml", "house_rules: {consent_days: 20}\n"),
        "directory.yaml",
        "house_rules",
        "20",
    ),
    Case(
        "house_rules",
        add("directory.yaml", "house_rules: {keep_days: {news: [30]}}\n"),
        "directory.yaml",
        "house_rules.keep_days.news",
        "30",
    ),
)


def optional_english(root: Path) -> None:
    """Make English a language on its way that lacks a topic."""
    swap("manifest.yaml", "[nb, nn, en]\n  optional: []", "[nb, nn]\n  optional: [en]")(root)
    drop("en/topics/ips.one.yaml")(root)


LESSON = "nb/course/first.yaml"
MORE = "\n    ".join(f"{name}: {{label: En, why: Ja.}}" for name in ("c", "d", "e"))
COURSE: tuple[Case, ...] = (
    Case("lesson_not_in_manifest", add("nb/course/other.yaml", "title: En"), "nb/course/other.yaml"),
    Case(
        "changed_after",
        swap("manifest.yaml", "lessons: [first]", "lessons: [first]\n  changed: {first: 2026-01-02}"),
        "manifest.yaml",
        "course.changed.first",
        "2026-01-02",
    ),
    Case("missing_language", drop("nn/course/first.yaml"), "nn/course/first.yaml"),
    Case("missing_key", swap(LESSON, "why: Nei.", "more: Nei."), LESSON, "options.two.why"),
    Case("missing_key", swap(LESSON, "  leader: Du.\n", ""), LESSON, "for.leader"),
    Case("case_right", swap(LESSON, "right: one", "right: three"), LESSON, "case.right", "three"),
    Case("case_options", swap(LESSON, "two: {label", f"{MORE}\n    two: {{label"), LESSON, "case.options"),
    Case("case_options", swap(LESSON, "    two: {label: To, why: Nei.}\n", ""), LESSON, "case.options"),
    Case("case_name", swap(LESSON, "    two: ", "    Two: "), LESSON, "options.Two", "Two"),
    Case("too_many_characters", swap(LESSON, "label: To", f"label: {'To ' * 30}"), LESSON, "two.label"),
    Case("unknown_related", swap(LESSON, "topic: ips.one", "topic: ips.no"), LESSON, "text.1.topic"),
    Case("unknown_source", swap(LESSON, "id: report", "id: letter"), LESSON, "sources.1.id"),
    Case("too_long", swap(LESSON, "Litt til.", "Litt til. " * 120), LESSON, "text"),
    Case("lix", swap(LESSON, "Litt til.", f"{LONG_WORDS} " * 20), LESSON, "text"),
    Case("unknown_picture", swap("manifest.yaml", "ips.two: {}", "ips.two: {picture: a}"), "manifest.yaml"),
    Case("missing_language", add("nb/pictures/one.yaml", "title: En"), "nn/pictures/one.yaml"),
    Case("missing_key", add("nb/pictures/one.yaml", "title: En"), "nb/pictures/one.yaml", "boxes"),
    Case("differs", swap("nn/course/first.yaml", "right: one", "right: two"), "nn/course/first.yaml"),
)

READERS = (
    Case("wording", add("wording.yaml", "nb:\n  - {write: noe, not: [litt]}\n"), ONE, "more"),
    Case(
        "unnamed_fact",
        add("local.yaml", "desk: {topics: [ips.one], from: nobody, said: {}}\n"),
        "local.yaml",
        "desk",
        "desk",
    ),
    Case(
        "not_for_role",
        add("readers.yaml", "newcomer:\n  asks: [ips.*]\n  never_told: {nb: [gjør dette]}\n"),
        ONE,
        "do.1",
        "Gjør dette",
    ),
    Case(
        "no_such_role",
        add("readers.yaml", "boss:\n  asks: [ips.*]\n  never_told: {nb: [gjør]}\n"),
        "readers.yaml",
        "boss",
        "boss",
    ),
    Case("numbers_differ", swap(ALL_ONE[1], "Et kort svar.", "Et svar på 5 ord."), ALL_ONE[1], "answer"),
    Case("yes_no_differs", swap(ALL_ONE[1], "Et kort svar.", "Ja. Et svar."), ALL_ONE[1], "answer"),
)

CASES = (*CASES, *COURSE, *READERS, Case("missing_optional", optional_english, file="en/topics/ips.one.yaml"))


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case.code}" for n, case in enumerate(CASES)])
def test_fault_is_found_where_it_stands(small, case):
    """Each kind of fault is found in its file, under its key and on its line."""
    case.spoil(small)
    found = [f for f in check(small, today=TODAY) if f.code == case.code and f.file.endswith(case.file)]
    assert found, check(small, today=TODAY)
    assert any(fault.key.endswith(case.key) for fault in found), found
    if case.line:
        lines = (small / case.file).read_bytes().decode("utf-8", "replace").split("\n")
        assert any(case.line in lines[fault.line - 1] for fault in found), found


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case.code}" for n, case in enumerate(CASES)])
def test_fault_is_said_in_three_languages(small, case):
    """Each kind of fault has a sentence in every language, with all its places filled."""
    case.spoil(small)
    for lang in LANGUAGES:
        for fault in check(small, lang, TODAY):
            assert fault.message, fault
            assert "{{" not in fault.message, fault


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case.code}" for n, case in enumerate(CASES)])
def test_loader_refuses_errors_and_lets_warnings_pass(small, case):
    """A base with an error does not load and says all of it; a warning keeps nothing from loading."""
    case.spoil(small)
    errors = [fault for fault in check(small, today=TODAY) if not fault.warning]
    if not errors:
        assert case.code in WARNINGS
        assert loader.load(small).topics
        return
    with pytest.raises(KnowledgeFaults) as refused:
        loader.load(small)
    assert {fault.code for fault in errors} <= {fault.code for fault in refused.value.faults}


def test_every_sentence_has_its_case(real):
    """Each fault that has words is shown by a case here, and each case's fault has words."""
    prefix = "check.fault."
    worded = {key.removeprefix(prefix) for key in real.words.keys("nb", prefix)}
    elsewhere = {"unreadable", "many_lines"}  # test_file_that_cannot_be_opened, test_utterances.py
    assert worded == {case.code for case in CASES} | elsewhere


def test_file_that_cannot_be_opened(tmp_path):
    """A file that vanished between listing and reading is a fault, not a crash."""
    (fault,) = read(tmp_path / "gone.yaml", "gone.yaml").faults
    assert fault.code == "unreadable"


def test_all_faults_at_once(small):
    """Faults in different files are all named in one run, sorted, one line each."""
    swap(ONE, "owner: coordinator\n", "")(small)
    swap("nn/words/basics/help.yaml", "{name}", "{namn}")(small)
    swap("sources.yaml", "https:", "ftp:")(small)
    faults = check(small, today=TODAY)
    assert [fault.code for fault in faults] == ["missing_key", "places", "bad_url"]
    assert all("\n" not in str(fault) for fault in faults)
    assert str(faults[0]).startswith("knowledge_base/nb/topics/ips.one.yaml:1: owner: ")


def test_small_base_is_faultless(small):
    """The base that the cases spoil has no fault of its own."""
    assert check(small, today=TODAY) == ()


def test_broken_words_file_still_says_what_is_wrong(small):
    """When the sentences of a language cannot be read, another language's are used."""
    swap("nb/words/basics/help.yaml", "hello: Hei", "hello: : Hei")(small)
    faults = check(small, "nb", TODAY)
    assert faults
    assert all(fault.message for fault in faults)


def test_bomb_is_refused_quickly(small):
    """A YAML bomb is refused at its first anchor and never grows."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    (small / ONE).write_text(bomb, "utf-8")
    codes = {fault.code for fault in check(small, today=TODAY)}
    assert {"anchor", "alias"} <= codes
