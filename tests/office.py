# SPDX-License-Identifier: EUPL-1.2
"""LibreOffice for tests: what a Word file says once all its changes are accepted or rejected."""

import shutil
from pathlib import Path
from subprocess import run

import pytest

needed = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is not installed (Debian: apt install libreoffice-writer-nogui)",
)

MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
  script:language="StarBasic">
Sub Settle(source, target, command)
  Dim a(0) As New com.sun.star.beans.PropertyValue, b(1) As New com.sun.star.beans.PropertyValue
  a(0).Name = "Hidden" : a(0).Value = True
  b(0).Name = "FilterName" : b(0).Value = "Text (encoded)"
  b(1).Name = "FilterOptions" : b(1).Value = "UTF8,LF"
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, a())
  createUnoService("com.sun.star.frame.DispatchHelper").executeDispatch( _
    doc.CurrentController.Frame, ".uno:" + command + "TrackedChanges", "", 0, Array())
  doc.storeToURL(ConvertToURL(target), b()) : doc.close(True)
End Sub
</script:module>
"""


def settled(path: Path, command: str, home: Path) -> list[str]:
    """The lines of a file after ``AcceptAll`` or ``RejectAll``; ``home`` keeps a profile."""
    office = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--norestore"]
    module = home / "user/basic/Standard/Module1.xba"
    if not module.exists():  # the first start writes the profile, and runs no macro
        run([*office, "--terminate_after_init"], check=True, timeout=120, capture_output=True)
        module.write_text(MACRO, encoding="utf-8")
    target = home / f"{path.stem}-{command}.txt"
    macro = f"macro:///Standard.Module1.Settle({path},{target},{command})"
    run([*office, macro], check=True, timeout=120, capture_output=True)
    return target.read_text(encoding="utf-8-sig").split("\n")


def pdf(path: Path, home: Path) -> Path:
    """The file as LibreOffice prints it."""
    office = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--norestore"]
    made = [*office, "--convert-to", "pdf", "--outdir", str(home), str(path)]
    run(made, check=True, timeout=120, capture_output=True)
    return home / f"{path.stem}.pdf"


def resaved(path: Path, home: Path) -> Path:
    """The file as LibreOffice writes it anew."""
    office = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--norestore"]
    made = [*office, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(home), str(path)]
    run(made, check=True, timeout=120, capture_output=True)
    return home / path.name


def taken_over(path: Path, kind: str, home: Path) -> Path:
    """A page of HTML as Writer takes it over into a document of its own."""
    office = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--norestore"]
    made = [*office, "--infilter=HTML (StarWriter)", "--convert-to", kind, "--outdir", str(home)]
    run([*made, str(path)], check=True, timeout=120, capture_output=True)
    return home / f"{path.stem}.{kind}"
