"""How much work a task is, said without a clock: machines differ and are busy, the calls a task makes do not.

What only a clock shows (the time inside one regular expression or one library call) is measured by the benchmark; here a limit
of a minute keeps what hangs from holding up the tests.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


def calls(task: Callable[[], object]) -> int:
    """Functions, of Python and of C, that a task calls. It runs twice: what is loaded once does not count."""
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    task()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(before)
    return counted


@contextmanager
def a_minute() -> Iterator[None]:
    """A TimeoutError after a minute, for what takes a fraction of a second. No limit where the system has no alarm."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError("a minute is over: this hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
