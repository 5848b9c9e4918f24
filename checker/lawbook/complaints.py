"""The collector of mistakes under the name that the checks of the rule base know it by."""

from checker.mistakes import Mistakes as Complaints
from checker.mistakes import kind_words

__all__ = ["Complaints", "kind_words"]
