"""python -m tools.wheel FOLDER: the program as a wheel, the same bytes each time from the same files.

In it are the packages `bot` and `handlers`, and under share/ips-assistant the knowledge base.
"""

from __future__ import annotations

import base64
import hashlib
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MOMENT = (2026, 1, 1, 0, 0, 0)
"""The time of every file: a wheel tells nothing of when it was built."""

PACKAGES, DATA = ("bot", "handlers"), "knowledge_base"
WHEEL = "Wheel-Version: 1.0\nGenerator: tools.wheel\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def project(root: Path = ROOT) -> dict[str, Any]:
    """Return what pyproject.toml says of the project."""
    told: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return told


def build(folder: Path, root: Path = ROOT) -> Path:
    """Write the wheel into a folder and return its path."""
    about = project(root)
    name = f"{about['name'].replace('-', '_')}-{about['version']}"
    path = folder / f"{name}-py3-none-any.whl"
    record = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:
        for inside, content in [*_files(root, name), *_told(about, name)]:
            _add(wheel, inside, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append(f"{inside},sha256={digest},{len(content)}")
        last = f"{name}.dist-info/RECORD"
        _add(wheel, last, "\n".join([*record, f"{last},,", ""]).encode())
    return path


def _files(root: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for folder in (*PACKAGES, DATA):
        for path in sorted((root / folder).rglob("*"), key=lambda one: one.as_posix()):
            if path.is_file() and "__pycache__" not in path.parts:
                inside = path.relative_to(root).as_posix()
                data = f"{name}.data/data/share/ips-assistant/{inside}"
                yield data if folder == DATA else inside, path.read_bytes()


def _told(about: dict[str, Any], name: str) -> Iterator[tuple[str, bytes]]:
    lines = ["Metadata-Version: 2.1", f"Name: {about['name']}", f"Version: {about['version']}"]
    lines += [f"Summary: {about['description']}", f"Requires-Python: {about['requires-python']}"]
    lines += [f"Requires-Dist: {one}" for one in sorted(about["dependencies"])]
    yield f"{name}.dist-info/METADATA", "\n".join([*lines, ""]).encode()
    yield f"{name}.dist-info/WHEEL", WHEEL.encode()
    yield f"{name}.dist-info/entry_points.txt", b"[console_scripts]\nips-assistant = bot.__main__:start\n"


def _add(wheel: zipfile.ZipFile, inside: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(inside, MOMENT)
    entry.external_attr = 0o100644 << 16
    entry.create_system = 3
    entry.compress_type = zipfile.ZIP_DEFLATED
    wheel.writestr(entry, content)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    print(build(target))
