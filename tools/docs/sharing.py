"""Writes docs/sharing.md and docs/sharing.svg from the rules, so that a lawyer can review the program.

python -m tools.docs.sharing          writes both
python -m tools.docs.sharing --check  fails when one is out of date
"""

from __future__ import annotations

import sys
import textwrap
from html import escape
from pathlib import Path

from bot.domain.sharing.facts import VALUES, Box, Ruling
from bot.domain.sharing.rules import ADDED, COUNTED_AS, TABLE, VERSION, Row
from bot.knowledge.base.citing import cited
from bot.knowledge.base.entry import KnowledgeBase
from bot.knowledge.loader import load

ROOT = Path(__file__).parents[2]
LANG = "nb"
KEY = "dialog.share"
COLOUR = {
    Ruling.YES: "#06893a",
    Ruling.ANONYMOUS: "#0067c5",
    Ruling.ASK: "#8a5a00",
    Ruling.NO: "#c30000",
    Ruling.REPORT: "#634689",
    Ruling.EMERGENCY: "#7d0000",
}
HEAD = """# Kan jeg dele dette? Reglene i tabell

Laget av `python -m tools.docs.sharing` fra den samme tabellen som assistenten bruker. Ikke rett her: rett
`bot/domain/sharing/rules.py` (regler) eller `knowledge_base/nb/dialogs/share.yaml` (ord), og lag filen på ny.

Reglene er fra {version}. **Første regel som treffer, gjelder.** Deretter legges 19 og 28 til, og det
strengeste vinner: NEI > SPØR > BARE ANONYMT > JA. NØD og MELD går foran alt. Et svar som mangler, regnes som
usikkert, aldri som gitt. SPØR betyr: lederen avgjør, deretter personvernombudet. Bokstaver skiller utfall
innenfor samme regel. Bildet: [sharing.svg](sharing.svg).

Slik er reglene lest der ordlyden er åpen:

- Samtykke som er snevrere enn ønsket (17) eller usikkert (16), gir NEI til akkurat dette. Teksten sier hva
  som likevel går.
- 10 gjelder det som bare skjer i IPS, ikke det Nav selv vet om brukerne sine (22 a).
- 15: diagnose og behandling regnes som identifiserende.
- 19 og 28 gjelder ikke generell informasjon om IPS, for den handler ikke om en person.
- 22: er-pasient og diagnose regnes alltid som helseopplysninger; annet når det kommer fra behandler.
- 23 gjelder navn og kontaktinformasjon, det øvrige mellom de to er 22.
- 29 gjelder utviklingskoordinatoren også utenfor møter. Utfallet ville uansett vært SPØR.
- Opplysninger Nav selv har, deles i samme Nav-kontor uten samtykke (22 a, 23). Det er det eneste unntaket fra
  at JA til jobbspesialist, Nav-veileder, arbeidsgiver og pårørende krever et gitt samtykke.

| Regel | Når | Utfall | Hvorfor | Dokumenter hvor | Kilde |
|---|---|---|---|---|---|
"""


def markdown(base: KnowledgeBase) -> str:
    """Return the table for a reader."""
    lines = [_line(base, row) for row in TABLE]
    counted = [_line(base, COUNTED_AS, outcome="regnes som jobbspesialist", why=_say(base, "counted"))]
    at = next(place for place, row in enumerate(TABLE) if row.number == "13")
    body = [*lines[:at], *counted, *lines[at:]]
    added = [_line(base, row) for row in ADDED]
    end = "\nLegges til utfallet over (det strengeste vinner):\n\n"
    table = "| Regel | Når | Utfall | Hvorfor | Dokumenter hvor | Kilde |\n|---|---|---|---|---|---|\n"
    return HEAD.format(version=VERSION) + "".join(body) + end + table + "".join(added)


def _line(base: KnowledgeBase, row: Row, outcome: str = "", why: str = "") -> str:
    number = f"{row.number} {row.id.removeprefix(row.number)}".strip()
    cells = (
        f"**{number}** {_say(base, f'rule.{row.number}')}",
        "<br>eller<br>".join(_when(base, case) for case in row.when),
        f"**{outcome or _say(base, f'outcome.{row.outcome}')}**",
        why or _say(base, f"why.{row.why}"),
        _say(base, f"document.{row.document}"),
        "; ".join(_source(base, *source) for source in row.sources) or "–",
    )
    return f"| {' | '.join(cells)} |\n"


def _when(base: KnowledgeBase, case: Box) -> str:
    return "; ".join(_input(base, name, case[name]) for name in case) or "alle andre tilfeller"


def _input(base: KnowledgeBase, name: str, allowed: frozenset[object]) -> str:
    values = VALUES[name]
    left_out = [value for value in values if value not in allowed]
    few = 0 < len(left_out) < 4 < len(allowed)
    labels = [_label(base, name, value) for value in (left_out if few else values) if few or value in allowed]
    step = "needed_job" if name == "needed" else name
    short = "Nødvendig for formålet" if name == "needed" else _say(base, f"{step}.short")
    return f"{short}: {'alt unntatt ' if few else ''}{', '.join(labels)}"


