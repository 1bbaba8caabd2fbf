"""What a run says of its own cost."""

from __future__ import annotations

import subprocess
import sys
import threading

from tests.costs import by_folder, grown, tree_seconds


def test_costs_are_added_up_by_folder() -> None:
    """The dearest folder comes first; a class or a parameter in a test's name changes nothing."""
    tests = {
        "tests/a/test_x.py::test_1[b/c::d]": 1.0,
        "tests/a/test_x.py::C::test_2": 1.0,
        "tests/t.py::t": 3.0,
    }
    assert list(by_folder(tests).items()) == [("tests", 3.0), ("tests/a", 2.0)]


def test_a_folder_that_has_grown_by_half_is_told() -> None:
    """Half as much again is told, a few seconds are not, and a new folder is none that has grown."""
    before = {"slow": 100.0, "steady": 100.0, "small": 1.0}
    assert grown({"slow": 151.0, "steady": 149.0, "small": 3.0, "new": 99.0}, before) == ["slow"]


def test_what_a_test_starts_is_counted_while_it_runs_and_after_it_has_ended() -> None:
    """A process that somebody waited for is in the sum, as one that still lives is."""
    work = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True); input()"
    before = tree_seconds()
    process = subprocess.Popen([sys.executable, "-c", work], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    assert tree_seconds() - before >= 0.25
    process.communicate(b"\n")
    assert tree_seconds() - before >= 0.25


def test_a_thread_that_ends_meanwhile_takes_nothing_away() -> None:
    """What was spent is never less than before, however many threads come and go while it is counted."""
    done = threading.Event()

    def come_and_go() -> None:
        while not done.is_set():
            threading.Thread(target=int).start()

    before = tree_seconds()
    coming = threading.Thread(target=come_and_go)
    coming.start()
    counted = [tree_seconds() for _ in range(1_000)]
    done.set()
    coming.join()
    assert min(counted) >= before > 0
