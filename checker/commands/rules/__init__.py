"""``ressort rules``: the rule base itself."""

from checker.commands.group import LazyGroup

command = LazyGroup(
    "rules",
    {
        "list": ("rules.list", "Every rule: its id, its basis, its title."),
        "show": ("rules.printing:show", "What is written under an id, word for word."),
        "test": ("rules.test", "Check proposals against what they expect."),
        "lint": ("rules.lint", "Rules that contradict each other, are idle or untested."),
        "coverage": ("rules.coverage", "What became of each legal sentence and provision."),
        "format": ("rules.printing:format", "Documents as the printer writes them."),
        "translate": ("rules.printing:translate", "A document in the other language."),
    },
    "The rule base itself.",
)
