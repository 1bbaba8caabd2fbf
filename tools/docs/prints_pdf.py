"""Writes docs/{poster,rollup,brochure,criteria,patient}-{nb,nn,en}.pdf: prints made of our own words.

    python -m tools.docs.prints_pdf [--address https://…] [--to FOLDER]

Debian's chromium prints them: tagged, with their font embedded. The code for a camera leads to the address of
the assistant; those in docs/ show an example. The last line of a file tells what it was printed from.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from string import Template

from bot.channels.web.picture import drawn
from bot.knowledge.base.citing import cited
from bot.knowledge.base.entry import LANGUAGES, KnowledgeBase, SourceRef
from bot.knowledge.loader import load
from tools.docs.instruction_pdf import ROOT, font, pages_in, printed
from tools.docs.patient_page import patient
from tools.docs.wide_pages import ask, brochure, rollup

PAGE = Path(__file__).with_name("print_page.html")
EXAMPLE = "https://ips.example.no"
WORDS = "prints"


def html(base: KnowledgeBase, kind: str, lang: str, address: str = EXAMPLE) -> str:
    """Return a print as a page, in one language."""
    make: dict[str, Callable[[KnowledgeBase, str, str], str]] = {
        "poster": _poster,
        "rollup": rollup,
        "brochure": brochure,
        "criteria": _criteria,
        "patient": patient,
    }
    return Template(PAGE.read_text("utf-8")).substitute(
        lang=lang,
        kind=kind,
        title=escape(base.words.say(lang, f"{WORDS}.{kind}.title")),
        regular=font(400),
        bold=font(700),
        body=make[kind](base, lang, address) + _end(base, kind, lang),
    )


def _poster(base: KnowledgeBase, lang: str, address: str) -> str:
    def say(key: str) -> str:
        return escape(base.words.say(lang, f"{WORDS}.poster.{key}"))

    points = "".join(f"<li>{say(f'points.{name}')}</li>" for name in ("a", "b", "c"))
    (figure,) = base.figure(lang, "ways")
    return (
        f"<h1>{say('title')}</h1><p>{say('lead')}</p><ul>{points}</ul>"
        f'<div class="aside">{drawn("ways", figure)}{ask(base, lang, address)}</div>'
    )


def _criteria(base: KnowledgeBase, lang: str, address: str) -> str:
    topic = base.topic(lang, "referral.criteria")
    if topic is None:
        raise KeyError("referral.criteria")
    paragraphs = f"<p>{escape(' '.join(topic.answer.split()))}</p>"
    steps = "".join(f"<li>{escape(step)}</li>" for step in topic.do)
    (figure,) = base.figure(lang, "ways")
    say = base.words.say
    return (
        f"<h1>{escape(say(lang, f'{WORDS}.criteria.title'))}</h1>{paragraphs}"
        f"<h2>{escape(say(lang, f'{WORDS}.criteria.do'))}</h2><ul>{steps}</ul>"
        f'<div class="aside">{drawn("ways", figure)}{ask(base, lang, address)}</div>'
    )


def _end(base: KnowledgeBase, kind: str, lang: str) -> str:
    """Return the sources and the day of the content."""
    used = dict.fromkeys(refs(base, kind, lang))
    places: dict[str, list[str]] = {}
    for ref in used:
        places.setdefault(ref.id, []).append(ref.section)
    parts = (f"{base.sources[id].title[lang]}: {cited(base.words, lang, of)}" for id, of in places.items())
    shown = "; ".join(parts)
    version = base.course.version.strftime("%d.%m.%Y") if base.course else ""
    head = escape(base.words.say(lang, f"{WORDS}.sources"))
    dated = escape(base.words.say(lang, f"{WORDS}.dated", date=version))
    return f'<p class="small"><b>{head}:</b> {escape(shown)}. {dated}</p>'


TOPICS = {
    "poster": ("ips.goal", "privacy.before_consent"),
    "rollup": ("ips.goal", "ips.principles", "privacy.before_consent"),
    "brochure": ("ips.definition", "referral.criteria", "ips.principles", "privacy.before_consent"),
    "criteria": ("referral.criteria",),
    "patient": ("ips.definition", "privacy.consent_withdraw", "privacy.consent_scope"),
}
"""The topics on whose sources a print stands."""


PAGES = {"patient": 2, "brochure": 2}
"""The prints of more than one page."""


def refs(base: KnowledgeBase, kind: str, lang: str) -> Iterable[SourceRef]:
    """Return the sources of a print."""
    for id in TOPICS[kind]:
        topic = base.topic(lang, id)
        yield from topic.sources if topic else ()


def main() -> None:
    """Write the prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--address", default=EXAMPLE)
    parser.add_argument("--to", type=Path, default=ROOT / "docs")
    given = parser.parse_args()
    base = load(ROOT / "knowledge_base")
    names = [(kind, lang) for kind in TOPICS for lang in LANGUAGES]
    files = printed(html(base, kind, lang, given.address) for kind, lang in names)
    for (kind, lang), pdf in zip(names, files, strict=True):
        if pages_in(pdf) > PAGES.get(kind, 1):
            raise SystemExit(f"{kind} in {lang} has {pages_in(pdf)} pages")
        (given.to / f"{kind}-{lang}.pdf").write_bytes(pdf)


if __name__ == "__main__":
    main()
