"""python -m tools.safety.lists [text files …]: write bot/safety/data/{given,surnames,vocabulary}.txt anew.

Run by hand when a list is to change. Names and everyday words come from mimesis (MIT), the words of the field
from the knowledge base and from the text files given.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from textwrap import fill
from typing import Any

import mimesis

from bot.safety.lexicon import DATA, words
from tools.safety.lines import SET

GIVEN_FROM = ("no", "en", "de-ch", "pl", "tr", "hr", "es")
"""The Swedish and Danish lists hold medieval spellings."""
SURNAMES_FROM = ("no", "sv", "da", "en", "tr", "hr")
WORDS_FROM = ("no", "en")
ASKED = [*sorted(Path("knowledge_base").rglob("*.jsonl")), *sorted(SET.glob("*acute*.txt"))]
"""Lines of many authors that name nobody."""
_NAME = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})?\Z")
_SHORTEST_NAME = 3


def dataset(locale: str, name: str) -> dict[str, object]:
    """Return one of mimesis' data files."""
    path = Path(mimesis.__file__).parent / "datasets" / locale / f"{name}.json"
    loaded: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def flat(names: object) -> Iterable[str]:
    """Return the names of a list, or of lists by gender, in lower case."""
    lists: Iterable[Any] = names.values() if isinstance(names, dict) else [names]
    return (name.lower() for part in lists for name in part if _NAME.match(name))


def lower_words(text: str) -> set[str]:
    """Return the words that a text has in lower case: those are no names."""
    return set(re.findall(r"(?<![\w@.])[^\W\d_A-ZÆØÅ][^\W\d_]+(?![\w@])", text))


def openers(text: str) -> set[str]:
    """Return the words that open sentences there, in lower case: the base names nobody."""
    return {
        word.lower()
        for word in re.findall(r"(?:[.!?:»] |^|- |\n)\s*([A-ZÆØÅ][a-zæøå]{2,})(?= [a-zæøå])", text)
    }


def write(stem: str, doc: str, found: Iterable[str]) -> None:
    """Write one list."""
    body = fill(" ".join(sorted(set(found))), width=108, break_long_words=False, break_on_hyphens=False)
    head = f"# {doc} Written by `python -m tools.safety.lists`."
    (DATA / f"{stem}.txt").write_text(f"{head}\n{body}\n", encoding="utf-8")


def main(extra: list[str]) -> None:
    """Write the three lists."""
    common, soft = words("given_common"), words("given_words", "capital_words")
    places, terms, everyday = words("places"), words("terms", "org_heads"), words("everyday")
    given = {n for locale in GIVEN_FROM for n in flat(dataset(locale, "person")["names"])} | common
    surnames = {n for locale in SURNAMES_FROM for n in flat(dataset(locale, "person")["surnames"])}
    surnames |= words("surnames_more")
    field: set[str] = set()
    for path in [*sorted(Path("knowledge_base").rglob("*.yaml")), *map(Path, extra)]:
        text = path.read_text(encoding="utf-8")
        field |= lower_words(text) | openers(text)
    # What askers wrote has slips in it: "tore" for "tør" takes no name off the lists.
    asked = {word for path in ASKED for word in lower_words(path.read_text(encoding="utf-8"))}
    subtitles = {w for locale in WORDS_FROM for w in dataset(locale, "text")["words"]}  # type: ignore[attr-defined]
    ordinary = (field - common) | everyday | ((subtitles | asked) - given - surnames)
    short = {name for name in given if len(name) < _SHORTEST_NAME}
    write("given", "Given names that are no words.", given - ordinary - places - terms - soft - short)
    write("surnames", "Surnames.", surnames - terms)
    write("vocabulary", "Words that are no names.", ordinary)


if __name__ == "__main__":
    main(sys.argv[1:])
