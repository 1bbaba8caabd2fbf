"""Certificates: until when they last, and whether this machine believes them."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import struct
from pathlib import Path

from cryptography import x509

from bot.domain.ports.health import Finding, Level

SSL_REQUEST = 80877103
SOON = dt.timedelta(days=30)
"""How long before something runs out the doctor warns."""


def lasting(name: str, ends: dt.datetime, now: dt.datetime) -> Finding:
    """Return what is found of a certificate that runs out at a moment; a warning from 30 days before."""
    values = {"host": name, "days": (ends - now).days}
    if ends <= now:
        return Finding(Level.FAULT, "doctor.address.over", values)
    soon = ends - now <= SOON
    return Finding(Level.WARNING if soon else Level.OK, "doctor.address.certificate", values)


def end_of(shown: bytes) -> dt.datetime:
    """Return when a certificate (DER or PEM) runs out. Raises ValueError when it is none."""
    read = x509.load_pem_x509_certificate if shown.startswith(b"-----") else x509.load_der_x509_certificate
    return read(shown).not_valid_after_utc


def first_end(file: Path) -> dt.datetime:
    """Return when the first of a file's certificates (PEM) runs out. Raises OSError or ValueError."""
    return min(one.not_valid_after_utc for one in x509.load_pem_x509_certificates(file.read_bytes()))


def of_server(host: str, port: int, longest_s: float) -> dt.datetime:
    """Return when a server's certificate runs out, whoever signed it. Raises OSError or ValueError."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # to look at it only: nothing is sent
    return end_of(_shown(context, host, port, longest_s))


def doubt(host: str, port: int, longest_s: float) -> str:
    """Return why this machine does not believe a server's certificate; "" if it does. Raises OSError."""
    try:
        _shown(ssl.create_default_context(), host, port, longest_s)
    except ssl.SSLCertVerificationError as fault:
        return fault.verify_message
    return ""


def of_postgresql(host: str, port: int, longest_s: float) -> dt.datetime:
    """Return when the certificate of a PostgreSQL server runs out. Raises OSError or ValueError.

    It is asked for encryption first, in the clear. Source: PostgreSQL, "Message Formats", SSLRequest.
    """
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # to look at it only: nothing is sent
    with socket.create_connection((host, port), timeout=longest_s) as line:
        line.sendall(struct.pack("!ii", 8, SSL_REQUEST))
        if line.recv(1) != b"S":
            raise ValueError("it does not encrypt")
        with context.wrap_socket(line, server_hostname=host) as talk:
            return end_of(talk.getpeercert(binary_form=True) or b"")


def _shown(context: ssl.SSLContext, host: str, port: int, longest_s: float) -> bytes:
    with (
        socket.create_connection((host, port), timeout=longest_s) as line,
        context.wrap_socket(line, server_hostname=host) as talk,
    ):
        return talk.getpeercert(binary_form=True) or b""
