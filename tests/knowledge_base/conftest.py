"""A small, faultless knowledge base to spoil, and the real one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.base.entry import LANGUAGES, KnowledgeBase
from tests.fakes.knowledge import real_base, real_words

REAL = Path(__file__).parents[2] / "knowledge_base"

MANIFEST = """\
languages:
  required: [nb, nn, en]
  optional: []
dialogs: [refer]
course:
  version: 2026-01-01
  lessons: [first]
topics:
  ips:  # about the method
    ips.one: {next: [human]}
    ips.two: {}
"""
SOURCES = """\
report:
  title: {nb: Rapporten, nn: Rapporten, en: The report}
  url: https://example.org/report
talk:
  title: {nb: Foredraget, nn: Foredraget, en: The talk}
  note: {nb: Meninger, nn: Meiningar, en: Views}
  opinion: true
"""
DIRECTORY = """\
teams:
  west: {name: IPS West, kind: ips}
posts:
  west-1: {team: west, role: job_specialist, capacity: 20}
  west-lead: {team: west, role: method_supervisor, seat: Origo}
services:
  dps: {name: DPS, sector: specialist, agreement: true, served_by: [west-1]}
"""
TERMS = """\
- {nb: jobbspesialist, nn: jobbspesialist, en: job specialist, synonyms: [jobbkonsulent], misspellings: []}
"""
NEVER_SAY = """\
- why: It was wrong.
  nb: [vi lagrer ingenting]
  nn: [vi lagrar ingenting]
  en: [we store nothing]
"""
WORDS = """\
human:
  button: Menneske
topics:
  group:
    ips: Om IPS
hello: Hei {name}
intents:
  human: [menneske, 18]
"""
DIALOG = """\
ask: Hva nå?
typed:
  "yes": ["ja"]
"""
SAID = "hedges: [perhaps]\n"
ANSWERS = """\
"yes": [{lang} ja]
"no": [{lang} nei]
"""
NONE = """\
near: [{lang} noe nær]
far: [{lang} noe fjernt]
own_case: [{lang} min egen sak]
smalltalk:
  greeting: [hallo]
"""
TOPIC = """\
question: Spørsmål {lang} {number}?
answer: Et kort svar.
more: |-
  Litt mer.
do:
  - Gjør dette.
variants:
{variants}
sources:
  - {{id: report, section: § 1}}
related: [{other}]
owner: coordinator
reviewed: 2026-01-01
review_by: 2027-01-01
"""


LESSON = """\
title: Først
text:
  - topic: ips.one
  - Litt til.
for:
  clinician: Du.
  nav_counsellor: Du.
  job_specialist: Du.
  leader: Du.
case:
  ask: Hva nå?
  right: one
  options:
    one: {label: En, why: Ja.}
    two: {label: To, why: Nei.}
sources:
  - {id: report, section: § 1}
"""


def _topic(lang: str, number: str, other: str) -> str:
    variants = "\n".join(f"  - {lang} {number} måte {n}" for n in range(1, 13))
    return TOPIC.format(lang=lang, number=number, other=f"ips.{other}", variants=variants)


@cache
def _sentences(lang: str) -> str:
    """Return the real sentences of the check as a part of a words file."""
    words = real_words()
    tree: dict[str, Any] = {}
    for key in words.keys(lang, "check."):
        *ways, last = key.split(".")
        place = tree
        for way in ways:
            place = place.setdefault(way, {})
        place[last] = words.texts[lang][key]
    return yaml.safe_dump(tree, allow_unicode=True, width=1000)


def _write(root: Path) -> None:
    texts = {
        "manifest.yaml": MANIFEST,
        "sources.yaml": SOURCES,
        "directory.yaml": DIRECTORY,
        "terms.yaml": TERMS,
        "never_say.yaml": NEVER_SAY,
    }
    for lang in LANGUAGES:
        texts |= {
            f"{lang}/words/basics/help.yaml": WORDS + _sentences(lang),
            f"{lang}/none_of_these.yaml": NONE.format(lang=lang),
            f"{lang}/answers.yaml": ANSWERS.format(lang=lang),
            f"{lang}/said.yaml": SAID,
            f"{lang}/dialogs/refer.yaml": DIALOG,
            f"{lang}/course/first.yaml": LESSON,
            f"{lang}/topics/ips.one.yaml": _topic(lang, "one", "two"),
            f"{lang}/topics/ips.two.yaml": _topic(lang, "two", "one"),
        }
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The root of a small knowledge base without a fault."""
    root = tmp_path / "knowledge_base"
    _write(root)
    return root


@pytest.fixture(scope="session")
def real_root() -> Path:
    """The root of the real knowledge base."""
    return REAL


@pytest.fixture(scope="session")
def real() -> KnowledgeBase:
    """The real knowledge base, loaded."""
    return real_base()
