"""Writes docs/instruction-{nb,nn,en}.pdf: confidentiality on one printed page, in the words of the guide.

    python -m tools.instruction_pdf

The outcomes in the table are asked of the rules themselves, so that page and assistant cannot disagree.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from bot.domain.sharing import Facts, decide
from bot.domain.sharing_facts import Age, Consent, Info, Needed, Origin, Outcome, Setting, To, Who
from bot.domain.sharing_rules import TABLE, VERSION
from bot.knowledge.entry import LANGUAGES, KnowledgeBase
from bot.knowledge.loader import load

ROOT = Path(__file__).parents[1]
KEY = "dialog.share"
FONT = "Helvetica"
INK, SOFT = (35, 38, 42), (242, 243, 245)
COLOUR = {
    Outcome.YES: (6, 110, 50),
    Outcome.NO: (170, 0, 0),
    Outcome.ANONYMOUS: (0, 80, 160),
    Outcome.ASK: (120, 75, 0),
}
RECEIVERS = (To.JOB_SPECIALIST, To.NAV_COUNSELLOR, To.EMPLOYER)
INFORMATION = (Info.IS_PATIENT, Info.CONTACT, Info.DIAGNOSIS, Info.FUNCTION, Info.ATTENDANCE)
BEFORE = ("why.r3", "do.ask_consent", "why.r16", "to.help", "why.r18c", "do.share")
REMEMBER = ("why.r13", "why.r14", "why.r5", "why.r19b", "why.r28", "counted", "why.r2", "decides")
TYPOGRAPHY = str.maketrans({"–": "-", "’": "'", "…": "...", "“": '"', "”": '"'})
"""The built-in fonts of PDF know Latin-1 only."""


class Page(FPDF):
    """One A4 page."""

    def heading(self, text: str) -> None:
        """Write a heading."""
        self.ln(2)
        self.set_font(FONT, "B", 12)
        self.cell(0, 6, text.translate(TYPOGRAPHY), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_font(FONT, "", 10.5)

    def points(self, lines: list[str]) -> None:
        """Write a list."""
        for line in lines:
            self.cell(4, 5.3, "\xb7")
            self.multi_cell(
                0, 5.3, line.translate(TYPOGRAPHY), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )


def page(base: KnowledgeBase, lang: str) -> FPDF:
    """Return the page in one language."""
    pdf = Page(format="A4")
    pdf.set_creation_date(dt.datetime.fromisoformat(VERSION).replace(tzinfo=dt.UTC))
    pdf.set_auto_page_break(auto=True, margin=10)
    pdf.set_margins(15, 12, 15)
    pdf.set_lang(lang)
    pdf.set_title(base.words.say(lang, f"{KEY}.print.title"))
    pdf.add_page()
    pdf.set_text_color(*INK)
    pdf.set_font(FONT, "B", 19)
    pdf.cell(0, 9, base.words.say(lang, f"{KEY}.print.title"), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font(FONT, "", 11)
    pdf.cell(0, 6, base.words.say(lang, f"{KEY}.print.subtitle"), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.heading(base.words.say(lang, f"{KEY}.print.ask"))
    label = base.words.say(lang, f"{KEY}.document.label")
    where = f"{label} {base.words.say(lang, f'{KEY}.document.shared')}"
    pdf.points([*(base.words.say(lang, f"{KEY}.{key}") for key in BEFORE), where])
    who = base.words.say(lang, f"{KEY}.who.options.clinician")
    pdf.heading(f"{base.words.say(lang, f'{KEY}.print.table')} ({who})")
    _table(pdf, base, lang)
    pdf.ln(1)
    pdf.set_font(FONT, "", 9)
    assumes = base.words.say(lang, f"{KEY}.print.assumes")
    pdf.multi_cell(0, 4.5, assumes, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.heading(base.words.say(lang, f"{KEY}.print.never"))
    pdf.points([base.words.say(lang, f"{KEY}.{key}") for key in REMEMBER])
    pdf.set_font(FONT, "B", 11)
    pdf.multi_cell(0, 5, base.words.say(lang, f"{KEY}.do.emergency"), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    _foot(pdf, base, lang)
    return pdf


def _table(pdf: FPDF, base: KnowledgeBase, lang: str) -> None:
    none, given = (base.words.say(lang, f"{KEY}.print.{key}") for key in ("none", "given"))
    heads = [base.words.say(lang, f"{KEY}.print.what")]
    for to in RECEIVERS:
        name = base.words.say(lang, f"{KEY}.to.options.{to}")
        heads += [f"{name}\n{none}", f"{name}\n{given}"]
    pdf.set_font(FONT, "", 9)
    style = FontFace(emphasis="BOLD", fill_color=SOFT)
    widths = (40, *(24,) * 6)
    with pdf.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=widths,
        headings_style=style,
        line_height=5,
        text_align=("LEFT", *("CENTER",) * 6),
    ) as table:
        row = table.row()
        for head in heads:
            row.cell(head.translate(TYPOGRAPHY))
        for info in INFORMATION:
            row = table.row()
            row.cell(base.words.say(lang, f"{KEY}.info.options.{info}").translate(TYPOGRAPHY))
            for to in RECEIVERS:
                for consent in (Consent.NONE, Consent.GIVEN):
                    outcome = _outcome(info, to, consent)
                    word = base.words.say(lang, f"{KEY}.outcome.{outcome}")
                    row.cell(word, style=FontFace(emphasis="BOLD", color=COLOUR[outcome]))


def _outcome(info: Info, to: To, consent: Consent) -> Outcome:
    """Return what the rules say to a clinician about an adult, face to face, of what is needed."""
    facts = Facts(info, Who.CLINICIAN, to, consent, Origin.OWN, Age.ADULT, Needed.YES, setting=Setting.TALK)
    return decide(facts).outcome


def _foot(pdf: FPDF, base: KnowledgeBase, lang: str) -> None:
    cited: dict[str, list[str]] = {}
    for row in TABLE:
        for source, section in row.sources:
            if section not in cited.setdefault(source, []):
                cited[source].append(section)
    sources = "; ".join(
        f"{base.sources[source].title[lang]}: {', '.join(at)}" for source, at in cited.items()
    )
    dated = base.words.say(lang, f"{KEY}.print.dated", version=VERSION)
    support = base.words.say(lang, f"{KEY}.support")
    pdf.ln(1)
    pdf.set_font(FONT, "", 8)
    text = f"{support} {dated} {base.words.say(lang, f'{KEY}.print.sources')}: {sources}."
    pdf.multi_cell(0, 3.8, text.translate(TYPOGRAPHY), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def main() -> None:
    """Write the three pages."""
    base = load(ROOT / "knowledge_base")
    for lang in LANGUAGES:
        pdf = page(base, lang)
        if pdf.page_no() != 1:
            raise SystemExit(f"the instruction in {lang} has {pdf.page_no()} pages, not one")
        pdf.output(str(ROOT / f"docs/instruction-{lang}.pdf"))


if __name__ == "__main__":
    main()
