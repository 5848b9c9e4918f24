"""What several test modules share: the command, run in this process."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from checker.commands import run


class Run(NamedTuple):
    """What a command gave: its exit status and what it wrote."""

    status: int
    out: str
    err: str


@pytest.fixture
def ressort(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Run]:
    """ressort("check", path) runs the command and gives its exit status and texts."""

    def command(*arguments: object) -> Run:
        status = run([str(argument) for argument in arguments])
        written = capfdbinary.readouterr()
        return Run(status, written.out.decode("utf-8"), written.err.decode("utf-8"))

    return command
