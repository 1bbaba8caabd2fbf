"""Settings from the environment (prefix IPS_) and a .env file, read once into a frozen object."""

from __future__ import annotations

import secrets
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class WrongSetting(ValueError):
    """Raised when the program cannot start with its settings; the message says which one and why."""


class Settings(BaseSettings):
    """Every setting. The README's table is checked against this class by a test."""

    model_config = SettingsConfigDict(env_prefix="IPS_", env_file=".env", extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="Address that the web chat listens on")
    port: int = Field(8080, ge=0, le=65535, description="Port of the web chat; 0 takes a free one")
    database: str = Field(
        "sqlite+aiosqlite:///var/ips.sqlite",
        description="Database address: `sqlite+aiosqlite:///file` or `postgresql+asyncpg://user:pw@host/name`",
    )
    login: Literal["demo"] = Field(
        "demo", description="How people sign in: `demo` (choose a person; loopback only)"
    )
    secret: SecretStr = Field(
        default_factory=lambda: SecretStr(secrets.token_hex(32)),
        description="Key that signs the login cookie; without it a new one is made at each start",
    )
    knowledge: Path = Field(Path("knowledge_base"), description="Folder of the knowledge base")
    cache: Path = Field(Path("var/cache"), description="Folder for the search index, safe to delete")
    encoder: Literal["auto", "off"] = Field(
        "auto",
        description="`auto`: embeddings where their package is there; `off`: search by letters only",
    )
    base_url: str = Field(
        "http://127.0.0.1:8080", description="Address at which people reach the web chat; e-mails lead there"
    )
    smtp_host: str = Field("", description="Mail server; empty: no e-mail is sent")
    smtp_port: int = Field(25, ge=1, le=65535, description="Port of the mail server")
    smtp_from: str = Field("", description="Sender of e-mails; needed with a mail server")
    mail_after: int = Field(
        10, ge=0, description="Minutes that news waits to be read in the chat before an e-mail goes out"
    )
    rate_person: int = Field(60, ge=0, description="Turns a person may take in a minute; 0: no limit")
    rate_address: int = Field(
        3000, ge=0, description="Requests that may come from one address in a minute; 0: no limit"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged")

    @model_validator(mode="after")
    def _demo_stays_at_home(self) -> Self:
        if self.login == "demo" and not is_loopback(self.host):
            raise ValueError(
                "IPS_LOGIN=demo lets anybody be anybody, so IPS_HOST must be 127.0.0.1 or localhost"
            )
        return self

    @model_validator(mode="after")
    def _letters_have_a_sender(self) -> Self:
        if self.smtp_host and "@" not in parseaddr(self.smtp_from)[1]:
            raise ValueError("IPS_SMTP_HOST needs IPS_SMTP_FROM, the address that e-mails come from")
        return self


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def read(**overrides: object) -> Settings:
    """Return the settings, with those given here on top. Raises WrongSetting with one sentence."""
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as fault:
        first = fault.errors()[0]
        where = f"IPS_{'_'.join(str(part) for part in first['loc']).upper()}: " if first["loc"] else ""
        raise WrongSetting(f"{where}{first['msg'].removeprefix('Value error, ')}") from fault
