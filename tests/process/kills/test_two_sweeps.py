"""Two processes sweep the same PostgreSQL at the same moment: each reminder and each letter is there once.

One has it in hand, the other passes it by: `tests/contracts/store/test_skip_locked.py`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from bot.delivery.retry import RetryPolicy
from bot.domain.turn.notice import NoticeKind, Notify
from bot.domain.turn.outcome import OpenReferral
from bot.storage.store import Store
from tests.delivery.making import JONAS, KARI, METTE, ids, know
from tests.domain.making import consent, directory, referral
from tests.fakes.held import held_up
from tests.fakes.postgres import Postgres
from tests.fakes.smtp import FakeSmtpServer
from tests.process.kills.test_kill_sweep import HANGS_S, REMINDED, fork_server, until_all_is_told
from tests.process.sweep_worker import NoonClock, work

LATE = 30
PATIENT = RetryPolicy(lease=dt.timedelta(seconds=HANGS_S), carry=HANGS_S)
"""Nobody is killed here: what one has in hand the other leaves alone, however slow the machine is."""

READERS = (JONAS, METTE, KARI)


async def test_both_see_what_is_due_and_one_writes_it(postgres: Postgres, counted: list[str]) -> None:
    """Both have read what is due, and one stands before the lock of the writers when it is let go of.

    The other goes its rounds, and finds nothing left to do once that one has written.
    """
    address, began = postgres.fresh(), dt.datetime.now(dt.UTC)
    clock, context = NoonClock(began), fork_server()
    store = Store(address, directory())
    await know(store, *READERS)
    sent = clock.now() - dt.timedelta(days=30)
    given = consent(given_on=sent.date(), recorded_at=sent)
    codes = [f"IPS-{number:04}" for number in range(LATE)]
    async with store.unit() as unit:
        opened = [OpenReferral(referral(code=code, at=sent, consent=given)) for code in codes]
        notices = [Notify(NoticeKind.CANCEL, {"code": code}, person=JONAS.id) for code in codes]
        await unit.apply([*opened, *notices], clock.now())
        await unit.commit()
    async with store.sweep_unit() as sweep:
        await sweep.note_clock(clock.now())  # or each would first write down what time it is
        await sweep.commit()
    async with FakeSmtpServer() as office:
        made = [
            context.Process(target=work, args=(address, office.port, began, PATIENT), daemon=True)
            for _ in range(2)
        ]
        async with held_up(address) as lock:
            for process in made:
                process.start()
            await lock.until_waiting(1)
            await lock.let_go()
            await until_all_is_told(store, HANGS_S)
        for process in made:
            process.kill()
            process.join()
        for reader in READERS:
            assert office.ids(f"{reader.id}@") == await ids(store, reader.id)
        assert len(office.letters) == len(office.ids()) == LATE * (1 + len(REMINDED))
    rows = await store.rows("outbox")
    await store.close()
    said = Counter((row["text_key"], row["places"]["code"]) for row in rows if row["key"])
    assert said == Counter((key, code) for key in REMINDED for code in codes)
    counted.append(f"two sweeps at once on postgresql: {len(said)} reminders, each once, {len(rows)} letters")
