"""``ressort config``: what is set for this folder, and where."""

from checker.commands.group import LazyGroup

command = LazyGroup(
    "config",
    {
        "show": ("checker.commands.config.show", "Every setting of check and where it is set."),
        "pin": ("checker.commands.config.pin", "The setting that pins the rule base."),
    },
    "The settings of this folder.",
)
