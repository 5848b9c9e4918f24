# SPDX-License-Identifier: EUPL-1.2
"""Where a job of the net works: a folder of its own, commands run in it, and what is kept."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from unittest import mock
from zipfile import ZipFile

from checker.commands import main as ressort


class Desk:
    """Where one job is done: ``desk("name", "check", path)`` runs a command and keeps what it says.

    What it wrote to standard output becomes a file of that name, its status and its diagnostics
    one beside it; the files that it wrote are kept where ``keep`` is told so.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: dict[str, bytes] = {}

    def __call__(self, name: str, *arguments: object) -> str:
        status, out, err = run([str(each) for each in arguments])
        self.put(name, out)
        if status or err:
            self.put(f"{name}.told", f"exit status {status}\n{err}")
        return out

    def put(self, name: str, text: str) -> None:
        """Keeps a text, without the folder that the job is done in."""
        self.kept[name] = text.replace(self.folder.as_posix(), "FOLDER").encode()

    def keep(self, name: str, path: Path) -> None:
        """Keeps a file that a command wrote, if it did, a Word file part by part."""
        if not path.exists():
            return
        if path.suffix != ".docx":
            self.put(name, path.read_bytes().decode("utf-8"))
            return
        rest = []
        with ZipFile(path) as file:
            for part in file.namelist():
                data = file.read(part)
                if re.search(r"^word/(document|comments|header|footer|footnotes)|core\.xml", part):
                    self.put(f"{name}/{part}", data.decode().replace("><", ">\n<"))
                else:
                    rest.append(f"{part} {hashlib.sha256(data).hexdigest()}\n")
        self.put(f"{name}/parts", "".join(sorted(rest)))

    def write(self, name: str, text: str) -> Path:
        """A file of one's own."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        return path


def run(arguments: Sequence[str]) -> tuple[object, str, str]:
    """The exit status of a command, and what it wrote to both streams."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    status: object = None
    with (
        mock.patch.object(sys, "argv", ["ressort", *arguments]),
        mock.patch("signal.signal"),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            ressort()
        except SystemExit as end:
            status = end.code
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))
    return status, *texts
