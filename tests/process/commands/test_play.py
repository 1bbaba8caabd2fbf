"""`play` as the design fixes it: what goes in, what comes out, and that a bad line ends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.process.people import JONAS, TYPED, choice, texts
from tests.process.program import Playing, bot

NOBODY: dict[str, list[object]] = {"replies": [], "notices": []}


def clinician(name: str) -> dict[str, str]:
    """Return a clinician of this test's own."""
    return {"id": name, "role": "clinician", "service": "oyane-dps-allmenn"}


def refer(play: Playing, who: dict[str, str]) -> dict[str, Any]:
    """Type a whole referral and return what the last line leads to."""
    return [play.line({"as": who, "say": typed}) for typed in TYPED][-1]


def code_of(play: Playing, who: dict[str, str]) -> str:
    """Return the code of the clinician's newest referral."""
    referrals = play.line({"show": "referrals"})["referrals"]
    return str(next(r["code"] for r in referrals if r["clinician"] == who["id"]))


def test_a_reply_has_exactly_the_keys_of_the_design(play: Playing) -> None:
    """Replies have text and choices, choices an id and a label; nothing more."""
    answer = play.line({"as": clinician("keys"), "say": "jeg vil henvise"})
    assert set(answer) == {"replies", "outcome", "topics", "dialog", "notices"}
    assert answer["notices"] == []
    for reply in answer["replies"]:
        assert set(reply) == {"text", "choices"}
        assert all(set(one) == {"id", "label"} and len(one["id"]) <= 64 for one in reply["choices"])
    assert len(answer["replies"][-1]["choices"]) >= 2


def test_a_line_tells_what_it_led_to(play: Playing) -> None:
    """The outcome, the topics shown, and where one is in a dialog; nothing of a dialog where none is open."""
    bo = clinician("tells")
    asked = play.line({"as": bo, "say": "Hva er IPS?"})
    assert (asked["outcome"], asked["topics"][0], asked["dialog"]) == ("answer", "ips.definition", None)
    begun = play.line({"as": bo, "say": "jeg vil henvise"})
    assert (begun["outcome"], begun["dialog"]["name"]) == ("dialog", "refer")
    first = begun["dialog"]["step"]
    then = play.line({"as": bo, "say": "ja"})["dialog"]
    assert then["answers"] == {first: "yes"}
    assert then["step"] != first
    assert play.line({"as": bo, "say": "avbryt"})["dialog"] is None


def test_the_main_job(play: Playing) -> None:
    """Ask, refer, receive, accept: the others' notices come in the same line, told once."""
    anna = clinician("main")
    play.line({"as": JONAS, "say": "hei"})
    asked = play.line({"as": anna, "say": "Hva er IPS?"})
    sent = refer(play, anna)
    code = code_of(play, anna)
    (told,) = sent["notices"]
    opened = play.line({"as": JONAS, "press": told["choices"][0]["id"]})
    accepted = play.line({"as": JONAS, "press": choice(opened, ":accept")})
    assert accepted["notices"] == []
    accepted = play.line({"as": JONAS, "press": choice(accepted, ":accept:yes")})
    assert "IPS" in texts(asked)[0]
    assert set(told) == {"to", "text", "choices"}
    assert (told["to"], code in told["text"], code in texts(sent)[0]) == ("jonas", True, True)
    assert [n["to"] for n in opened["notices"] + accepted["notices"]] == ["main", "main"]
    assert play.line({"as": anna, "say": "hei"})["notices"] == []


def test_what_is_shown_of_referrals(play: Playing) -> None:
    """Each referral shows code, state, post, consent and history."""
    who = clinician("shown")
    refer(play, who)
    shown = next(r for r in play.line({"show": "referrals"})["referrals"] if r["clinician"] == "shown")
    assert {"code", "state", "post", "consent", "history"} <= set(shown)
    assert shown["state"] == "requested"
    assert shown["consent"]["receivers"] == ["job_specialist"]
    assert (shown["consent"]["scope"], shown["consent"]["form"]) == ("work", "written")
    assert [change["state"] for change in shown["history"]] == ["requested"]


def test_what_is_shown_of_outbox_and_audit(play: Playing) -> None:
    """Both are lists of rows, in order; the referral that was sent stands in both."""
    who = clinician("rows")
    refer(play, who)
    code = code_of(play, who)
    outbox = play.line({"show": "outbox"})["outbox"]
    audit = play.line({"show": "audit"})["audit"]
    assert [row["text_key"] for row in outbox if row["places"].get("code") == code] == ["notice.requested"]
    assert [row["action"] for row in audit if row["thing"] == code] == [
        "referral.open",
        "referral.consent.given",
    ]
    for rows in (outbox, audit):
        assert [row["number"] for row in rows] == sorted(row["number"] for row in rows)


