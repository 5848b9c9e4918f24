# SPDX-License-Identifier: EUPL-1.2
"""The environment of templates of one's own: what they may reach, and how much they may do.

Each round of a loop and each call counts, and more where the texts are long; a value and the whole
have a length. So the same template ends alike on every machine, whatever it tries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from checker import limits
from checker.errors import UsageError

_WIDTH = re.compile(r"\d{5}|\*")  # in a format, more than any column is wide
_MOST_NUMBER = 100_000  # as an argument: a width, a count
_MOST_BITS = 10_000  # of a number that is worked out
_PER_STEP = 1000  # characters
_CALL = 5  # steps


class _CodeGenerator(CodeGenerator):
    """Has what is joined and what is looped over go through the environment."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  (named by jinja)
        joined = nodes.EnvironmentAttribute("joined", lineno=node.lineno)
        call = nodes.Call(joined, node.nodes, [], None, None, lineno=node.lineno)
        super().visit_Concat(nodes.Concat([call], lineno=node.lineno), frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802  (named by jinja)
        rounds = nodes.EnvironmentAttribute("rounds", lineno=node.lineno)
        node.iter = nodes.Call(rounds, [node.iter], [], None, None, lineno=node.lineno)
        super().visit_For(node, frame)


class _Words(Extension):
    """Counts the words and signs of the templates of an environment before these are read."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The same words; raises UsageError where there are too many."""
        environment = self.environment
        assert isinstance(environment, OwnTemplates)
        for token in stream:
            environment.word(stream.filename or "", token.lineno)
            yield token


class OwnTemplates(SandboxedEnvironment):
    """Where templates of one's own run; raises UsageError where one does too much."""

    code_generator_class = _CodeGenerator
    intercepted_binops = frozenset(["+", "*", "**", "%"])

    def __init__(self, place: str, **options: Any) -> None:
        super().__init__(extensions=[_Words], **options)
        self._place, self._left = place, limits.TEMPLATE_STEPS
        self._words = limits.TEMPLATE_WORDS
        self.filters = {name: self._bounded(one) for name, one in self.filters.items()}
        del self.globals["lipsum"]

    def charge(self, steps: int) -> None:
        """Counts what is done."""
        self._left -= steps
        if self._left < 0:
            most = limits.TEMPLATE_STEPS
            raise UsageError("template-steps", path=self._place, most=most)

    def word(self, path: str, line: int) -> None:
        """Counts a word or sign that is read."""
        self._words -= 1
        if self._words < 0:
            place = f"{path or self._place}:{line}"
            raise UsageError("template-words", place=place, most=limits.TEMPLATE_WORDS)

    def measured(self, length: int) -> None:
        """Counts a text or list of a length that is about to be made."""
        if length > limits.TEMPLATE_TEXT:
            most = limits.TEMPLATE_TEXT // limits.MB
            raise UsageError("template-text", path=self._place, most=most)
        self.charge(1 + length // _PER_STEP)

    def rounds(self, items: Iterable[Any]) -> Iterator[Any]:
        """What a loop goes over."""
        for item in items:
            self.charge(1)
            yield item

    def concat(self, pieces: Iterable[str]) -> str:
        """What a template, or a part of one, puts out."""
        found, length = [], 0
        for piece in pieces:
            length += len(piece)
            self.measured(length if length > limits.TEMPLATE_TEXT else len(piece))
            found.append(piece)
        return "".join(found)

    def joined(self, *values: Any) -> Any:
        """What ``~`` makes of some values, as one that it then makes a text of."""
        self.measured(sum(len(one) if isinstance(one, str) else 20 for one in values))
        if any(hasattr(one, "__html__") for one in values):
            return Markup("").join(values)
        return "".join(map(str, values))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """What an operator gives, where that is not too large."""
        if operator == "%" and isinstance(left, str):
            self._check_format(left)
        elif operator == "**" or (isinstance(left, int) and isinstance(right, int)):
            bits = max(1, _bits(left)) * (abs(right) if operator == "**" else 1) + _bits(right)
            if bits > _MOST_BITS:
                self.measured(limits.TEMPLATE_TEXT + 1)
        elif operator == "*":
            times, text = (left, right) if isinstance(left, int) else (right, left)
            if isinstance(times, int) and hasattr(text, "__len__"):
                self.measured(max(0, times) * len(text))
        elif hasattr(left, "__len__") and hasattr(right, "__len__"):
            self.measured(len(left) + len(right))
        return super().call_binop(context, operator, left, right)

    def call(self, context: Any, called: Any, *args: Any, **options: Any) -> Any:
        """What a call gives, each counted; a method of a text is measured as a filter is."""
        of = getattr(getattr(called, "__wrapped__", called), "__self__", None)
        if isinstance(of, str | bytes):
            self._check(called.__name__, (of, *args), options)
        self.charge(_CALL)
        return super().call(context, called, *args, **options)

    def _bounded(self, made: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that is measured."""

        @wraps(made)
        def bounded(*args: Any, **options: Any) -> Any:
            texts = args[1:] if getattr(made, "jinja_pass_arg", None) else args
            self._check(made.__name__.removeprefix("do_").removeprefix("sync_do_"), texts, options)
            return made(*args, **options)

        return bounded

    def _check(self, name: str, args: tuple[Any, ...], options: dict[str, Any]) -> None:
        """Refuses a call whose result could be too large."""
        every = (*args, *options.values())
        if any(isinstance(one, int) and abs(one) > _MOST_NUMBER for one in every):
            self.measured(limits.TEMPLATE_TEXT + 1)
        length = sum(len(one) for one in every if hasattr(one, "__len__"))
        texts = [one for one in every if isinstance(one, str)]
        if name == "replace" and len(texts) > 2:
            length += texts[0].count(texts[1]) * len(texts[2])
        elif "join" in name and texts:
            length += max(map(len, texts)) * sum(
                len(one) for one in every if hasattr(one, "__len__")
            )
        elif "format" in name and texts:
            self._check_format(texts[0])
        elif name in ("indent", "wordwrap", "expandtabs", "batch", "slice"):
            length *= 1 + max((one for one in every if isinstance(one, int)), default=0)
        self.measured(length)

    def _check_format(self, text: str) -> None:
        if _WIDTH.search(text):
            self.measured(limits.TEMPLATE_TEXT + 1)


def _bits(number: Any) -> int:
    return number.bit_length() if isinstance(number, int) else 0
