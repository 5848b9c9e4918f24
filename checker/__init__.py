# SPDX-License-Identifier: EUPL-1.2
"""Checks proposed placements of municipal units and tasks against the law."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.api import check
    from checker.errors import CheckerError
    from checker.result import Result

__all__ = ["CheckerError", "Result", "check"]
__version__ = "0.1.0"

_HOMES = {"CheckerError": "errors", "Result": "result", "check": "api"}


def __getattr__(name: str) -> object:
    """A public name from its home, which is imported only when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'checker' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"checker.{_HOMES[name]}"), name)
