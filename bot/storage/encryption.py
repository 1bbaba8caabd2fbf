"""How PostgreSQL is reached: encrypted, and its name checked, unless it is on this machine.

The address may say otherwise: `?ssl=` verify-full, verify-ca, require or disable, with `sslrootcert`,
`sslcert` and `sslkey` as PostgreSQL's own programs call them.
"""

from __future__ import annotations

import os
import ssl
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.domain.ports.store import StoreFault

FULL, AUTHORITY, ANYBODY, NONE = "verify-full", "verify-ca", "require", "disable"
MODES = (FULL, AUTHORITY, ANYBODY, NONE)
"""None of those that fall back to plain text when somebody in between asks for it: `prefer`, `allow`."""

FILES = ("sslrootcert", "sslcert", "sslkey")
"""The authority that signed the server's certificate, and our own certificate where it wants one."""

SYSTEM = "system"
"""What `sslrootcert` says for the authorities that this machine knows: taken where nothing is said."""

REFUSED = "rejected SSL upgrade"
"""What the driver says of a server that does not encrypt."""


def without(address: sa.URL) -> sa.URL:
    """Return the address without what it says of encryption: the driver is told by `arguments`."""
    return address.difference_update_query(["ssl", "sslmode", *FILES])


def mode(address: sa.URL) -> str:
    """Return how a server is to be reached. Raises StoreFault, in one sentence, for anything unsafe."""
    said = _said(address, "ssl") or _said(address, "sslmode")
    if said and said not in MODES:
        raise StoreFault(f"the database address can say ssl={', ssl='.join(MODES)}, and nothing else of it")
    return said or (NONE if is_here(address) else FULL)


def arguments(address: sa.URL) -> dict[str, Any]:
    """Return what the driver is told of encryption. Raises StoreFault where a file cannot be used."""
    wanted = mode(address)
    if wanted == NONE:
        return {"ssl": False}
    files = {name: _said(address, name) for name in FILES}
    for name, file in files.items():
        if file and file != SYSTEM and not Path(file).is_file():
            raise StoreFault(f"the database address names {file} as {name}, and there is no such file")
    authority = files["sslrootcert"]
    try:
        context = ssl.create_default_context(cafile=None if authority in {"", SYSTEM} else authority)
        if files["sslcert"]:
            context.load_cert_chain(files["sslcert"], files["sslkey"] or None)
    except OSError as fault:
        raise StoreFault("a certificate that the database address names cannot be read") from fault
    context.check_hostname = wanted == FULL
    if wanted == ANYBODY:
        context.verify_mode = ssl.CERT_NONE
    return {"ssl": context}


def is_here(address: sa.URL) -> bool:
    """Tell whether a server is on this machine: a socket, or an address that only this machine reaches."""
    said = address.host or address.query.get("host") or os.environ.get("PGHOST", "")
    hosts = [said] if isinstance(said, str) else list(said)
    return all(_is_here(one.partition(":")[0] if one.count(":") == 1 else one) for one in hosts)


def sentence(fault: object) -> str:
    """Return what to do about a connection that could not be encrypted; empty for any other fault."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        return (
            f"its certificate is not to be trusted ({fault.verify_message.rstrip('.')}): name its authority"
            " with sslrootcert=FILE at the end of IPS_DATABASE, and the server as the certificate does"
        )
    if REFUSED in str(fault):
        return (
            "it does not encrypt: turn on TLS there, or put ssl=disable at the end of IPS_DATABASE where"
            " nobody else can be on the way to it"
        )
    return ""


def _said(address: sa.URL, name: str) -> str:
    found = address.query.get(name, "")
    return found if isinstance(found, str) else found[-1]


def _is_here(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
