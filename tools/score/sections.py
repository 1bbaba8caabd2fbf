"""The parts of docs/quality.md on talks: follow-ups, and sentences that say several things at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.app import FOLLOW_UPS
from bot.conversation.context import Knowledge
from tools.score import follow_ups
from tools.score import said as sentences

BLIND = Path("tests/blind")
DEVELOPMENT = Path("tests/understanding")
SAID = {
    "openings": ("what an opening sentence says, filled in", "consents that nobody gave"),
    "sharing": ("“may I share this?” decided at once, of those that suffice", "wrong verdicts"),
    "typed": ("answers typed into the referral dialog, read right", "doubtful consents taken for a yes"),
}


def talks(root: Path) -> list[str]:
    """Return the section on follow-ups: blind talks, and the authors left out of the learning."""
    figures: Mapping[str, Any] = yaml.safe_load((root / FOLLOW_UPS).read_text("utf-8"))["dense"]["figures"]
    shares = {name: 100 * figures[name] for name in ("at_once", "of_these_sure", "surely_wrong")}
    return [
        "## Follow-ups in blind talks",
        "",
        *follow_ups.table(follow_ups.follow(BLIND / "talks.jsonl")),
        "",
        f"Development figures, each author left out ({figures['follow_ups']:.0f} follow-ups): "
        f"{shares['at_once']:.1f} % right at once, {shares['of_these_sure']:.1f} % of all surely, "
        f"{shares['surely_wrong']:.1f} % surely wrong.",
        "",
    ]


def said(know: Knowledge) -> list[str]:
    """Return the section on openings, sharing sentences and typed answers, blind and development."""
    lines = [
        "## Sentences that say several things, and typed answers",
        "",
        "| | blind lines | right | grave | development | right | grave |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for kind, (what, grave) in SAID.items():
        scores = [_scored(kind, folder, know) for folder in (BLIND, DEVELOPMENT)]
        cells = " | ".join(f"{s.wanted} | {100 * s.share:.1f} % | {len(s.grave)}" for s in scores)
        lines.append(f"| {what} (grave: {grave}) | {cells} |")
    return [*lines, ""]


def _scored(kind: str, folder: Path, know: Knowledge) -> sentences.Score:
    file = folder / (f"{kind}.jsonl" if folder == BLIND else f"{kind}_dev.jsonl")
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    return sentences.KINDS[kind](rows, know)
