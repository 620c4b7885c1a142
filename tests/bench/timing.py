"""Clocks for the bench: the best of many runs, and two rivals run in turn so that both meet the same machine."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Race:
    """The best time of each of two rivals, in seconds of the processor."""

    ours: float
    peer: float

    @property
    def ratio(self) -> float:
        """How many times as fast as the peer we are."""
        return self.peer / self.ours


def once(run: Callable[[], object]) -> float:
    """Seconds of one run."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def worked(run: Callable[[], object]) -> float:
    """Seconds of the processor that one run in this process takes: what others do at the time counts little."""
    started = time.process_time()
    run()
    return time.process_time() - started


def best(
    run: Callable[[], object], seconds: float = 1.0, least: int = 3, clock: Callable[[Callable[[], object]], float] = worked
) -> float:
    """The shortest of at least `least` runs, repeated until `seconds` have gone; the first, cold one is left out.

    clock: `worked` for what runs in this process, `once` for a command.
    """
    run()
    times: list[float] = []
    while len(times) < least or sum(times) < seconds:
        times.append(clock(run))
    return min(times)


def race(ours: Callable[[], object], peer: Callable[[], object], seconds: float = 2.0, least: int = 3) -> Race:
    """Both in turn, until `seconds` have gone; the first, cold run of each is left out."""
    ours()
    peer()
    mine: list[float] = []
    theirs: list[float] = []
    while len(mine) < least or sum(mine) + sum(theirs) < seconds:
        mine.append(worked(ours))
        theirs.append(worked(peer))
    return Race(min(mine), min(theirs))
