# SPDX-License-Identifier: EUPL-1.2
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

    Args:
        work: can be pickled, and so can what it takes and gives; it does not raise.
        jobs: the number of processes; None: one a core. Few items are not worth a second one.

    Raises UsageError where one of the processes was ended from outside.
    """
    jobs = min(jobs or os.cpu_count() or 1, len(items) // _FEWEST)
    if jobs <= 1:
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import Event

    size = max(1, min(_LARGEST_PART, len(items) // (jobs * 4)))
    parts = [items[at : at + size] for at in range(0, len(items), size)]
    over = Event()
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(work, over)) as pool:
        try:
            for done in pool.map(_part, parts):
                yield from done
        except BrokenProcessPool as error:
            raise UsageError("process-ended") from error
        finally:
            over.set()
            pool.shutdown(cancel_futures=True)


_given: list[Any] = []


def _start(work: Callable[[Any], Any], over: Any) -> None:
    """Makes a process ready: it leaves an interruption to the one that started it, and does not
    outlive that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    from multiprocessing import parent_process
    from threading import Thread

    parent = parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    _given[:] = [work, over]
    Thread(target=follow, daemon=True).start()


def _part(items: Sequence[Any]) -> list[Any]:
    """The answers to some items; when the work is over before they are, those so far."""
    work, over = _given
    return [work(item) for item in items if not over.is_set()]
