# SPDX-License-Identifier: EUPL-1.2
"""The same work on many items in processes of this machine, or on an existing Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pickle import dumps, loads
from threading import Lock
from typing import Any

from checker.disk.parallel import mapped
from checker.errors import UsageError
from checker.installed import adding

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
    asked = client.map(_part, parts, packed=known, name=sha256(packed).hexdigest(), pure=False)
    try:
        for one in asked:
            yield from one.result()
    except KilledWorker as error:
        raise UsageError("process-ended") from error
    finally:
        client.cancel(asked)


def _part(items: Sequence[Any], packed: bytes, name: str) -> list[Any]:
    """The answers to some items; a worker with several threads gives them one after the other, as
    what is remembered is one process's."""
    with _alone:
        if name not in _unpacked:
            _unpacked.clear()
            _unpacked[name] = loads(packed)
        work = _unpacked[name]
        return [work(item) for item in items]
