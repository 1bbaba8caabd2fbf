"""The wheel: the same bytes each time, whole, and with what the program needs."""

from __future__ import annotations

import base64
import hashlib
import os
import zipfile
from pathlib import Path

from tools.wheel import ROOT, build


def test_the_same_twice(tmp_path: Path) -> None:
    """Built again later, after files were touched, it is the same byte for byte."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    one = build(first)
    os.utime(ROOT / "bot/__init__.py")
    assert build(second).read_bytes() == one.read_bytes()


def test_it_is_whole(tmp_path: Path) -> None:
    """Each file has the digest that RECORD says; code, migrations, the knowledge base are in it."""
    with zipfile.ZipFile(build(tmp_path)) as wheel:
        names = wheel.namelist()
        (record,) = (name for name in names if name.endswith(".dist-info/RECORD"))
        lines = [line.rsplit(",", 2) for line in wheel.read(record).decode().splitlines()]
        assert [name for name, _, _ in lines] == names
        for name, digest, size in lines[:-1]:
            content = wheel.read(name)
            found = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            assert (digest, size) == (f"sha256={found}", str(len(content)))
    for wanted in ("bot/storage/migrations/versions/0001_first.py", "handlers/__init__.py"):
        assert wanted in names
    assert any(name.endswith("share/ips-assistant/knowledge_base/manifest.yaml") for name in names)
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]
