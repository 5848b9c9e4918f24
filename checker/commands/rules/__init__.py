"""``ressort rules``: the rule base itself."""

from checker.commands.group import LazyGroup

command = LazyGroup(
    "rules",
    {
        "list": ("checker.commands.rules.list", "Every rule: its id, its basis, its title."),
        "show": (
            "checker.commands.rules.printing:show",
            "What is written under an id, word for word.",
        ),
        "test": ("checker.commands.rules.test", "Check proposals against what they expect."),
        "lint": (
            "checker.commands.rules.lint",
            "Rules that contradict each other, are idle or untested.",
        ),
        "coverage": (
            "checker.commands.rules.coverage",
            "What became of each legal sentence and provision.",
        ),
        "format": (
            "checker.commands.rules.printing:format",
            "Documents as the printer writes them.",
        ),
        "translate": (
            "checker.commands.rules.printing:translate",
            "A document in the other language.",
        ),
    },
    "The rule base itself.",
)
