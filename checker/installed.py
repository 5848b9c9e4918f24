# SPDX-License-Identifier: EUPL-1.2
"""How more of what was installed is: from the very checkout, wheel or index that it came from."""

import os
import sys

from checker import folders


def adding(extra: str) -> str:
    """The command that adds an extra to the environment this runs in, as it can be typed there."""
    pip = "py -m pip" if os.name == "nt" else "python3 -m pip"
    return f'{pip} --python "{sys.executable}" install {_requirement(extra)}'


def _requirement(extra: str) -> str:
    """An extra as pip takes it. The name alone, which an index may give to anyone, is used only
    where this came from one."""
    if folders.ROOT.joinpath("pyproject.toml").is_file():
        return f'--editable "{folders.ROOT}[{extra}]"'
    from importlib import metadata  # slower than all that a check imports of Python's own
    from json import loads

    origin = loads(metadata.distribution("ressort").read_text("direct_url.json") or "{}")
    if not origin:
        return f'"ressort[{extra}]"'
    address = origin["url"]
    if made := origin.get("vcs_info"):
        address = f"{made['vcs']}+{address}@{made['commit_id']}"
    return f'"ressort[{extra}] @ {address}"'
