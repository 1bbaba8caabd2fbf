"""Every command of `python -m bot`, run as people run it."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.turn.outcome import OutcomeKind
from tests.handlers.talk import say as words
from tests.process.program import LONG_S, ROOT, bot, environment, fresh, sqlite

KEYS = {"q", "outcome", "topics", "lang", "confidence", "ms"}
COMMANDS = {"run", "chat", "ask", "play", "kb", "db", "post"}


def test_help_lists_every_command(tmp_path: Path) -> None:
    """`--help` and no word at all both name each command with what it does."""
    shown = fresh("--help", folder=tmp_path).stdout
    listed = dict(re.findall(r"^│ ([a-z]+) +(\S.*?) *│$", shown, re.MULTILINE))
    assert set(listed) >= COMMANDS
    assert all(len(text.split()) > 2 for name, text in listed.items() if name in COMMANDS)
    nothing = bot(folder=tmp_path)
    assert "Usage" in nothing.stdout + nothing.stderr


@pytest.mark.parametrize("command", [("chat",), ("ask",), ("kb",), ("db", "upgrade"), ("post", "away")])
def test_help_of_a_command(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Each command explains itself without opening anything."""
    shown = bot(*command, "--help", folder=tmp_path, IPS_KNOWLEDGE=str(tmp_path / "nowhere"))
    assert (shown.returncode, "Usage" in shown.stdout) == (0, True)
    assert list(tmp_path.iterdir()) == []


def test_ask_answers_as_a_person_reads_it(tmp_path: Path) -> None:
    """The answer with its source, no JSON, and nothing is written anywhere."""
    done = bot("ask", "hva er ips", folder=tmp_path)
    assert done.returncode == 0
    assert words("nb", "answer.source") in done.stdout
    assert "IPS" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_ask_jsonl_has_exactly_the_keys_of_the_design(tmp_path: Path) -> None:
    """One line of JSON for each question, in order, whatever stands in the question."""
    questions = [
        "hva er ips",
        "jeg vil henvise",
        "What is IPS?",
        "",
        "\u2028to\u0085linjer\x0c",
        "👍",
        "\ud83d",
        "x" * 9000,
        "[bold]",
    ]
    file = tmp_path / "questions.jsonl"
    lines = [json.dumps({"q": q}, ensure_ascii="\ud83d" in q) for q in questions]
    file.write_text("\ufeff" + "\r\n\n".join(lines) + "\n", encoding="utf-8", newline="")
    done = bot("ask", "--jsonl", str(file), folder=tmp_path)
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert (done.returncode, done.stderr) == (0, "")
    assert [a["q"] for a in answers] == questions
    assert all(set(a) == KEYS for a in answers)
    assert all(a["outcome"] in set(OutcomeKind) and a["lang"] in {"nb", "nn", "en"} for a in answers)
    assert all(0 <= a["confidence"] <= 1 and a["ms"] >= 0 for a in answers)
    assert all(isinstance(t, str) for a in answers for t in a["topics"])
    assert [a["outcome"] for a in answers[1:2]] == ["dialog"]


def test_ask_jsonl_answers_the_last_of_a_talk(tmp_path: Path) -> None:
    """The messages are one person's in one talk; what was asked about the answer before is told."""
    talks = [
        ["Hva er IPS?", "hvor står det?"],
        ["What is IPS?", "thanks, but are you sure about that?"],
        ["Kva er IPS?", "på engelsk", "takk"],
        ["svar på engelsk", "Hva er IPS?"],
        ["hvor står det?"],
    ]
    lines = [*({"talk": talk} for talk in talks), {"q": "hvor står det?"}]
    file = tmp_path / "talks.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    done = bot("ask", "--jsonl", str(file), folder=tmp_path)
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert (done.returncode, done.stderr) == (0, "")
    assert [{key: a[key] for key in a if key in ("q", "talk")} for a in answers] == lines
    assert all(set(a) - {"about", "talk"} == KEYS - {"q"} for a in answers[:-1])
    told = [(a["outcome"], a["topics"], a["lang"], a.get("about")) for a in answers]
    assert told == [
        ("answer", ["ips.definition"], "nb", "source"),
        ("answer", ["ips.definition"], "en", "sure"),
        ("smalltalk", [], "nn", None),
        ("answer", ["ips.definition"], "en", None),
        ("unknown", [], "nb", "source"),
        ("unknown", [], "nb", "source"),
    ]


