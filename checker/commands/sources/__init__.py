"""``ressort sources``: the documents that the rule base was read in."""

from checker.commands.group import LazyGroup

command = LazyGroup(
    "sources",
    {
        "verify": (
            "checker.commands.sources.verify",
            "Find each quotation in the text of its document.",
        ),
    },
    "The documents that the rule base was read in.",
)
