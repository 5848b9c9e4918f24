# SPDX-License-Identifier: EUPL-1.2
"""Where many results wait for the reports that are made of them: on disk, pickled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from typing import IO, TYPE_CHECKING, SupportsIndex, cast, overload

from checker.errors import UsageError
from checker.records import define, field

if TYPE_CHECKING:
    from checker.report.report import ResultEntry

IN_MEMORY = 4 * 1024 * 1024


def pickled(entry: ResultEntry) -> bytes:
    """An entry as a spool keeps it."""
    import pickle

    return pickle.dumps(entry, pickle.HIGHEST_PROTOCOL)


@define(eq=False, repr=False)
class Spool(Sequence["ResultEntry"]):
    """Results in their order, in a temporary file once they are many; each is read anew. The file
    is there within ``with``, and has no name that anything else could open; an entry that is not
    the one that this process wrote is not unpickled all the same."""

    _ends: list[int] = field(factory=lambda: [0])
    _digests: list[bytes] = field(factory=list)

    @cached_property
    def _file(self) -> IO[bytes]:
        from tempfile import SpooledTemporaryFile

        return cast(IO[bytes], SpooledTemporaryFile(IN_MEMORY))

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        if self._digests:
            self._file.close()

    def append(self, data: bytes) -> None:
        """Adds one result, pickled."""
        self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))
        self._digests.append(sha256(data).digest())

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, index: SupportsIndex) -> ResultEntry: ...
    @overload
    def __getitem__(self, index: slice) -> list[ResultEntry]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> ResultEntry | list[ResultEntry]:
        if isinstance(index, slice):
            return [self[at] for at in range(len(self))[index]]
        at = range(len(self))[index]
        self._file.seek(self._ends[at])
        data = self._file.read(self._ends[at + 1] - self._ends[at])
        if sha256(data).digest() != self._digests[at]:
            raise UsageError("spool-changed")
        import pickle

        entry: ResultEntry = pickle.loads(data)
        return entry
