"""python -m tools.sbom [FILE]: what the program is made of, as CycloneDX 1.6, from the lock alone.

The same lock gives the same file. Each package has the hashes that are checked when it is installed.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.licences import plain

LOCK = Path("requirements.lock")
"""What runs; the tests' packages are in the other lock."""
PROJECT = Path("pyproject.toml")
NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")


def components(lock: str) -> Iterator[dict[str, Any]]:
    """Yield a component for each package of a lock, in its order."""
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock):
        match = re.match(r"([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", block)
        if match:
            name, version = plain(match[1]), match[2]
            hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", block)
            yield {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}@{version}",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "hashes": [{"alg": "SHA-256", "content": content} for content in hashes],
            }


def bill(lock: str) -> dict[str, Any]:
    """Return the whole bill of materials."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, lock)}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": project["name"], "version": project["version"]}
        },
        "components": list(components(lock)),
    }


def main() -> None:
    """Write it to a file, or to standard output."""
    text = json.dumps(bill(LOCK.read_text("utf-8")), indent=1, sort_keys=True) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, "utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
