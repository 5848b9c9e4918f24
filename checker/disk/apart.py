# SPDX-License-Identifier: EUPL-1.2
"""Work that what a stranger wrote may make endless: done in a process of its own, which the system
ends where it takes more time or memory than it may."""

from __future__ import annotations

import os
import pickle
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TypeVar, cast

from checker import limits
from checker.errors import UsageError

Made = TypeVar("Made")

_MADE, _RAISED, _TOO_MUCH = range(3)
_HELD = Path("/proc/self/statm")


def templated(work: Callable[[], Made], path: Path) -> Made:
    """What work makes with a template; it can be pickled. Raises what work does, and UsageError
    where it takes too much. Where the system divides no process, work is done here."""
    if not hasattr(os, "fork"):
        return work()
    with TemporaryFile() as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which wait
        child = os.fork()
        if not child:
            os._exit(_done(work, file))
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if ended == _MADE:
            file.seek(0)
            return cast(Made, pickle.load(file))
    if ended == _RAISED:  # as it does here
        return work()
    raise UsageError("template-time", path=path.as_posix(), most=limits.TEMPLATE_SECONDS)


def _done(work: Callable[[], object], file: IO[bytes]) -> int:
    """Writes what work makes to a file, within the bounds."""
    from resource import RLIMIT_AS, RLIMIT_CPU, getpagesize, setrlimit

    with suppress(OSError, ValueError):
        setrlimit(RLIMIT_CPU, (limits.TEMPLATE_SECONDS, limits.TEMPLATE_SECONDS + 1))
        pages = int(_HELD.read_text(encoding="ascii").split()[0])
        most = pages * getpagesize() + limits.TEMPLATE_MEMORY
        setrlimit(RLIMIT_AS, (most, most))
    try:
        pickle.dump(work(), file)
        file.flush()
    except BaseException as error:
        causes = (error, error.__cause__, error.__context__)
        return _TOO_MUCH if any(isinstance(each, MemoryError) for each in causes) else _RAISED
    return _MADE
