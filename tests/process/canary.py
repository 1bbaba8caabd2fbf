"""A string that must be found nowhere, and the channels through which it is sent.

A new channel gets its own function in CHANNELS: it takes a running house, sends the string through every
field that the channel has, right and wrong, and returns in how many ways. Only the sender may see it again.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlencode

from tests.process.chats import Services, say_in_teams, say_in_telegram
from tests.process.program import LONG_S, bot, fresh, running, sqlite

KERNEL = "Kanari7Fugl"
"""Without separators, so that it fits wherever a name does; found in whatever is around it."""

FORMS = (
    KERNEL,
    f"Hva er IPS {KERNEL}?",
    f"Ola Nordmann {KERNEL}, født 15107512345",
    f"Pasienten vil ta sitt liv nå {KERNEL}",
    f"trekk samtykket IPS-7K3F {KERNEL}",
    f"/{KERNEL}\x00\x1b[31m\r\n{KERNEL}",
    f"kan jeg si diagnosen {KERNEL} til Nav?",
    f"{KERNEL} " * 300,
    f"'; DROP TABLE person; -- {KERNEL}",
)
PRESSES = (
    *("{}", "refer:{}", "d:1:{}", "referrals:{}", "end:{}:cancel", "handle:{}:1:accept", "topic:{}"),
    *("contact:{}:talk:day:{}", "narrow:{}", "language:{}", "audit:{}", "course:{}", "share:{}"),
)


HOOKS = ("/telegram/", "/teams/")


class Running:
    """`python -m bot run` over a file in a folder; its log goes to a file, too."""

    def __init__(self, folder: Path, services: Services, **settings: str) -> None:
        self.folder = folder
        self.services = services
        self.base = folder / "ips.sqlite"
        self._log = (folder / "log.jsonl").open("ab")
        unlimited = {"IPS_RATE_PERSON": "0", "IPS_RATE_ADDRESS": "0", "IPS_LOG_LEVEL": "debug"}
        given = {"IPS_DATABASE": sqlite(self.base), **unlimited, **services.settings, **settings}
        read, said = os.pipe()
        self._process = running(
            *("run", "--port", "0"),
            folder=folder,
            module="tests.process.with_teams",
            said=said,
            log=self._log.fileno(),
            settings=given,
        )
        os.close(said)
        self._said = os.fdopen(read)
        lines = [self._said.readline() for _ in range(2)]
        self.port, self.hook_port = (int(re.findall(r":(\d+)", line)[0]) for line in lines)

    def ask(
        self, method: str, path: str, body: str | bytes | None = None, **headers: str
    ) -> tuple[int, str, str]:
        """Send a request; return status, content and cookie."""
        port = self.hook_port if path.startswith(HOOKS) else self.port
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=LONG_S)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
            return answer.status, answer.read().decode("utf-8", "replace"), cookie

    def login(self, person: str) -> str:
        """Return a cookie."""
        form = urlencode({"person": person})
        return self.ask("POST", "/login", form, content_type="application/x-www-form-urlencoded")[2]

    def sql(self, order: str) -> None:
        """Do something to the database behind the program's back."""
        with closing(sqlite3.connect(self.base, timeout=20)) as other:
            other.execute(order)
            other.commit()

    def waiting(self) -> int:
        """Return how many messages are still to be sent."""
        with closing(sqlite3.connect(self.base, timeout=20)) as other:
            return int(other.execute("SELECT count(*) FROM posting WHERE done_at IS NULL").fetchone()[0])

    def stop(self) -> None:
        """Stop as a platform does."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(LONG_S)
        self._said.close()
        self._log.close()


def web(house: Running) -> int:
    """Send it through bodies, presses, update ids, paths, queries, headers, cookies and forms."""
    cookie = house.login("anna")
    sent = 0
    turns = [
        *({"say": form} for form in FORMS),
        *({"press": press.format(*[KERNEL] * 2)} for press in PRESSES),
    ]
    for number, turn in enumerate(turns):
        for body in (
            json.dumps({"update": f"{KERNEL}-{number}", **turn}),
            json.dumps({"update": f"other-{number:04}", **turn, KERNEL: KERNEL}),
            json.dumps(turn) + KERNEL,
        ):
            path = f"/u/anna/api/turn?q={KERNEL}"
            house.ask("POST", path, body, content_type="application/json", cookie=cookie)
            sent += 1
    for path in (
        f"/u/{KERNEL}/", f"/u/anna/api/referrals/{KERNEL}/fhir", f"/u/anna/api/news{KERNEL}", f"/{KERNEL}",
        f"/static/{KERNEL}.js", f"/internal/{KERNEL}", f"/internal/metrics?{KERNEL}={KERNEL}",
        f"/u/anna/api/start?x={quote(FORMS[2])}",
    ):  # fmt: skip
        house.ask("GET", path, cookie=f"{cookie}; {KERNEL}={KERNEL}")
        house.ask("PUT", path, KERNEL, x_canary=KERNEL, user_agent=KERNEL, referer=f"http://x/{KERNEL}",
                  authorization=f"Bearer {KERNEL}", accept_language=KERNEL, last_event_id=KERNEL)  # fmt: skip
        sent += 2
    form = "application/x-www-form-urlencoded"
    for given in (f"person={KERNEL}", f"{KERNEL}={KERNEL}", KERNEL * 1000, f"person=anna&x={KERNEL}"):
        house.ask("POST", "/login", given, content_type=form)
        sent += 1
    house.ask("POST", "/login", "person=anna", content_type=form, origin=f"http://{KERNEL}")
    house.ask("POST", "/u/anna/api/turn", KERNEL, content_type=f"text/{KERNEL}", cookie=f"ips_login={KERNEL}")
    with closing(socket.create_connection(("127.0.0.1", house.port), LONG_S)) as raw:
        raw.sendall(f"{KERNEL} /{KERNEL} NONSENSE\r\nHost: {KERNEL}\r\n\r\n".encode())
        raw.recv(4096)
    return sent + 3


def play(house: Running) -> int:
    """Send it through every field of a line of `play`, except who speaks: that is a profile, not a text."""
    who = {"id": "eva", "role": "clinician", "service": "oyane-dps-allmenn"}
    lines = [
        *(json.dumps({"as": who, "say": form}) for form in FORMS),
        *(json.dumps({"as": who, "press": press.format(KERNEL, KERNEL)}) for press in PRESSES),
        json.dumps({"as": who, "say": "hei", "update": KERNEL}),
        json.dumps({"as": {**who, "role": KERNEL}, "say": "hei"}),
        json.dumps({"as": {**who, "lang": KERNEL}, "say": "hei"}),
        json.dumps({"as": who, "at": KERNEL}),
        json.dumps({"show": KERNEL}),
        json.dumps({KERNEL: KERNEL}),
        KERNEL,
    ]
    _beside(house, "play", given="\n".join(lines))
    return len(lines)


def terminal(house: Running) -> int:
    """Type it into the chat of the terminal."""
    texts = [form.replace("\r", "").replace("\n", "") for form in FORMS]
    _beside(house, "chat", "--as", "clinician", "--service", "oyane-dps-allmenn", given="\n".join(texts))
    return len(texts)


def command_line(house: Running) -> int:
    """Ask it once, and give it to commands that refuse it."""
    for words in (("ask", FORMS[1]), ("audit", "verify", "--head", KERNEL), ("referral", "export", KERNEL)):
        _beside(house, *words)
    return 3


def _beside(house: Running, *words: str, given: str = "") -> None:
    """Run another process over the same database; what it logs goes where the house logs."""
    own = {"IPS_DATABASE": sqlite(house.base)}
    options = ("--db", sqlite(house.base)) if words[0] in {"play", "chat"} else ()
    run = fresh if words[0] == "play" else bot
    ended = run(*words, *options, folder=house.folder, given=given, **own)
    if words[0] in {"play", "chat"}:
        (house.folder / f"{words[0]}.err").write_text(ended.stderr, "utf-8")


def telegram(house: Running) -> int:
    """Send it as every field of every kind of update, each from somebody new, and from one of the staff."""
    code = _invited(house)
    statuses = say_in_telegram(house, KERNEL, FORMS, PRESSES, code)
    assert set(statuses) <= TAKEN_OR_NOT
    assert not code or statuses.count(200) > 0.7 * len(statuses), "a whole house takes it"
    return len(statuses)


def teams(house: Running) -> int:
    """Send it as every field of every kind of activity, each from somebody new, and from one of the staff."""
    code = _invited(house)
    statuses = say_in_teams(house, KERNEL, FORMS, PRESSES, code)
    assert set(statuses) <= TAKEN_OR_NOT
    assert not code or statuses.count(200) > 0.7 * len(statuses), "a whole house takes it"
    return len(statuses)


TAKEN_OR_NOT = {200, 400, 401, 403, 413, 503}


def _invited(house: Running) -> str:
    """Return an invitation for Anna, who gets known by logging in; "" when the database is broken."""
    house.login("anna")
    ended = bot("people", "invite", "anna", folder=house.folder, IPS_DATABASE=sqlite(house.base))
    found = re.search(r"koble til (\S+)", ended.stdout)
    return found[1] if found else ""


CHANNELS: dict[str, Callable[[Running], int]] = {
    "web": web,
    "play": play,
    "terminal": terminal,
    "command line": command_line,
    "telegram": telegram,
    "teams": teams,
}
