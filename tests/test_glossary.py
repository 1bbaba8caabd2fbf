"""The glossary's names are used, and what things were once called does not come back."""

from __future__ import annotations

import io
import re
import tokenize
from functools import cache

from bot.knowledge.base.entry import LANGUAGES
from tests.domain.making import ROOT
from tests.handlers.talk import knowledge

PAGE = (ROOT / "docs/glossary.md").read_text("utf-8").partition("## Names in code")[2]
ROWS = re.findall(r"^\| ([^|\n]+) \| ([^|\n]+) \| ?([^|\n]*)\|$", PAGE, re.M)
OLD = {name for *_, once in ROWS for name in re.findall(r"`(\w+)`", once)}
NEW = {name for first, *_ in ROWS for name in re.findall(r"`([A-Z]\w+)`", first)}


@cache
def names() -> dict[str, str]:
    """Return every name in the project's Python, with a file that has it."""
    found: dict[str, str] = {}
    for top in ("bot", "handlers", "tools", "tests", "bench"):
        for path in (ROOT / top).rglob("*.py"):
            for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
                if token.type == tokenize.NAME:
                    found.setdefault(token.string, str(path.relative_to(ROOT)))
    return found


def test_old_names_do_not_come_back() -> None:
    """No class, function or variable bears a name that the glossary has put away."""
    assert {"Arrived", "Patient", "Deed"} <= OLD
    assert {name: names()[name] for name in OLD if name in names()} == {}


def test_the_names_of_the_glossary_exist() -> None:
    """A name that the glossary explains stands in the code."""
    assert {name for name in NEW if name not in names()} == set()


def test_english_readers_read_the_terms_of_the_field() -> None:
    """What users read says employment specialist and IPS supervisor, never the names of the code."""
    base = knowledge().base
    assert "en" in LANGUAGES
    texts = {
        **base.words.texts["en"],
        **{
            t.id: f"{t.question}\n{t.answer}\n{t.more}"
            for t in (topic for (lang, _), topic in base.topics.items() if lang == "en")
        },
    }
    said = {
        key: text
        for key, text in texts.items()
        if re.search(r"\b(job specialist|method supervisor)", text, re.I)
    }
    assert said == {}
