"""A post is taken out of the directory while a referral is open there."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

from tests.process.people import ANNA, JONAS, TYPED
from tests.process.program import ROOT, Playing, bot, sqlite


def test_a_removed_post_is_named_and_its_referrals_moved(tmp_path: Path) -> None:
    """The start is refused with codes and command, the doctor shows it, the command moves and tells."""
    database = tmp_path / "ips.sqlite"
    with Playing(sqlite(database), tmp_path) as play:
        play.line({"as": JONAS, "say": "hei"})
        for typed in TYPED:
            play.line({"as": ANNA, "say": typed})
        (sent,) = play.line({"show": "referrals"})["referrals"]
    assert (sent["post"], sent["state"]) == ("dps-general", "requested")
    settings = {"IPS_KNOWLEDGE": str(without(tmp_path, "dps-general")), "IPS_DATABASE": sqlite(database)}

    refused = bot("run", "--port", "0", folder=tmp_path, **settings)
    assert refused.returncode != 0
    assert f"dps-general: {sent['code']}" in refused.stderr
    assert "python -m bot referral move" in refused.stderr
    assert sent["code"] in bot("doctor", folder=tmp_path, **settings).stdout

    for wrong in (("dps-fact", "dps-supervisor"), ("dps-general", "nowhere"), ("nothing", "dps-fact")):
        assert bot("referral", "move", *wrong, folder=tmp_path, **settings).returncode != 0
    moved = bot("referral", "move", "dps-general", "dps-supervisor", folder=tmp_path, **settings)
    assert (moved.returncode, sent["code"] in moved.stdout) == (0, True), moved.stderr
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT post, version FROM referral").fetchall() == [("dps-supervisor", 2)]
        told = connection.execute("SELECT text_key FROM outbox ORDER BY number").fetchall()
    assert [key for (key,) in told][-2:] == ["notice.handed_over", "notice.given"]
    assert sent["code"] not in bot("doctor", folder=tmp_path, **settings).stdout


def without(folder: Path, post: str) -> Path:
    """Return a copy of the knowledge base whose directory lacks a post."""
    root = folder / "knowledge_base"
    shutil.copytree(ROOT / "knowledge_base", root)
    file = root / "directory.yaml"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith(f"  {post}:")]
    file.write_text(re.sub(rf"{post}, |, {post}\b", "", "\n".join(lines)), "utf-8")
    return root
