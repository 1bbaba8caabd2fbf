"""python -m tools.fuzz [--runs N] [target …]: throw anything at what reads foreign text, led by coverage.

Each target runs in a process of its own under atheris, which watches which branches an input reaches and
keeps to the inputs that reach new ones. Prints how many inputs each target took; ends with 1 when one raised.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache

from bot.knowledge.base.entry import Words

RUNS = 20_000
"""Inputs to a target, unless another number is given."""
LONGEST = 4096
SEED = 1


def guard(text: str) -> None:
    """The guard on a message, a file name, and the mask of a text that is kept."""
    from bot import safety as read

    read.identifying(text)
    read.acute(text)
    read.identifying(read.spaced(text))
    if any(char.isdecimal() for char in read.mask(text)):
        raise AssertionError("a digit was left")


def files(text: str) -> None:
    """The strict reader of the knowledge base's files."""
    import tempfile
    from pathlib import Path

    from bot.knowledge.base.yaml_safe import read

    with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
        file.write(text.encode("utf-8", "surrogatepass"))
        file.flush()
        read(Path(file.name), "x.yaml")


@cache
def _words() -> Words:
    """Return the real words; answers are read with them."""
    from pathlib import Path

    from bot.knowledge.loader import load

    return load(Path("knowledge_base")).words


def typed(text: str) -> None:
    """Typed answers: dates, labels, numbers of buttons; and a line of the terminal."""
    import datetime as dt

    from bot.channels import terminal
    from bot.conversation import typed as read
    from bot.domain.message.button_id import ButtonId
    from bot.domain.message.message import Choice
    from bot.understanding import answer
    from bot.understanding.answer.clock import read_time

    words, today = _words(), dt.date(2026, 11, 22)
    answer.read(
        words, answer.Asked("dialog.refer.take_part", "take_part", ("yes", "no"), consent=True), text, today
    )
    answer.read(words, answer.Asked("dialog.refer.when", "when", ("unknown",), dated=True), text, today)
    answer.read(
        words, answer.Asked("dialog.refer.age", "age", ("adult",), ages={"adult": (18, 99)}), text, today
    )
    read_time(words, text)
    read.chosen(text, (Choice(ButtonId("a"), text), Choice(ButtonId("b"), "Ja")))
    terminal.typed("1", text)


def web(text: str) -> None:
    """What a browser sends: a turn, a cookie, hosts and origins."""
    from pydantic import ValidationError

    from bot.channels.web.protection import shield
    from bot.channels.web.routes.news import start_after
    from bot.channels.web.shapes import Turn
    from bot.channels.web.sign_in import cookie

    with contextlib.suppress(ValidationError):
        Turn.model_validate_json(text.encode("utf-8", "surrogatepass"))
    if cookie.valid("secret", "anna", text, 1, 60):
        raise AssertionError("a forged cookie counts")
    shield.host_name(text)
    shield.origin_host(text)
    start_after(text, text)


TARGETS: dict[str, Callable[[str], None]] = {t.__name__: t for t in (guard, files, typed, web)}


def run(name: str, runs: int) -> None:
    """Fuzz one target in this process, which atheris ends."""
    import atheris

    with atheris.instrument_imports(include=["bot"]):
        TARGETS[name]("x")

    def once(data: bytes) -> None:
        TARGETS[name](atheris.FuzzedDataProvider(data).ConsumeUnicode(LONGEST))

    # no limit of memory: what is measured is the most that this process or the one that started it ever had
    options = [
        f"-atheris_runs={runs}",
        "-rss_limit_mb=0",
        f"-seed={SEED}",
        f"-max_len={LONGEST}",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


def taken(name: str, runs: int) -> tuple[int, str]:
    """Fuzz one target in another process. Returns how many inputs it took, and what it raised if it did."""
    order = [sys.executable, "-m", "tools.fuzz", "--inside", name, "--runs", str(runs)]
    done = subprocess.run(order, capture_output=True, text=True, check=False, errors="replace")
    output = done.stdout + done.stderr
    counted = re.search(r"Done (\d+) (?:runs )?in|number_of_executed_units: (\d+)", output)
    number = int(next(filter(None, counted.groups()))) if counted else 0
    return number, "" if done.returncode == 0 else output[-3000:]


def main() -> None:
    """Fuzz the targets named, or all."""
    parser = argparse.ArgumentParser(description="Fuzz what reads foreign text.")
    parser.add_argument("targets", nargs="*", metavar="target", help=", ".join(TARGETS))
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--inside")
    wanted = parser.parse_args()
    if wanted.inside:
        run(wanted.inside, wanted.runs)
        return
    bad = False
    for name in wanted.targets or sorted(TARGETS):
        number, fault = taken(name, wanted.runs)
        bad = bad or bool(fault)
        print(f"fuzz: {name}: {number:,} inputs{', ' if fault else ''}{fault}", flush=True)
    sys.exit(bad)


if __name__ == "__main__":
    main()
