"""How a reply looks in a terminal: the answer first, the rest when asked for, addresses behind titles."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from rich.console import Console
from rich.pager import Pager
from rich.style import Style
from rich.text import Text

from bot.channels.plain import as_text
from bot.domain.message.message import File, Reply, SourceLine, Tone
from bot.domain.message.picture import Picture
from bot.knowledge.base.entry import Words
from bot.pictures import content, letters

STYLES = {Tone.PLAIN: "", Tone.WARNING: "yellow", Tone.DANGER: "bold red"}
PAGER = ("less", "-RFX")
"""Keeps colours and links, and is over at once where all fits on the screen."""


class Less(Pager):
    """Shows what is longer than the screen page by page."""

    def show(self, content: str) -> None:
        """See Pager."""
        subprocess.run(PAGER, input=content.encode(), check=False)


def show(console: Console, reply: Reply, words: Words, lang: str) -> None:
    """Print a reply with its choices numbered. `Text` is printed as it is: no markup, no `:smile:`.

    What is longer than the screen is shown page by page; danger never is, for its numbers must stand there.
    """
    with _paged(console, reply, words, lang):
        _print(console, reply, words, lang)


def folded(reply: Reply) -> bool:
    """Tell whether more stands behind a reply than is shown; of a warning only behind a verdict."""
    if reply.tone is Tone.DANGER or (reply.tone is Tone.WARNING and not reply.verdict):
        return False
    return bool(reply.more or len(reply.sources) > 1 or any(source.note for source in reply.sources))


def behind(console: Console, reply: Reply, words: Words, lang: str) -> None:
    """Print what a reply keeps back: the rest of the text, all sources with what is to be said of them."""
    if reply.more:
        console.print(Text(reply.more))
    for source in reply.sources:
        _source(console, source, words, lang, whole=True)
    console.print()


def _paged(console: Console, reply: Reply, words: Words, lang: str) -> AbstractContextManager[object]:
    long = as_text(reply, words, lang).count("\n") + len(reply.choices) > console.height
    fits = not console.is_terminal or not long or reply.tone is Tone.DANGER or not shutil.which(PAGER[0])
    return nullcontext() if fits else console.pager(Less(), styles=True, links=True)


def _print(console: Console, reply: Reply, words: Words, lang: str) -> None:
    if reply.title:
        console.print(Text(reply.title, style="bold"))
    back = folded(reply) and not reply.opened
    body = Reply(
        reply.text,
        caution=reply.caution,
        do=reply.do,
        more="" if back else reply.more,
        record=reply.record,
        calls=reply.calls,
        tone=reply.tone,
        card=reply.card,
        rows=reply.rows,
        after=reply.after,
    )
    console.print(Text(as_text(body, words, lang), style=STYLES[reply.tone]))
    for picture in reply.pictures:
        _draw(console, picture)
    for file in reply.files:
        path = keep(file)
        console.print(Text(words.say(lang, "file.saved", path=path)), soft_wrap=True)
    for source in reply.sources[: 1 if back else None]:
        _source(console, source, words, lang, whole=not back)
    if back:
        console.print(Text(f"  {words.say(lang, 'terminal.folded')}"), style="dim")
    for number, choice in enumerate(reply.choices, 1):
        console.print(Text.assemble("  ", (str(number), "cyan"), " ", choice.label))
    console.print()


def _source(console: Console, source: SourceLine, words: Words, lang: str, *, whole: bool) -> None:
    """Print a source; its title is a link (OSC 8). Where nothing can be clicked the address stands below."""
    note = f" ({source.note})" if source.note and whole else ""
    line = f"  {words.say(lang, 'answer.source')}: {source.title}, {source.section}{note}"
    console.print(Text(line, style=Style(dim=True, link=source.url)), soft_wrap=bool(source.url))
    if source.url and whole and not console.is_terminal:  # unbroken, so that it can be opened
        console.print(Text(f"  {source.url}"), style="dim", soft_wrap=True)


def _draw(console: Console, picture: Picture) -> None:
    """Print a picture in block characters, where the terminal has these and room; the text says it all."""
    lines = letters(picture).split("\n")
    if max(map(len, lines)) > console.width:
        return
    try:
        "".join(lines).encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return
    console.print()
    console.print(Text("\n".join(lines)))
    console.print()


def keep(file: File) -> Path:
    """Write a file into a new folder that only this user can read, and return its path."""
    path = Path(tempfile.mkdtemp(prefix="ips-")) / file.name
    path.write_bytes(content(file))
    return path
