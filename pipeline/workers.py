"""Killable child processes: one source in, one result or one reason out.

A child that hangs, dies or takes too much memory costs its own document and no other; its place is taken by a new one.
Limits are on by default: `Bounds`. Children are spawned, not forked, so that nothing of the parent is in them.
"""

import gc
import multiprocessing
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from pipeline.errors import SourceError, Why

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Bounds:
    """seconds and bytes of address space that one document may take.

    A worker that has read the five sources of the project has 0.28 GB and took at most 1.4 s for one of them, loading included.
    """

    seconds: float = 120.0
    memory: int = 2_000_000_000


BOUNDS = Bounds()

_TASKS = 500  # documents after which a child makes way for a new one: what it remembers of each, a quarter of a MB, adds up
_REPORT = "No fault of the file: please report it, with the trace that its file in quarantine holds."
_ABOVE = re.compile(r'(?<=File ")[^"]*[\\/](?=(?:pipeline|site-packages|python3[.\d]*)[\\/])')
"""The folders of this machine above a module, which are nobody's business."""
_KILLED = 9  # SIGKILL, which Windows has not


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def run(
    work: Callable[..., Result], tasks: Sequence[tuple[Any, ...]], jobs: int, bounds: Bounds = BOUNDS
) -> Iterator[tuple[int, Result | SourceError]]:
    """Call `work(*task)` for each task in a child; yield its index and what came of it, in order of completion.

    SourceError of kind timeout, died or out_of_memory stands for a child that had to be given up, one of kind defect for any
    other exception of `work` but a failure of the machine (OSError), which is raised here. Leaving the iterator early kills
    the children.
    """
    from pebble import ProcessPool

    pool: Any = ProcessPool(
        min(jobs, len(tasks)), max_tasks=_TASKS, initializer=_prepare, initargs=(bounds.memory,), context=_spawn()
    )
    pool._pool_manager.find_expired_task = _patient(pool._pool_manager.find_expired_task)
    try:
        with _own_start():
            futures: dict[Future[Result], int] = {
                pool.schedule(_guard, (work, task), timeout=bounds.seconds): index for index, task in enumerate(tasks)
            }
        for future in as_completed(futures):
            yield futures[future], _outcome(future, bounds)
        pool.close()
    finally:
        pool.stop()
        pool.join()


def _patient(find: Callable[[int], Any]) -> Callable[[int], Any]:
    """pebble's search for the task of a child that died, repeated for up to 2 s until the pool knows of the task's start.

    One thread of the pool hears that a child began a task, another sees that a child is dead. Where a file kills its reader at
    once and the machine is busy, the second is first: pebble then finds no task, and gives up the whole run or, where other
    tasks run, lets this one wait for its time-out.
    """
    from concurrent.futures.process import BrokenProcessPool

    def found(worker: int) -> Any:
        for _ in range(200):
            try:
                return find(worker)
            except (LookupError, BrokenProcessPool):
                time.sleep(0.01)
        return find(worker)

    return found


def _spawn() -> Any:
    return multiprocessing.get_context("spawn")


class _own_start:  # noqa: N801 - reads as a statement
    """Children started inside never see Ctrl-C, which is the parent's to handle, and do not import its main module again.

    Work comes from modules, so the main module (a script, a notebook, a test runner) is of no use to a child and may do harm.
    """

    def __enter__(self) -> None:
        self._main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

    def __exit__(self, *_: object) -> None:
        sys.modules["__main__"] = self._main
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _outcome(future: Future[Any], bounds: Bounds) -> Any:
    from pebble import ProcessExpired

    try:
        return future.result()
    except SourceError as error:
        return error
    except TimeoutError:
        return SourceError(
            Why.TIMEOUT, "", f"not done after {bounds.seconds:g} s", "Split the file, or give it more time with --timeout."
        )
    except ProcessExpired as error:
        if error.exitcode == -_KILLED:
            detail = "the system ended the process that read it, as it does where memory runs out"
            return SourceError(
                Why.OUT_OF_MEMORY, "", detail, "Read it with fewer others at a time (--jobs 1), or split the file."
            )
        return SourceError(
            Why.DIED,
            "",
            f"the process that read it ended with code {error.exitcode}",
            "The file breaks its parser: open it where it was made and save it anew.",
        )
    except OSError as error:
        if error.errno is not None:  # of the machine and not of a source: a disk that is full is full for all
            raise
        return _defect(error)
    except Exception as error:  # noqa: BLE001  whatever it is, it costs this task alone, and the run's status tells of it
        return _defect(error)


def _defect(error: Exception) -> SourceError:
    """An exception that no stage foresaw, with the last place of this program in its trace."""
    trace = _ABOVE.sub("", str(getattr(error, "traceback", "")))  # pebble keeps the child's there
    places = re.findall(r'File "(pipeline[\\/][^"]+)", line (\d+)', trace)
    where = ", line ".join(places[-1]) if places else "a library"
    return SourceError(Why.DEFECT, "", f"{type(error).__name__} in {where}: {error}", _REPORT, trace)


# ---------------------------------------------------------------------------------------------------- in the child


def _guard(work: Callable[..., Result], task: tuple[Any, ...]) -> Result:
    try:
        return work(*task)
    except MemoryError as error:
        raise SourceError(
            Why.OUT_OF_MEMORY, "", "it takes more memory than a document may", "Split the file, or allow more with --memory."
        ) from error


def _prepare(memory: int) -> None:
    """In each new child: limits, no core files, first in line when memory runs out, never longer alive than its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
    if sys.platform == "linux":
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write("500")
    threading.Thread(target=_follow_parent, daemon=True).start()


def collect_seldom() -> None:
    """Makes the search for circles of objects rare: records are trees, and what is remembered of glosses and outlines makes
    each search long. With Python's own thresholds it took a tenth of the time of the project's sources.
    """
    gc.set_threshold(50_000, 20, 50)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