@pytest.mark.parametrize(
    "line",
    [
        "this is no JSON",
        "{",
        "[1, 2]",
        '"text"',
        "null",
        "[" * 100_000,
        '{"as": "anna", "say": "hei"}',
        '{"as": {"role": "clinician"}, "say": "hei"}',
        '{"as": {"id": 5}, "say": "hei"}',
        '{"as": {"id": "x", "role": "king"}, "say": "hei"}',
        '{"as": {"id": "x", "role": ["clinician"]}, "say": "hei"}',
        '{"as": {"id": "x", "lang": "xx"}, "say": "hei"}',
        '{"say": "hei", "press": "help:"}',
        '{"say": {"a": 1}}',
        '{"press": ["help:"]}',
        '{"show": "secrets"}',
        '{"show": ["referrals"]}',
        '{"at": "yesterday", "say": "hei"}',
        '{"at": 5, "say": "hei"}',
        '{"at": "0001-01-01T00:00:00+10:00", "say": "hei"}',
        '{"at": "9999-12-31T23:59:59-10:00", "say": "hei"}',
        '{"as": {"id": "x", "role": "\\ud800"}, "say": "hei"}',
    ],
)
def test_a_bad_line_gives_an_error_and_the_next_goes_on(play: Playing, line: str) -> None:
    """Whatever is wrong, one line comes out that says so, and the assistant is there for the next."""
    answer = play.line(line)
    assert set(answer) == {"error", "replies", "notices"}
    assert {**answer, "error": bool(answer["error"])} == {"error": True, **NOBODY}
    assert texts(play.line({"as": {"id": "after", "role": "guest"}, "say": "hjelp"}))


def test_a_bad_line_takes_no_turn(tmp_path: Path) -> None:
    """A line that gives an error leaves no trace in the conversation."""
    lines = ('{"at": "5"}', '{"as": {"id": "a", "role": "king"}, "press": "refer:"}', '{"show": "audit"}')
    done = bot("play", folder=tmp_path, given="\n".join(lines) + "\n\n\n")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == '{"audit": []}'
    assert len(done.stdout.splitlines()) == len(lines)


def test_bytes_that_are_no_text(play: Playing) -> None:
    """A line that is not UTF-8 is an error at most; half a character in a text is only text."""
    assert "replies" in play.line('{"say": "\\ud83d"}')
    assert "replies" in play.line('{"as": {"id": "\\ud83d"}, "say": "hjelp"}')


def test_the_same_update_is_one_turn(play: Playing) -> None:
    """A line with an update's id that was there already gives the same and does nothing."""
    who = clinician("twice")
    send = [play.line({"as": who, "say": typed}) for typed in TYPED[:-1]][-1]
    line = {"as": who, "press": choice(send, ":send"), "update": "twice-send"}
    first, again = play.line(line), play.line(line)
    mine = [r for r in play.line({"show": "referrals"})["referrals"] if r["clinician"] == "twice"]
    assert first["replies"] == again["replies"]
    assert (len(first["notices"]), len(again["notices"]), len(mine)) == (1, 0, 1)


def test_the_clock_moves_forward_only(tmp_path: Path) -> None:
    """`at` is the time of what follows, Norwegian if it names no zone; backwards is an error."""
    lines = [
        f'{{"as": {{"id": "a", "role": "clinician", "service": "oyane-dps-allmenn"}}, "say": "{typed}"}}'
        for typed in TYPED
    ]
    lines.insert(0, '{"at": "2027-07-01T00:30:00"}')
    lines += [
        '{"at": "2027-06-30T12:00:00Z"}',
        '{"at": "2027-07-01T00:30:00+02:00"}',
        '{"show": "referrals"}',
    ]
    done = bot("play", folder=tmp_path, given="\n".join(lines))
    out = done.stdout.splitlines()
    assert "error" in out[-3]
    assert "error" not in out[-2]
    assert '"at": "2027-06-30T22:30:00+00:00"' in out[-1]
    assert '"given_on": "2027-07-01"' in out[-1]


def test_the_question_to_the_method_supervisor(play: Playing) -> None:
    """Asked from the dialog, answered by the supervisor, used by the referral; what is shown tells it all."""
    eva = clinician("sick")
    mette = {"id": "mette", "role": "method_supervisor", "post": "dps-supervisor"}
    play.line({"as": mette, "say": "hei"})
    for typed in ("jeg vil henvise", "ja", "ja", "ja", "over 18", "ja", "spør"):
        asked = play.line({"as": eva, "say": typed})
    sent = play.line({"as": eva, "press": "inquiry:send:supervisor"})
    (told,) = sent["notices"]
    answered = play.line({"as": mette, "press": told["choices"][0]["id"]})
    (back,) = answered["notices"]
    play.line({"as": eva, "press": back["choices"][0]["id"]})
    for typed in ("ja", "2", "nei", "muntlig", "i dag", "ja", "send"):
        play.line({"as": eva, "say": typed})
    (inquiry,) = (i for i in play.line({"show": "inquiries"})["inquiries"] if i["asker"] == "sick")
    assert choice(asked, ":supervisor") == "inquiry:send:supervisor"
    assert (told["to"], back["to"]) == ("mette", "sick")
    assert [(c["state"], c["by"]) for c in inquiry["history"]] == [
        ("asked", "sick"),
        ("agreed", "mette"),
        ("closed", "sick"),
    ]
    assert set(inquiry) == {"code", "kind", "state", "asker", "service", "post", "history"}
    assert code_of(play, eva).startswith("IPS-")
