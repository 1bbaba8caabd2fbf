"""Where somebody wants to go after signing in: one of our own pages, and never anywhere else. Pure."""

from __future__ import annotations

import re

HOME = "/"
_GOAL = re.compile(
    r"/(?:u/[a-z0-9][a-z0-9._-]{0,39}/"
    r"(?P<page>inbox|statistics|directory|people(?:/(?:new|review|import|of/[a-z0-9][a-z0-9._-]{0,39}))?)?)?"
    r"(?P<asked>#[A-Za-z0-9%=+&._~:!'()*-]{1,1000})?"
)
"""The pages that there are. What is not of this form is refused, not mended: no address of others fits."""


def safe(asked: str) -> str:
    """Return the goal, or the first page for everything that is none of ours."""
    return asked if _GOAL.fullmatch(asked) else HOME


def of(path: str, query: str) -> str:
    """Return a page with what a link asks for in its query, where it survives a sign-in: behind the #."""
    return safe(f"{path}#{query}" if query else path)


def for_person(goal: str, person: str) -> str:
    """Return a goal as the one who signed in can reach it: a letter may have named somebody else's page."""
    match = _GOAL.fullmatch(goal)
    page, asked = (match["page"] or "", match["asked"] or "") if match else ("", "")
    return f"/u/{person}/{page}{asked}"
