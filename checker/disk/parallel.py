# SPDX-License-Identifier: EUPL-1.2
"""The same work on many items, in one process, in several, or on an existing Dask cluster; the
answers and their order are one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pickle import dumps, loads
from threading import Lock
from typing import Any, TypeVar

from checker.errors import UsageError
from checker.folders import adding

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


Spread = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]

_SIZE = 64
_alone = Lock()
_unpacked: dict[str, Callable[[Any], Any]] = {}


@contextmanager
def spread_over(jobs: int | None, address: str | None) -> Iterator[Spread]:
    """What does the same work on many items, and gives the answers in their order.

    Args:
        jobs: the number of processes, as of ``mapped``.
        address: that of the scheduler of a cluster, which does the work instead.

    Raises UsageError where there is no cluster, or a part of it was lost.
    """
    if address is None:
        yield partial(_here, jobs)
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("no-extra", format="--dask", command=adding("dask")) from error
    try:
        client = Client(address, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError("no-cluster", address=address, detail=str(error)) from error
    with client:
        yield partial(_there, client)


_WAIT = "20s"


def _here(jobs: int | None, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
    return mapped(work, items, jobs)


def _there(client: Any, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
    from distributed import KilledWorker

    parts = [items[at : at + _SIZE] for at in range(0, len(items), _SIZE)]
    if not parts:
        return
    packed = dumps(work)
    known = client.scatter(packed, broadcast=True)
    asked = client.map(_worked, parts, packed=known, name=sha256(packed).hexdigest(), pure=False)
    try:
        for one in asked:
            yield from one.result()
    except KilledWorker as error:
        raise UsageError("process-ended") from error
    finally:
        client.cancel(asked)


def _worked(items: Sequence[Any], packed: bytes, name: str) -> list[Any]:
    """The answers to some items; a worker with several threads gives them one after the other, as
    what is remembered is one process's."""
    with _alone:
        if name not in _unpacked:
            _unpacked.clear()
            _unpacked[name] = loads(packed)
        work = _unpacked[name]
        return [work(item) for item in items]
