"""Why a copy could not be made or put back."""

from __future__ import annotations


class BackupFault(Exception):
    """Raised with one sentence that says what is in the way, and what to do."""


FILLED = "The database has something in it already: a copy is put back into an empty one only."
NO_COPY = "{path} is no copy of this program's database."
NEWER = "The copy is newer ({version}) than this program: put it back with the program that it was made with."
EXISTS = "{path} is there already: choose another name, or remove it first."


def newer(version: str) -> BackupFault:
    """Return the fault of a copy that a newer program made."""
    return BackupFault(NEWER.format(version=version))
