"""The same work on many items, in one process or several; the answers and their order are one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from checker.errors import UsageError

Item = TypeVar("Item")
Done = TypeVar("Done")

_FEWEST = 16  # items for which another process is worth its start
_LARGEST_PART = 64


def mapped(
    work: Callable[[Item], Done], items: Sequence[Item], jobs: int | None = None
) -> Iterator[Done]:
    """What work makes of each item, in order.

    Raises UsageError where a process is ended from outside.

    Args:
        work: can be pickled, and so can what it takes and gives; it does not raise.
        jobs: the number of processes; None: one a core. Few items are not worth a second one.
    """
    jobs = min(jobs or os.cpu_count() or 1, len(items) // _FEWEST)
    if jobs <= 1:
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    size = max(1, min(_LARGEST_PART, len(items) // (jobs * 4)))
    parts = [items[at : at + size] for at in range(0, len(items), size)]
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(work,)) as pool:
        try:
            for done in pool.map(_part, parts):
                yield from done
        except BrokenProcessPool as error:
            raise UsageError("process-ended", jobs=jobs) from error
        finally:
            pool.shutdown(cancel_futures=True)


_work: list[Callable[[Any], Any]] = []


def _start(work: Callable[[Any], Any]) -> None:
    """Makes a process ready: it leaves an interruption to the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work[:] = [work]


def _part(items: Sequence[Any]) -> list[Any]:
    return [_work[0](item) for item in items]
