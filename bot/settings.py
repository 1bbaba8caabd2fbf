"""Settings from the environment (prefix IPS_) and a .env file, read once into a frozen object."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from difflib import get_close_matches
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource, SettingsConfigDict

from bot.settings_sign_in import SHORTEST_SECRET, SignInSettings


class WrongSetting(ValueError):
    """Raised when the program cannot start with its settings; the message says which one and why."""


ENV_FILE, PREFIX = Path(".env"), "IPS_"
NOT_UTF8 = f"{ENV_FILE} cannot be read: save it as UTF-8"


class Settings(SignInSettings):
    """Every setting. The README's table is checked against this class by a test."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=ENV_FILE, extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="Address that the web chat listens on")
    port: int = Field(8080, ge=0, le=65535, description="Port of the web chat; 0 takes a free one")
    database: str = Field(
        "sqlite+aiosqlite:///var/ips.sqlite",
        description="Database address: `sqlite+aiosqlite:///file` or `postgresql+asyncpg://user:pw@host/name`",
    )
    migrate: Literal["start", "never"] = Field(
        "start",
        description="`start`: the tables are brought up to date at a start; `never`: by `db upgrade` alone",
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
    webhook_port: int = Field(
        8081, ge=0, le=65535, description="Port on which webhooks are, and nothing else; 0 takes a free one"
    )
    webhook_url: str = Field(
        "", description="Public address (https) that a proxy hands on to `IPS_WEBHOOK_PORT`"
    )
    smtp_host: str = Field("", description="Mail server; empty: no e-mail is sent")
    smtp_port: int = Field(25, ge=1, le=65535, description="Port of the mail server")
    smtp_from: str = Field("", description="Sender of e-mails; needed with a mail server")
    smtp_security: Literal["auto", "starttls", "tls", "none"] = Field(
        "auto",
        description="`starttls` or `tls`: always encrypted; `auto`: STARTTLS where the server has it; `none`",
    )
    smtp_user: str = Field("", description="Name to log in with at the mail server; empty: no login")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password for the login; is never logged")
    smtp_ca: Path | None = Field(
        None, description="File with the authorities (PEM) that sign the mail server's certificate"
    )
    mail_after: int = Field(
        10, ge=0, description="Minutes that news waits to be read in the chat before an e-mail goes out"
    )
    strangers: Literal["questions", "nobody"] = Field(
        "questions",
        description="What somebody unknown may do in a chat channel, and on the web without signing in:"
        " `questions` or `nobody`",
    )
    telegram_name: str = Field(
        "",
        pattern=r"^[A-Za-z0-9_]*$",
        description="Telegram's name of the bot, without @; for invitation links",
    )
    unanswered: Literal["on", "off"] = Field(
        "on", description="`on`: masked questions without an answer are kept for curators; `off`: none is"
    )
    telegram_token: SecretStr = Field(SecretStr(""), description="The bot's token; empty: no Telegram")
    telegram_library: Literal["aiogram", "python-telegram-bot"] = Field(
        "aiogram", description="Which library makes the calls: `aiogram` or `python-telegram-bot`"
    )
    telegram_mode: Literal["polling", "webhook"] = Field(
        "polling",
        description="How updates come in: fetched (`polling`) or sent to `IPS_WEBHOOK_URL` (`webhook`)",
    )
    telegram_secret: SecretStr = Field(SecretStr(""), description="Secret by which a webhook knows Telegram")
    telegram_api: str = Field("https://api.telegram.org", description="Address of the Bot API server")
    telegram_policy: Literal["questions", "questions+referrals"] = Field(
        "questions", description="What staff may do in Telegram: `questions` or `questions+referrals`"
    )
    rate_person: int = Field(60, ge=0, description="Turns a person may take in a minute; 0: no limit")
    rate_address: int = Field(
        3000, ge=0, description="Requests that may come from one address in a minute; 0: no limit"
    )
    trusted_proxies: str = Field(
        "",
        description="Addresses or networks of the proxies whose `X-Forwarded-For` is believed, with commas"
        " between; empty: none",
    )
    metrics_from: str = Field(
        "127.0.0.0/8,::1",
        description="Addresses or networks that may read `/internal/metrics` directly, with commas between",
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="Token with which it may be read from anywhere; empty: none"
    )
    otlp: str = Field(
        "", description="Address of an OpenTelemetry collector (OTLP over HTTP); empty: no traces"
    )
    teams_client_id: str = Field("", description="Application (client) id of the Teams bot; empty: no Teams")
    teams_client_secret: SecretStr = Field(SecretStr(""), description="Secret of the Teams bot")
    teams_tenant: str = Field(
        "",
        description="Tenants that may use the Teams bot, with commas between; the first one registered it",
    )
    teams_policy: Literal["questions", "questions+referrals"] = Field(
        "questions+referrals", description="What staff may do in Teams: `questions` or `questions+referrals`"
    )
    teams_secret_expires: dt.date | None = Field(
        None, description="Day on which the secret of the Teams bot runs out, such as 2027-05-31"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged")
    log_format: Literal["json", "text"] = Field(
        "json", description="`json`: one object a line; `text`: for reading in a terminal"
    )

    @model_validator(mode="after")
    def _demo_stays_at_home(self) -> Self:
        if self.login == "demo" and not is_loopback(self.host):
            raise ValueError(
                "IPS_LOGIN=demo lets anybody be anybody, so IPS_HOST must be 127.0.0.1 or localhost"
            )
        if self.login == "demo" and not is_loopback(_host_of(self.base_url)):
            raise ValueError(
                "IPS_LOGIN=demo lets anybody be anybody, so IPS_BASE_URL must lead to this machine (127.0.0.1"
                " or localhost); webhooks have an address of their own, IPS_WEBHOOK_URL"
            )
        return self

    @model_validator(mode="after")
    def _step_up_has_no_way_around(self) -> Self:
        chats = {
            "IPS_TEAMS_POLICY": self.teams_client_id and self.teams_policy,
            "IPS_TELEGRAM_POLICY": self.telegram_token.get_secret_value() and self.telegram_policy,
        }
        for name, policy in chats.items():
            if self.step_up and policy == "questions+referrals":
                raise ValueError(f"IPS_STEP_UP needs {name}=questions: a chat cannot ask for a fresh sign-in")
        return self

    @model_validator(mode="after")
    def _letters_have_a_sender(self) -> Self:
        if self.smtp_host and "@" not in parseaddr(self.smtp_from)[1]:
            raise ValueError("IPS_SMTP_HOST needs IPS_SMTP_FROM, the address that e-mails come from")
        return self

    @model_validator(mode="after")
    def _a_login_is_whole_and_encrypted(self) -> Self:
        password = self.smtp_password.get_secret_value()
        if not self.smtp_host and (self.smtp_user or password or self.smtp_ca):
            raise ValueError("IPS_SMTP_USER, IPS_SMTP_PASSWORD and IPS_SMTP_CA need IPS_SMTP_HOST")
        if bool(self.smtp_user) != bool(password):
            raise ValueError("IPS_SMTP_USER and IPS_SMTP_PASSWORD go together: set both, or neither")
        if password and self.smtp_security not in {"starttls", "tls"}:
            raise ValueError(
                "IPS_SMTP_PASSWORD would travel readable to all: set IPS_SMTP_SECURITY to starttls or tls"
            )
        if self.smtp_ca and self.smtp_security == "none":
            raise ValueError("IPS_SMTP_CA is of no use with IPS_SMTP_SECURITY=none")
        if self.smtp_ca and not self.smtp_ca.is_file():
            raise ValueError(f"IPS_SMTP_CA names {self.smtp_ca}, and there is no such file")
        return self

    @model_validator(mode="after")
    def _telegram_can_be_reached(self) -> Self:
        token, secret = self.telegram_token.get_secret_value(), self.telegram_secret.get_secret_value()
        if token and not re.fullmatch(r"\d+:[A-Za-z0-9_-]{3,}", token):
            raise ValueError("IPS_TELEGRAM_TOKEN is not one: digits, a colon, letters, as BotFather gave it")
        if secret and not re.fullmatch("[A-Za-z0-9_-]{1,256}", secret):
            raise ValueError("IPS_TELEGRAM_SECRET may have 1 to 256 of A-Z, a-z, 0-9, _ and -, nothing else")
        if token and self.telegram_mode == "webhook" and not secret:
            raise ValueError("IPS_TELEGRAM_MODE=webhook needs IPS_TELEGRAM_SECRET, or anybody could write")
        if token and self.telegram_mode == "webhook" and not self.webhook_url:
            raise ValueError("IPS_TELEGRAM_MODE=webhook needs IPS_WEBHOOK_URL, where Telegram reaches us")
        if self.webhook_url and not re.fullmatch(_ADDRESS, self.webhook_url):
            raise ValueError("IPS_WEBHOOK_URL must be an address such as https://ips.example.org")
        if self.otlp and not re.fullmatch(_ADDRESS, self.otlp):
            raise ValueError("IPS_OTLP must be an address such as http://127.0.0.1:4318")
        if not re.fullmatch(_ADDRESS, self.telegram_api):
            raise ValueError("IPS_TELEGRAM_API must be an address such as https://api.telegram.org")
        return self

    @field_validator("trusted_proxies")
    @classmethod
    def _proxies_are_addresses(cls, value: str) -> str:
        try:
            nets = _networks(value)
        except ValueError as fault:
            raise ValueError("must be addresses or networks such as 10.0.0.7 or 10.1.0.0/16") from fault
        if any(net.prefixlen == 0 for net in nets):
            raise ValueError("must not be the whole world: then anybody may say to be anybody")
        return value

    @field_validator("metrics_from")
    @classmethod
    def _readers_are_addresses(cls, value: str) -> str:
        try:
            _networks(value)
        except ValueError as fault:
            raise ValueError("must be addresses or networks such as 127.0.0.1 or 10.1.0.0/16") from fault
        return value

    @field_validator("metrics_token")
    @classmethod
    def _token_cannot_be_guessed(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"must have at least {SHORTEST_SECRET} characters, or be empty")
        return value

    @property
    def letters_from(self) -> str:
        """The sender of letters, "" where none are sent."""
        return self.smtp_from if self.smtp_host else ""

    @property
    def metrics_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Who may read what is counted, without a token."""
        return _networks(self.metrics_from)

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The proxies whose word on the sender's address is taken."""
        return _networks(self.trusted_proxies)

    @field_validator("teams_secret_expires", mode="before")
    @classmethod
    def _empty_is_no_day(cls, value: object) -> object:
        return None if value == "" else value

    @model_validator(mode="after")
    def _teams_is_whole(self) -> Self:
        parts = {
            "IPS_TEAMS_CLIENT_ID": self.teams_client_id,
            "IPS_TEAMS_CLIENT_SECRET": self.teams_client_secret.get_secret_value(),
            "IPS_TEAMS_TENANT": self.teams_tenant,
        }
        missing = [name for name, value in parts.items() if not value]
        if missing and len(missing) < len(parts):
            raise ValueError(f"Teams needs {' and '.join(missing)}, too")
        if self.teams_secret_expires and missing:
            raise ValueError(
                "IPS_TEAMS_SECRET_EXPIRES is set, but Teams is not: it needs IPS_TEAMS_CLIENT_ID"
            )
        if missing:
            return self
        if not _is_guid(self.teams_client_id):
            raise ValueError(
                "IPS_TEAMS_CLIENT_ID is no application id, such as 1b2c3d4e-0000-4000-8000-1b2c3d4e5f60"
            )
        if not self.tenants or not all(_is_guid(tenant) for tenant in self.tenants):
            raise ValueError("IPS_TEAMS_TENANT must be tenant ids (not names), with commas between them")
        if _is_guid(parts["IPS_TEAMS_CLIENT_SECRET"]):
            raise ValueError("IPS_TEAMS_CLIENT_SECRET is the id of a secret; take the column Value instead")
        return self

    @property
    def key_can_be_guessed(self) -> bool:
        """Tell whether the key was given, and is so short that anybody may sign a login with it."""
        return "secret" in self.model_fields_set and len(self.secret.get_secret_value()) < SHORTEST_SECRET

    @property
    def takes_webhooks(self) -> bool:
        """Tell whether a channel is set up that sends to us, so that there must be a port for it."""
        sends = self.telegram_mode == "webhook" and self.telegram_token.get_secret_value()
        return bool(self.teams_client_id or sends)

    @property
    def tenants(self) -> tuple[str, ...]:
        """The tenants that may use the Teams bot, in small letters."""
        return tuple(one.strip().lower() for one in self.teams_tenant.split(",") if one.strip())


_ADDRESS = r"https?://[^\s/?#]+(/[^\s?#]*)?"


def _networks(listed: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return what is listed, with commas between. Raises ValueError."""
    return tuple(ip_network(one.strip()) for one in listed.split(",") if one.strip())


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_guid(text: str) -> bool:
    return re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text) is not None


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
    given: dict[str, Any] = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(_env_file_encoding=_encoding(), **given)  # type: ignore[call-arg]
    except UnicodeDecodeError as fault:
        raise WrongSetting(NOT_UTF8) from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        where = f"IPS_{'_'.join(str(part) for part in first['loc']).upper()}: " if first["loc"] else ""
        raise WrongSetting(f"{where}{first['msg'].removeprefix('Value error, ')}") from fault


def unknown() -> tuple[tuple[str, str], ...]:
    """Return the names of what looks like a setting but is none, each with the likeliest one or "".

    Raises WrongSetting when the file of settings cannot be read.
    """
    try:
        file = DotEnvSettingsSource(Settings, env_file=ENV_FILE, env_file_encoding=_encoding())
    except UnicodeDecodeError as fault:
        raise WrongSetting(NOT_UTF8) from fault
    names = {name.upper() for name in (*EnvSettingsSource(Settings).env_vars, *file.env_vars)}
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    strange = sorted(name for name in names if name.startswith(PREFIX) and name not in known)
    return tuple((name, next(iter(get_close_matches(name, known, 1, 0.75)), "")) for name in strange)


def _encoding() -> str:
    """Return how the file of settings is written; PowerShell writes UTF-16, as its first bytes say."""
    try:
        with ENV_FILE.open("rb") as file:
            begins = file.read(2)
    except OSError:
        return "utf-8"
    return "utf-16" if begins in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8"
