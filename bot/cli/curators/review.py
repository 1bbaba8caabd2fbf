"""python -m bot kb review: a professional goes through the topics one by one, approves and remarks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import settings_of, stop
from bot.knowledge import approval
from bot.knowledge.base.entry import KnowledgeBase, Topic

Name = Annotated[str, typer.Option(help="Name and profession of who reviews. Without: list the approved.")]
Lang = Annotated[str, typer.Option(help="Language of the topics and of the messages: nb, nn, en.")]
Group = Annotated[str, typer.Option(help="Only topics whose id begins like this, such as privacy.")]
Remarks = Annotated[Path, typer.Option(help="The file that comments are added to.")]


def review(
    name: Name = "", lang: Lang = "nb", group: Group = "", remarks: Remarks = Path("review-comments.yaml")
) -> None:
    """Show each topic that nobody approved: approve, comment, go on. Without --name, list the approved."""
    from bot.knowledge.base.fault import KnowledgeFaults
    from bot.knowledge.loader import load

    root = settings_of().knowledge
    try:
        base = load(root)
    except KnowledgeFaults as faults:
        stop(str(faults), 1)
    topics = [topic for topic in approval.in_language(base, lang) if topic.id.startswith(group)]
    if name:
        _walk(base, root, [topic for topic in topics if not topic.reviewed_by], name, remarks)
    else:
        _listed(base, lang, topics)


def _listed(base: KnowledgeBase, lang: str, topics: list[Topic]) -> None:
    say = partial(base.words.say, lang)
    approved = approval.approvers(topics)
    for name, ids in approved.items():
        typer.echo(say("review.approved", name=name, count=len(ids), language=lang))
        typer.echo("".join(f"- {id}\n" for id in ids).rstrip())
    if not approved:
        typer.echo(say("review.none"))
    typer.echo(say("review.left", count=sum(not topic.reviewed_by for topic in topics)))


def _walk(base: KnowledgeBase, root: Path, topics: list[Topic], name: str, remarks: Path) -> None:
    typed = base.words.typed
    for topic in topics:
        say = partial(base.words.say, topic.lang)
        typer.echo("\n".join(shown(topic)))
        while True:
            said = typer.prompt(say("review.ask"), default="n", show_default=False).strip().lower()
            if said in typed("review.leave"):
                return
            if said in typed("review.approve"):
                file = approval.approve(root, topic, name, dt.date.today())
            elif said in typed("review.remark"):
                text = typer.prompt(say("review.comment"), prompt_suffix="")
                approval.comment(file := remarks, topic, name, text, dt.date.today())
            else:
                break
            typer.echo(say("review.saved", file=file))
            if said in typed("review.approve"):
                break


def shown(topic: Topic) -> Iterator[str]:
    """Return the lines in which a reviewer reads a topic: everything that anybody may be told."""
    yield f"\n== {topic.id} ({topic.lang}) ==\n{topic.question}\n\n{topic.answer}\n"
    yield from (f"- {line}" for line in topic.do)
    yield from (part for part in (topic.more, topic.plain, topic.example) if part)
    for role, part in topic.parts.items():
        yield "\n".join((f"[{role}]", *(text for text in (part.answer, part.plain) if text), *part.do))
    yield "; ".join(f"{ref.id} {ref.section}" for ref in topic.sources)
