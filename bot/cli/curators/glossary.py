"""python -m bot kb glossary: the terms on one page, to read or print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import settings_of, stop


def glossary(
    to: Annotated[Path, typer.Option(help="The file to write.")] = Path("glossary.html"),
    lang: Annotated[str, typer.Option(help="Language of the page and of its order: nb, nn, en.")] = "nb",
) -> None:
    """Write one HTML page with every term in three languages and the topic that explains it."""
    from bot.knowledge import glossary as page
    from bot.knowledge.base.fault import KnowledgeFaults
    from bot.knowledge.loader import load

    try:
        base = load(settings_of().knowledge)
    except KnowledgeFaults as faults:
        stop(str(faults), 1)
    to.write_text(page.html(base, lang), encoding="utf-8", newline="\n")
    typer.echo(str(to))
