"""docs/teams.md, followed word for word: its settings, its commands in their order, its answers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from socket import create_server

import httpx
import pytest

from tests.domain.making import ROOT
from tests.fakes.teams import FakeTeams, TeamsUser
from tests.handlers.house import House
from tests.handlers.talk import say as words
from tests.process.program import environment, sqlite
from tools.teams_playground import hang_in, signing

TEXT = (ROOT / "docs/teams.md").read_text("utf-8")
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.strip().split("\n")
]
(ENV,) = re.findall(r"```ini\n(.*?)```", TEXT, re.DOTALL)
NOWHERE = "http://127.0.0.1:9"


class Follower:
    """Does what the document says in a folder of its own, on a free port, and without the internet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / ".env").write_text(ENV, "utf-8")
        (folder / "bin").mkdir()
        python = folder / "bin/python"
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        python.chmod(0o755)
        with create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.env = environment(
            IPS_DATABASE=sqlite(folder / "ips.sqlite"),
            IPS_PORT="0",
            IPS_WEBHOOK_PORT=str(self.port),
            HTTPS_PROXY=NOWHERE,
            HTTP_PROXY=NOWHERE,
            PATH=f"{folder / 'bin'}:{os.environ['PATH']}",
        )
        self.running: subprocess.Popen[str] | None = None

    def does(self, command: str) -> tuple[int, str]:
        """Run a command; return its exit code and what it said."""
        if command == "python -m bot run":
            return 0, self._starts(command)
        if asked := re.fullmatch(r"curl .*-X POST http://127\.0\.0\.1:8081(\S+)", command):
            answer = httpx.post(f"http://127.0.0.1:{self.port}{asked[1]}", trust_env=False)
            return 0, str(answer.status_code)
        done = subprocess.run(
            command, shell=True, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    def _starts(self, command: str) -> str:
        pipe = subprocess.PIPE
        self.running = subprocess.Popen(
            ["/bin/sh", "-c", f"exec {command}"], cwd=self.folder, env=self.env, stdout=pipe, text=True
        )
        assert self.running.stdout
        return self.running.stdout.readline()

    def close(self) -> None:
        """End what was started."""
        if self.running:
            self.running.terminate()
            self.running.communicate(timeout=60)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[int, str]]]:
    """Follow the document once; return what each command said."""
    follower = Follower(tmp_path_factory.mktemp("followed"))
    try:
        yield {command: follower.does(command) for command in COMMANDS} | {
            "folder": (0, str(follower.folder))
        }
    finally:
        follower.close()


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_does_what_is_written(command: str, followed: dict[str, tuple[int, str]]) -> None:
    """Each command of the document works, in the order in which they stand; the doctor finds no internet."""
    code, said = followed[command]
    assert code == (1 if "doctor" in command else 0), said
    assert said


def test_the_door_is_there_and_closed(followed: dict[str, tuple[int, str]]) -> None:
    """Without a token the running program answers as the document says."""
    ((_, said),) = [result for command, result in followed.items() if command.startswith("curl")]
    assert f"The answer is `{said}`" in TEXT
    assert said == "401"


def test_the_doctor_speaks_of_teams(followed: dict[str, tuple[int, str]]) -> None:
    """The doctor tells whether Microsoft lets the bot in, and how long the secret lasts."""
    flat = " ".join(followed["python -m bot doctor"][1].split())
    assert words("nb", "teams.doctor.silent", fault="ProxyError").split("(")[0] in flat
    assert any(words("nb", f"teams.doctor.{key}").split("{")[0] in flat for key in ("lasts", "soon", "over"))


def test_package_and_code(followed: dict[str, tuple[int, str]]) -> None:
    """The package lies where it should; the code that was printed has the words the document names."""
    package = zipfile.ZipFile(Path(followed["folder"][1]) / "var/ips-teams.zip")
    assert {"manifest.json", "color.png", "outline.png", "nn.json", "en.json"} == set(package.namelist())
    assert "koble til" in followed["python -m bot people invite jonas"][1]


def test_the_log_says_what_the_document_explains() -> None:
    """What the document quotes of the log is what the program writes."""
    channels = ROOT / "bot/channels"
    files = (*channels.glob("*.py"), *(channels / "teams").rglob("*.py"))
    source = "".join(path.read_text("utf-8") for path in files)
    for quoted in ("request not taken", "teams cannot be written to"):
        assert f"`{quoted}" in TEXT
        assert f'"{quoted}"' in source


def test_the_playgrounds_door_signs(fake: FakeTeams) -> None:
    """What comes in unsigned from the Playground is signed, and answered by the real bot."""
    house = House()
    user = TeamsUser(fake, "alex", locale="en-US", tenant="0")

    async def knock() -> int:
        bot = hang_in(house.app, fake)
        door = httpx.AsyncClient(transport=httpx.ASGITransport(signing(fake, bot)), base_url="http://door")
        answer = await door.post("/api/messages", json=user.installs())
        await house.app.channel_runtime.outbox_worker.empty()
        await bot.aclose()
        await door.aclose()
        return answer.status_code

    assert house._run(knock()) == 200
    assert len(fake.in_chat(user.chat)) == 1
    house.close()
