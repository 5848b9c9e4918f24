# SPDX-License-Identifier: EUPL-1.2
"""Puts into the wheel what each run would otherwise make anew: the tables of the grammar, and the
shipped documents as they are parsed. An editable install has them in the checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_MAKE = """
from pathlib import Path
from checker import folders
folders.KEPT = Path("nowhere")  # so that all is made anew
from checker.files.documents import read_library
read_library(["fixtures"]).checker()
"""


class KeptInWheel(BuildHookInterface):
    """Has the checkout read all that it ships, with the wheel's folder for what is kept."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self.folder = TemporaryDirectory()
        # The checkout is the working folder; PYTHONPATH is pip's own, where it has put lark.
        environment = {**os.environ, "RESSORT_CACHE": self.folder.name, "PYTHONSAFEPATH": ""}
        command = [sys.executable, "-c", _MAKE]
        subprocess.run(command, cwd=self.root, env=environment, check=True)
        if version == "editable":
            there = Path(self.root, ".kept")
            shutil.rmtree(there, ignore_errors=True)
            shutil.copytree(self.folder.name, there)
        else:
            build_data["force_include"][self.folder.name] = "checker/_data/kept"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        self.folder.cleanup()
