"""python -m tools.licences: the packages installed from the lock, into docs/licences.md.

Reads nothing but what the packages say of themselves. `faults` names what must not be: a package without
a hash in the lock, a licence that nobody looked at, a copyleft licence in what runs in production.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

LOCK = Path("requirements-dev.lock")
"""Holds what the other lock holds, too."""
REPORT = Path("docs/licences.md")

PERMISSIVE = re.compile(
    r"MIT|BSD|Apache|ISC|Python Software Foundation|PSF|Zlib|0BSD|CC0|Unlicense|HPND|Historical"
)
WEAK = re.compile(r"MPL|Mozilla|LGPL|Lesser")
"""May be used unchanged as a library; a change of the library itself would have to be published."""
STRONG = re.compile(r"(?<![LA])GPL|Affero|AGPL|(?<!Lesser )General Public License(?! v2 or later \(LGPL)")
UNSAID = {"atheris": "Apache-2.0", "axe-playwright-python": "MIT"}
"""What packages say in words only, looked up in their own licence files."""


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package; `runs` tells that the program itself needs it, not only its tests."""

    name: str
    version: str
    licence: str
    runs: bool
    hashed: bool


def plain(name: str) -> str:
    """Return a package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, bool]:
    """Return the packages of a lock file, each with whether it is pinned by a hash."""
    blocks = re.split(r"\n(?=[A-Za-z0-9])", lock)
    found = (re.match(r"([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==", block) for block in blocks)
    return {plain(m[1]): "--hash=sha256:" in block for m, block in zip(found, blocks, strict=True) if m}


def needed() -> set[str]:
    """Return the packages that the program needs to run, with all that those need."""
    import tomllib

    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    waiting, found = [(Requirement(text), "") for text in project["dependencies"]], set[tuple[str, str]]()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        for wanted in ("", *sorted(requirement.extras)):
            key = (plain(requirement.name), wanted)
            if key not in found:
                found.add(key)
                waiting += [(Requirement(text), wanted) for text in _requires(requirement.name)]
    return {name for name, _ in found}


def _requires(name: str) -> list[str]:
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def licence(package: Distribution) -> str:
    """Return the licence as the package states it: expression, classifiers, then one line of free text."""
    said: Any = package.metadata  # a message of e-mail, which its type does not say
    if said.get("License-Expression"):
        return str(said["License-Expression"])
    marks = [
        mark.split(" :: ")[-1] for mark in said.get_all("Classifier", []) if mark.startswith("License ::")
    ]
    marks = [mark for mark in marks if mark != "OSI Approved"]
    line = str(said.get("License") or "").strip().split("\n")[0][:60]
    return "; ".join(marks) or (line if line.lower() not in {"", "license", "unknown"} else "")


def packages() -> list[Package]:
    """Return the installed packages of the lock, by name."""
    runs, found = needed(), []
    for name, hashed in sorted(locked(LOCK.read_text("utf-8")).items()):
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform
        said = licence(package) or UNSAID.get(name, "")
        found.append(Package(name, package.version, said, name in runs, hashed))
    return found


def faults(found: list[Package]) -> list[str]:
    """Return what must not be, one line each."""
    lines = [f"{p.name}: no hash in the lock" for p in found if not p.hashed]
    for p in found:
        if not PERMISSIVE.search(p.licence) and not WEAK.search(p.licence) and not STRONG.search(p.licence):
            lines.append(f"{p.name}: licence not known ({p.licence or 'says nothing'})")
        if p.runs and STRONG.search(p.licence) and not PERMISSIVE.search(p.licence):
            lines.append(f"{p.name}: {p.licence} in production")
    return lines


def report(found: list[Package]) -> str:
    """Return the whole of docs/licences.md."""
    rows = [f"| {p.name} | {p.version} | {p.licence} | {'yes' if p.runs else ''} |" for p in found]
    weak = [p.name for p in found if p.runs and WEAK.search(p.licence)]
    return "\n".join(
        [
            "# Licences",
            "",
            "Written by `python -m tools.licences` from what the installed packages of the locks say",
            "of themselves; checked by a test. Packages for other platforms are left out. What runs is",
            f"permissive, but for {', '.join(weak)}, which may be used unchanged as libraries (LGPL, MPL).",
            "",
            "Known weaknesses are looked up by `make audit` (`pip-audit`), which asks an advisory service on",
            "the internet. Where there is none it fails and says so: then the checks are the hash of each",
            "package and this table, which are part of the tests.",
            "",
            "| package | version | licence | runs |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Write the table and print what must not be."""
    found = packages()
    REPORT.write_text(report(found), encoding="utf-8")
    print(
        f"licences: {len(found)} packages, {sum(p.runs for p in found)} of them run", *faults(found), sep="\n"
    )


if __name__ == "__main__":
    main()
