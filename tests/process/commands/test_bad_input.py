"""Whatever a person types or presses gets a clear sentence and loses nothing."""

from __future__ import annotations

import pytest

from tests.handlers.talk import say as words
from tests.process.people import TYPED, choice, texts
from tests.process.program import Playing

FAULT = words("nb", "flow.fault")
HUGE = 100_000
WAITING = words("nb", "dialog.refer.wish.ask")

ODD = {
    "empty": "",
    "spaces": " \t\n ",
    "invisible": "\u200b\u200f\u2066\u00ad",
    "control": "\x00\x01\x07\x1b[31mrød\x7f",
    "emoji": "👩‍⚕️🏳️‍🌈👍🏽" * 5,
    "right to left": "\u202eמה זה IPS؟ ما هو\u202c",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;{{7*7}}",
    "markup": "[bold]x[/bold] [/] %s {0} {name} $(id) `id`",
    "sql": "'; DROP TABLE referral; --",
    "half a character": "\ud83d",
    "combining": "a" + "\u0301" * 1500,
    "a number": "99999999999999999999999",
    "dates": "99.99.9999",
    "slash": "/",
    "unknown command": "/nope",
    "100 kB of a": "a" * HUGE,
    "100 kB of spaces": " " * HUGE,
    "100 kB of digits": "7" * HUGE,
    "100 kB of emoji": "👍" * (HUGE // 4),
    "100 kB of words": "hva er ips " * (HUGE // 11),
    "100 kB of codes": "IPS-7K3F " * (HUGE // 9),
    "100 kB of ats": "a@" * (HUGE // 2),
    "100 kB of lines": "\n" * HUGE,
}

PRESSES = {
    "empty": "",
    "colons": ":::::",
    "unknown": "nothing:here",
    "unknown topic": "topic:no.such",
    "unknown group": "topics:nope",
    "unknown language": "language:xx",
    "dialog without a number": "d:",
    "dialog with words": "d:x:y",
    "dialog of another serial": "d:999999:yes",
    "a value that is not shown": "d:1:send",
    "an order that is not shown": "d:1:!edit.recorded",
    "handle nothing": "handle:",
    "handle oddly": "handle:IPS-7K3F:x:accept:more",
    "end nothing": "end:IPS-7K3F:withdraw:yes:yes",
    "control": "referrals:\x00\n",
    "html": "<b>help:</b>",
    "half a character": "d:\ud83d:yes",
    "100 kB": "d:1:" + "x" * HUGE,
}


def clinician(name: str) -> dict[str, str]:
    """Return a clinician of this test's own."""
    return {"id": name, "role": "clinician", "service": "oyane-dps-allmenn"}


def begin(play: Playing, who: dict[str, str]) -> None:
    """Bring a clinician to the second question of the dialog."""
    for typed in TYPED[:2]:
        answer = play.line({"as": who, "say": typed})
    assert WAITING in texts(answer)[-1]


def waits_still(play: Playing, who: dict[str, str]) -> bool:
    """Tell whether the second question is still the open one, with the first answer kept."""
    shown = play.line({"as": who, "say": "jeg vil henvise"})
    return WAITING in "".join(texts(shown)) and choice(shown, ":!back") != ""


@pytest.mark.parametrize("name", ODD)
def test_odd_text_in_the_middle_of_a_dialog(play: Playing, name: str) -> None:
    """A clear sentence comes, no fault, and the question that was open waits still."""
    who = clinician(f"odd {name}")
    begin(play, who)
    answer = play.line({"as": who, "say": ODD[name]})
    assert answer["notices"] == []
    assert texts(answer)
    assert all(text and text != FAULT for text in texts(answer))
    assert waits_still(play, who)


@pytest.mark.parametrize("name", PRESSES)
def test_a_button_that_never_was_in_the_middle_of_a_dialog(play: Playing, name: str) -> None:
    """A clear sentence comes, no fault, and the question that was open waits still."""
    who = clinician(f"press {name}")
    begin(play, who)
    answer = play.line({"as": who, "press": PRESSES[name]})
    assert answer["notices"] == []
    assert texts(answer)
    assert all(text and text != FAULT for text in texts(answer))
    assert waits_still(play, who)


def test_too_long_is_said(play: Playing) -> None:
    """A text far too long is told so, with the limit, and nothing of it is repeated."""
    (text,) = texts(play.line({"as": clinician("long"), "say": "hva er ips " * 9000}))
    assert text == words("nb", "flow.too_long", most=2000)


def test_markup_is_not_acted_on(play: Playing) -> None:
    """HTML comes in as text and never comes back."""
    answer = play.line({"as": clinician("html"), "say": ODD["html"]})
    assert not any("<script" in text or "onerror" in text for text in texts(answer))


def test_a_button_of_a_finished_dialog(play: Playing) -> None:
    """Every button of a referral that was sent is dead: said so, nothing sent again."""
    who = clinician("finished")
    shown = [play.line({"as": who, "say": typed}) for typed in TYPED]
    old = {c["id"] for answer in shown for reply in answer["replies"] for c in reply["choices"]}
    for button in sorted(one for one in old if one.startswith("d:")):
        answer = play.line({"as": who, "press": button})
        assert texts(answer) == [words("nb", "flow.finished")]
        assert answer["notices"] == []
    mine = [r for r in play.line({"show": "referrals"})["referrals"] if r["clinician"] == "finished"]
    assert len(mine) == 1


def test_a_code_that_is_not_yours_is_as_good_as_none(play: Playing) -> None:
    """Typed or pressed, by anybody, another's code gives exactly what a code that does not exist gives."""
    owner = clinician("owner")
    for typed in TYPED:
        play.line({"as": owner, "say": typed})
    real = next(r for r in play.line({"show": "referrals"})["referrals"] if r["clinician"] == "owner")["code"]
    forms = ("{}", "status {}", "trekk samtykket {}", "avbryt {}")
    presses = (
        "referrals:{}",
        "end:{}:withdraw",
        "end:{}:withdraw:yes",
        "end:{}:cancel:yes",
        "handle:{}:1:accept",
        "handle:{}:1:accept:yes",
        "handle:{}:1:decline:full",
    )
    others = (
        clinician("stranger"),
        {"id": "sara2", "role": "job_specialist", "post": "askoy-fact"},
        {"id": "sup2", "role": "method_supervisor", "post": "ung-supervisor"},
        {"id": "nav2", "role": "nav_counsellor", "service": "nav-askoy"},
        {"id": "guest2", "role": "guest"},
    )
    for who in others:
        for key, patterns in (("say", forms), ("press", presses)):
            for pattern in patterns:
                mine, none = (play.line({"as": who, key: pattern.format(c)}) for c in (real, "IPS-2Z9Y"))
                assert mine == none, (who["id"], pattern)
                assert mine["notices"] == []
    (kept,) = [r for r in play.line({"show": "referrals"})["referrals"] if r["code"] == real]
    assert kept["state"] == "requested"
