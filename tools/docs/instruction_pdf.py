"""Writes docs/instruction-{nb,nn,en}.pdf: confidentiality on one printed page, for whoever is to approve it.

    python -m tools.docs.instruction_pdf

The outcomes in the table are asked of the rules themselves, so that page and assistant cannot disagree.
Debian's chromium prints the page: tagged, so that a screen reader finds headings, lists and the heads of the
table, and with its font embedded. The last line of a file tells what it was printed from; a test compares.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from string import Template

from playwright.sync_api import sync_playwright

from bot.domain.sharing.decision import Facts, decide
from bot.domain.sharing.facts import Age, ConsentStatus, Info, Needed, Origin, Ruling, Setting, To, Who
from bot.domain.sharing.rules import TABLE, VERSION
from bot.knowledge.base.citing import cited
from bot.knowledge.base.entry import LANGUAGES, KnowledgeBase
from bot.knowledge.loader import load

ROOT = Path(__file__).parents[2]
PAGE = Path(__file__).with_name("instruction_page.html")
FONTS = Path(__file__).with_name("fonts")
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox"]
MADE_OF = b"\n% printed from sha256 "
KEY = "dialog.share"
PRINT = f"{KEY}.print"
RECEIVERS = (To.JOB_SPECIALIST, To.NAV_COUNSELLOR, To.EMPLOYER)
INFORMATION = (Info.IS_PATIENT, Info.CONTACT, Info.DIAGNOSIS, Info.FUNCTION, Info.ATTENDANCE)
CONDITIONS: Mapping[tuple[Info, To], str] = {
    (Info.DIAGNOSIS, To.JOB_SPECIALIST): "named",
    (Info.DIAGNOSIS, To.NAV_COUNSELLOR): "named",
    (Info.DIAGNOSIS, To.EMPLOYER): "seldom",
    (Info.IS_PATIENT, To.EMPLOYER): "named",
}
"""Where a bare yes would mislead on a wall: the condition stands in the cell, not in the small print.

An employer seldom needs a diagnosis, or to know that somebody is a patient (rule 25).
"""
PLAIN = (
    "title",
    "subtitle",
    "danger",
    "first",
    "child",
    "ask",
    "table",
    "what",
    "assumes",
    "never",
    "approval",
)


def html(base: KnowledgeBase, lang: str) -> str:
    """Return the page to be printed, in one language."""

    def say(key: str) -> str:
        return escape(base.words.say(lang, key))

    def items(part: str) -> str:
        keys = base.words.keys(lang, f"{PRINT}.{part}.")
        return "".join(f"<li>{say(key)}</li>" for key in keys)

    version = dt.date.fromisoformat(VERSION).strftime("%d.%m.%Y")
    consents = "".join(f'<th scope="col">{say(f"{PRINT}.{key}")}</th>' for key in ("none", "given"))
    return Template(PAGE.read_text("utf-8")).substitute(
        {key: say(f"{PRINT}.{key}") for key in PLAIN},
        lang=lang,
        regular=font(400),
        bold=font(700),
        calls=items("call"),
        before=items("before"),
        remember=items("remember"),
        who=say(f"{KEY}.who.options.clinician"),
        receivers="".join(
            f'<th scope="colgroup" colspan="2">{say(f"{KEY}.to.options.{to}")}</th>' for to in RECEIVERS
        ),
        consents=consents * len(RECEIVERS),
        rows="".join(_row(base, lang, info) for info in INFORMATION),
        approved=_approved([say(key) for key in base.words.keys(lang, f"{PRINT}.approved.")]),
        sources=say(f"{PRINT}.sources"),
        cited=escape(_cited(base, lang)),
        dated=escape(base.words.say(lang, f"{PRINT}.dated", date=version)),
    )


def font(weight: int) -> str:
    """Return a font as it stands in a page."""
    return base64.b64encode((FONTS / f"source-sans-3-latin-{weight}-normal.woff2").read_bytes()).decode()


def _row(base: KnowledgeBase, lang: str, info: Info) -> str:
    cells = [
        _cell(base, lang, info, to, consent)
        for to in RECEIVERS
        for consent in (ConsentStatus.NONE, ConsentStatus.GIVEN)
    ]
    head = escape(base.words.say(lang, f"{KEY}.info.options.{info}"))
    return f'<tr><th scope="row">{head}</th>{"".join(cells)}</tr>'


def _cell(base: KnowledgeBase, lang: str, info: Info, to: To, consent: ConsentStatus) -> str:
    outcome = said(info, to, consent)
    key = f"{PRINT}.{outcome}" if outcome in CONDITIONS.values() else f"{KEY}.outcome.{outcome}"
    return f'<td class="{outcome}">{escape(base.words.say(lang, key))}</td>'


def said(info: Info, to: To, consent: ConsentStatus) -> str:
    """Return what a cell says: the rules' outcome, or the condition under which it is a yes."""
    outcome = _outcome(info, to, consent)
    return CONDITIONS.get((info, to), str(outcome)) if outcome is Ruling.YES else str(outcome)


def _outcome(info: Info, to: To, consent: ConsentStatus) -> Ruling:
    """Return what the rules say to a clinician about an adult, face to face, of what is needed."""
    facts = Facts(info, Who.CLINICIAN, to, consent, Origin.OWN, Age.ADULT, Needed.YES, setting=Setting.TALK)
    return decide(facts).outcome


def _approved(labels: list[str]) -> str:
    """Return the lines to be filled in by hand, two to a row."""
    pairs = [labels[place : place + 2] for place in range(0, len(labels), 2)]
    return "".join(
        "<tr>" + "".join(f'<th scope="row">{label}</th><td></td>' for label in pair) + "</tr>"
        for pair in pairs
    )


def _cited(base: KnowledgeBase, lang: str) -> str:
    """Return every source of the rules with its sections, in order."""
    places: dict[str, list[str]] = {}
    for row in TABLE:
        for source, section in row.sources:
            places.setdefault(source, []).append(section)
    known = [source for source in base.sources if source in places]
    return "; ".join(
        f"{base.sources[source].title[lang]}: {cited(base.words, lang, places[source])}" for source in known
    )


def digest(page: str) -> bytes:
    """Return what a printed file says of the page that it was printed from."""
    return MADE_OF + hashlib.sha256(page.encode()).hexdigest().encode() + b"\n"


def pages_in(pdf: bytes) -> int:
    """Count the pages of a printed file."""
    return len(re.findall(rb"/Type /Page\b", pdf))


def printed(pages: Iterable[str]) -> list[bytes]:
    """Print pages. Raises playwright's Error where Debian's chromium is missing."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        files = []
        for page in pages:
            tab = browser.new_page()
            tab.set_content(page)
            tab.evaluate("document.fonts.ready")
            files.append(
                tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True) + digest(page)
            )
        browser.close()
    return files


def main() -> None:
    """Write the three pages."""
    base = load(ROOT / "knowledge_base")
    for lang, pdf in zip(LANGUAGES, printed(html(base, lang) for lang in LANGUAGES), strict=True):
        if pages_in(pdf) != 1:
            raise SystemExit(f"the instruction in {lang} has {pages_in(pdf)} pages, not one")
        (ROOT / f"docs/instruction-{lang}.pdf").write_bytes(pdf)


if __name__ == "__main__":
    main()