def test_ask_from_a_terminal_that_writes_latin_1(tmp_path: Path) -> None:
    """The command line comes in as half characters then: the answer comes and is written all the same."""
    for encoding in ("utf-8", "latin-1"):
        done = subprocess.run(
            [sys.executable.encode(), b"-m", b"bot", b"ask", b"hva er ips p\xe5 norsk"],
            cwd=tmp_path,
            env=environment(LC_ALL="C.UTF-8", PYTHONIOENCODING=f"{encoding}:replace"),
            capture_output=True,
            timeout=LONG_S,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert words("nb", "answer.source") in done.stdout.decode(encoding)


NO_TALKS = [b'{"talk": []}\n', b'{"talk": "x"}\n', b'{"talk": ["x", 1]}\n', b'{"talk": null}\n']


@pytest.mark.parametrize(
    "content",
    [b"no json\n", b'{"question": "x"}\n', b"[]\n", b'"q"\n', b"\xff\xfe\n", b"[" * 99_999, *NO_TALKS],
)
def test_a_file_that_ask_cannot_use(tmp_path: Path, content: bytes) -> None:
    """One sentence that names the file, exit code 2, no stack trace."""
    file = tmp_path / "questions.jsonl"
    file.write_bytes(content)
    done = bot("ask", "--jsonl", str(file), folder=tmp_path)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert "questions.jsonl" in done.stderr


def test_db_upgrade(tmp_path: Path) -> None:
    """A database is made, also in a folder that is not there yet; the second time nothing changes."""
    address = sqlite(tmp_path / "new" / "ips.sqlite")
    first, again = (run("db", "upgrade", "--db", address, folder=tmp_path) for run in (fresh, bot))
    assert (first.returncode, again.returncode, first.stdout) == (0, 0, again.stdout)
    assert "version" in first.stderr
    assert again.stderr == ""
    with closing(sqlite3.connect(tmp_path / "new" / "ips.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM referral").fetchone() == (0,)


def test_kb_check(tmp_path: Path) -> None:
    """The real base is clean; in a copy with two faults both are named with file and line."""
    assert fresh("kb", "check", folder=tmp_path).returncode == 0
    own = tmp_path / "kb"
    shutil.copytree(ROOT / "knowledge_base", own)
    topic = own / "nb" / "topics" / "ips.definition.yaml"
    topic.write_text(topic.read_text().replace("owner:", "owned:"))
    (own / "nn" / "dialogs" / "refer.yaml").unlink()
    done = bot("kb", "check", folder=tmp_path, IPS_KNOWLEDGE=str(own))
    assert done.returncode == 1
    assert re.search(r"^kb/nb/topics/ips\.definition\.yaml:\d+: ", done.stdout, re.MULTILINE)
    assert "nn/dialogs/refer.yaml" in done.stdout
    assert "Traceback" not in done.stderr


def test_chat_with_piped_input(tmp_path: Path) -> None:
    """A question, then a referral by the numbers of the choices, then the way out."""
    typed = ("Hva er IPS?", "jeg vil henvise", *"111111221111", "slutt")
    address = sqlite(tmp_path / "chat.sqlite")
    who = ("--as", "clinician", "--service", "oyane-dps-allmenn", "--id", "anna")
    done = fresh("chat", *who, "--db", address, folder=tmp_path, given="\n".join(typed) + "\n")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    shown = " ".join(done.stdout.split())
    assert words("nb", "dialog.refer.summary.title") in shown
    assert re.search(r"IPS-[2-9A-Z]{4}", shown)
    assert words("nb", "terminal.bye") in shown
    with closing(sqlite3.connect(tmp_path / "chat.sqlite")) as connection:
        assert connection.execute("SELECT clinician, state FROM referral").fetchall() == [
            ("anna", "requested")
        ]


def test_chat_ends_with_its_input(tmp_path: Path) -> None:
    """When the input ends in the middle of a dialog the chat ends, and the next one goes on there."""
    who = ("--as", "clinician", "--service", "oyane-dps-allmenn", "--db", sqlite(tmp_path / "chat.sqlite"))
    first = bot("chat", *who, folder=tmp_path, given="jeg vil henvise\nja")
    second = bot("chat", *who, folder=tmp_path, given="")
    assert (first.returncode, second.returncode) == (0, 0)
    assert words("nb", "flow.resumed") in " ".join(second.stdout.split())
    assert words("nb", "dialog.refer.wish.ask") in " ".join(second.stdout.split())


def test_a_post_that_is_away(tmp_path: Path) -> None:
    """An absence is recorded; a post or days that cannot be are refused in a sentence."""
    address = ("--db", sqlite(tmp_path / "ips.sqlite"))
    days = ("--from", "2026-11-01", "--to", "2026-11-30")
    good = fresh("post", "away", "dps-general", *days, *address, folder=tmp_path)
    unknown = bot("post", "away", "nope", *days, *address, folder=tmp_path)
    assert (good.returncode, unknown.returncode) == (0, 2)
    assert len(unknown.stderr.strip().splitlines()) == 1
    with closing(sqlite3.connect(tmp_path / "ips.sqlite")) as connection:
        rows = connection.execute("SELECT post, first_day, last_day FROM absence").fetchall()
    assert rows == [("dps-general", "2026-11-01", "2026-11-30")]
