"""Puts e-mail together: a channel of the outbox worker, where a mail server is set."""

from __future__ import annotations

from bot.delivery.mail import Mailer, MailSender, SmtpSettings
from bot.delivery.outbox_worker import OutboxWorker
from bot.delivery.retry import BY_MAIL
from bot.delivery.wording import worded
from bot.domain.message.chat import EMAIL
from bot.domain.ports.store import Clock
from bot.knowledge.base.entry import Words
from bot.settings import Settings
from bot.storage.store import Store


def mailer_of(settings: Settings, words: Words, clock: Clock) -> Mailer | None:
    """Return the mail server that the settings name, if they name one."""
    if not settings.smtp_host:
        return None
    smtp = SmtpSettings(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_from,
        settings.base_url,
        settings.smtp_security,
        settings.smtp_user,
        settings.smtp_password.get_secret_value(),
        str(settings.smtp_ca) if settings.smtp_ca else None,
    )
    return Mailer(smtp, words, clock)


def outbox_worker(store: Store, words: Words, clock: Clock, letters_from: str = "") -> OutboxWorker:
    """Return a worker on the store's outbox, without any channel yet."""
    return OutboxWorker(
        outbox=store.outbox_store,
        accounts=store.accounts,
        senders={},
        clock=clock,
        worded=lambda news, lang: worded(words, news, lang, letters_from),
    )


def add_mail(worker: OutboxWorker, mailer: Mailer) -> None:
    """Let the worker send letters, too."""
    worker.senders[EMAIL] = MailSender(mailer)
    worker.one_by_one.add(EMAIL)
    worker.retries[EMAIL] = BY_MAIL
