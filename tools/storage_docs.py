"""Writes docs/storage.md from the one table of what is kept, so that a data protection officer can review it.

python -m tools.storage_docs          writes it
python -m tools.storage_docs --check  fails when it is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.domain.keeping import KEPT, Held, Keeping, Leaving, days
from bot.knowledge.entry import KnowledgeBase
from bot.knowledge.loader import load

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs/storage.md"
LANG = "nb"
HEAD = """# Hva assistenten lagrer, hvorfor og hvor lenge

Laget av `python -m tools.storage_docs` fra den samme tabellen som svaret på «hva lagrer du om meg?»,
slettejobben, «slett meg» og eksporten leser. Ikke rett her: rett `bot/domain/keeping.py` (tabellen) eller
`knowledge_base/nb/words.yaml` (ordene under `keeping`), og lag filen på ny. En test feiler hvis en tabell
eller kolonne i databasen mangler her.

{intro}

{decides}

| Hva | Innhold | Hvorfor | Hvor lenge | «Slett meg» | Kilde |
|---|---|---|---|---|---|
"""
TAIL = """
Henvisninger som er åpne, må den som sendte dem, avslutte før «slett meg»: ingen andre kan registrere at
pasienten trekker samtykket. Det som ligger hos en jobbspesialist, blir liggende på stillingen, og
metodeveilederen (eller koordinatoren) får beskjed.

## Tabeller og kolonner

| Hva | Tabell | Hvem det gjelder | Om en person | Annet |
|---|---|---|---|---|
"""
FILES = """
## Det som ligger i databasens egne filer

- **SQLite** overskriver det som slettes (`secure_delete`). I tillegg skrives filen på nytt (`VACUUM`) og
  loggen tømmes, straks noen er slettet og en gang i døgnet. Er databasen opptatt, skjer det ved neste runde.
- **PostgreSQL** viser det ikke lenger, og tabellene ryddes (`VACUUM`). Rester kan ligge i datafilene til
  plassen er brukt på nytt, og i loggen (WAL) til den er kastet. Må det bort straks: `VACUUM FULL`.
- **Sikkerhetskopier** har sine egne frister, som driften bestemmer. Etter en gjenoppretting må slettinger
  siden kopien gjøres på nytt.
"""


def markdown(base: KnowledgeBase) -> str:
    """Return the page."""
    head = HEAD.format(intro=_say(base, "keeping.intro"), decides=_say(base, "keeping.decides"))
    rows = "".join(_row(base, row) for row in KEPT)
    columns = "".join(_columns(base, row, held) for row in KEPT for held in row.held)
    return f"{head}{rows}{TAIL}{columns}{FILES}"


def _row(base: KnowledgeBase, row: Keeping) -> str:
    key = f"keeping.kind.{row.kind}"
    cells = (
        f"**{_say(base, f'{key}.name')}**",
        _say(base, f"{key}.what"),
        _say(base, f"{key}.why"),
        _say(base, f"{key}.long", **days(row)),
        _fate(base, row.leaving),
        "; ".join(f"{base.sources[source].title[LANG]}, {section}" for source, section in row.sources) or "–",
    )
    return f"| {' | '.join(cells)} |\n"


def _fate(base: KnowledgeBase, leaving: Leaving) -> str:
    return _say(base, f"forget_me.fate.{leaving}").rstrip(":")


def _columns(base: KnowledgeBase, row: Keeping, held: Held) -> str:
    sorts = (", ".join(f"`{name}`" for name in names) or "–" for names in (held.who, held.about, held.bare))
    return f"| {_say(base, f'keeping.kind.{row.kind}.name')} | `{held.table}` | {' | '.join(sorts)} |\n"


def _say(base: KnowledgeBase, key: str, **places: object) -> str:
    return base.words.say(LANG, key, **places)


def main() -> None:
    """Write the page, or check it."""
    text = markdown(load(ROOT / "knowledge_base"))
    if "--check" not in sys.argv:
        FILE.write_text(text, encoding="utf-8")
    elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
        sys.exit(f"{FILE.relative_to(ROOT)} is out of date: run python -m tools.storage_docs")


if __name__ == "__main__":
    main()