def _label(base: KnowledgeBase, name: str, value: str) -> str:
    own = f"{KEY}.{name}.options.{value}"
    text = base.words.say(LANG, own if base.words.has(LANG, own) else f"flow.options.{value}")
    return f"«{text}»"


def _source(base: KnowledgeBase, source: str, section: str) -> str:
    return f"{base.sources[source].title[LANG]}, {cited(base.words, LANG, (section,))}"


def _say(base: KnowledgeBase, key: str) -> str:
    return base.words.say(LANG, f"{KEY}.{key}")


# --- the picture ---------------------------------------------------------------------------------------
WIDTH, STEP, TOP = 1180, 58, 120
BOX, COLUMN = 430, 590


def svg(base: KnowledgeBase) -> str:
    """Return the decision tree: rule after rule downwards, in two columns, each with where it leads."""
    numbers = list(dict.fromkeys(row.number for row in TABLE))
    half = (len(numbers) + 1) // 2
    parts: list[str] = []
    for place, number in enumerate(numbers):
        column, line = divmod(place, half)
        last = line == half - 1 or place == len(numbers) - 1
        parts.append(_node(base, number, 20 + column * COLUMN, TOP + line * STEP, last))
    bottom = TOP + half * STEP + 20
    parts.append(_added(base, bottom))
    height = bottom + 150
    title = escape(_say(base, "title"))
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-labelledby="t d" font-family="Arial, Helvetica, sans-serif">',
            f'<title id="t">{title}</title>',
            '<desc id="d">Reglene i rekkefølge. Den første som treffer, gjelder.</desc>',
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
            f'<text x="20" y="46" font-size="30" font-weight="700" fill="#23262a">{title}</text>',
            '<text x="20" y="76" font-size="17" fill="#23262a">Les ovenfra og ned, venstre kolonne først. '
            f"Den første regelen som treffer, gjelder. Regler fra {VERSION}.</text>",
            '<text x="20" y="100" font-size="15" fill="#49515e">Hele tabellen med vilkår, begrunnelse og '
            "kilder står i sharing.md. Flere utfall: samtykke, alder eller behov avgjør.</text>",
            *parts,
            "</svg>\n",
        )
    )


def _node(base: KnowledgeBase, number: str, x: int, y: int, last: bool) -> str:
    rows = [row for row in TABLE if row.number == number]
    outcomes = list(dict.fromkeys(row.outcome for row in rows))
    name = escape(f"{number}. {_say(base, f'rule.{number}')}")
    down = "" if last else f'<path d="M{x + 130} {y + 42} v16" stroke="#49515e" stroke-width="2"/>'
    return (
        f'<rect x="{x}" y="{y}" width="310" height="42" rx="8" fill="#f2f3f5" stroke="#49515e"/>'
        f'<text x="{x + 12}" y="{y + 27}" font-size="16" fill="#23262a">{name}</text>'
        f'<path d="M{x + 310} {y + 21} h16" stroke="#49515e" stroke-width="2"/>{down}'
        + _badges(base, outcomes, x + 326, y + 7)
    )


def _badges(base: KnowledgeBase, outcomes: list[Ruling], x: int, y: int) -> str:
    parts = []
    for outcome in outcomes:
        word = _say(base, f"outcome.{outcome}")
        width = 22 + 10 * len(word)
        parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="28" rx="14" fill="{COLOUR[outcome]}"/>'
            f'<text x="{x + width / 2:g}" y="{y + 19}" font-size="14" font-weight="700" fill="#fff" '
            f'text-anchor="middle">{escape(word)}</text>'
        )
        x += width + 6
    return "".join(parts)


def _added(base: KnowledgeBase, y: int) -> str:
    lines = [
        f"{row.number}. {_say(base, f'rule.{row.number}')}: {_say(base, f'outcome.{row.outcome}')}. "
        f"{_say(base, f'why.{row.why}')}"
        for row in ADDED
    ]
    shown = "".join(
        f'<text x="36" y="{y + 58 + place * 26}" font-size="15" fill="#23262a">'
        f"{escape(textwrap.shorten(line, 150))}</text>"
        for place, line in enumerate(lines)
    )
    return (
        f'<rect x="20" y="{y}" width="{WIDTH - 40}" height="{58 + 26 * len(lines)}" rx="8" fill="none" '
        f'stroke="#49515e" stroke-dasharray="6 4"/>'
        f'<text x="36" y="{y + 30}" font-size="17" font-weight="700" '
        f'fill="#23262a">Legges til til slutt: det strengeste vinner</text>{shown}'
    )


def files() -> dict[Path, str]:
    """Return what the files should hold."""
    base = load(ROOT / "knowledge_base")
    return {ROOT / "docs/sharing.md": markdown(base), ROOT / "docs/sharing.svg": svg(base)}


def main() -> None:
    """Write the files, or check them."""
    for path, text in files().items():
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path.relative_to(ROOT)} is out of date: run python -m tools.docs.sharing")


if __name__ == "__main__":
    main()
