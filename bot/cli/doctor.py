"""python -m bot doctor: is everything set up, and how is it mended?"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import Database, settings_of, stop
from bot.domain.ports.health import Finding, Level
from bot.knowledge.base.entry import LANGUAGES

if TYPE_CHECKING:
    from bot.app import Examination

MARKS = {Level.OK: "✓", Level.WARNING: "!", Level.FAULT: "✗"}


def doctor(
    lang: Annotated[str, typer.Option(help="Language: nb, nn or en.")] = "nb",
    database: Database = None,
) -> None:
    """Check database, mail, certificate, secrets, clock and every channel; say how to mend what is wrong."""
    if lang not in LANGUAGES:
        stop(f"There is no language {lang}. Languages: {', '.join(LANGUAGES)}")
    from bot.app import examination
    from bot.knowledge.base.fault import KnowledgeFaults

    try:
        examined = examination(settings_of(database=database))
    except KnowledgeFaults as faults:
        stop(f"The knowledge base has faults; mend them (python -m bot kb check):\n{faults}")
    found = asyncio.run(examined.examine())
    for finding in sorted(found, key=lambda f: list(Level).index(f.level)):
        typer.echo(f"{MARKS[finding.level]} {examined.words.say(lang, finding.key, **finding.values)}")
    typer.echo(f"\n{_summary(examined, found, lang)}")
    if any(finding.level is Level.FAULT for finding in found):
        raise typer.Exit(1)


def _summary(examined: Examination, found: list[Finding], lang: str) -> str:
    faults = sum(finding.level is Level.FAULT for finding in found)
    warnings = sum(finding.level is Level.WARNING for finding in found)
    return examined.words.say(lang, "doctor.summary", faults=faults, warnings=warnings)
