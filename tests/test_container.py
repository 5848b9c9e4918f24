# SPDX-License-Identifier: EUPL-1.2
"""The image: made of the wheel, and run as nobody, on what cannot be written, without a network."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILE = (ROOT / ".container" / "Containerfile").read_text(encoding="utf-8")
STEPS = re.findall(r"^([A-Z]+) (.*(?:\\\n.*)*)", FILE, re.MULTILINE)
CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"


def of(name: str) -> list[str]:
    return [rest for word, rest in STEPS if word == name]


def test_it_begins_with_a_named_version() -> None:
    assert of("FROM")
    for image in of("FROM"):
        assert re.match(r"[a-z/]+:\d+\.\d+[\w.-]*(?: AS \w+)?$", image), image


def test_what_goes_into_it_is_the_wheel() -> None:
    assert not of("ADD")
    assert of("COPY") == ["dist/ressort-*.whl /tmp/", "--from=made /opt/ressort /opt/ressort"]


def test_it_runs_as_nobody() -> None:
    (user,) = of("USER")

    assert 0 not in [int(part) for part in user.split(":")]
    assert [word for word, _ in STEPS][-3:] == ["USER", "ENTRYPOINT", "CMD"]


def test_it_is_the_command_itself_without_a_shell() -> None:
    assert of("ENTRYPOINT") == ['["ressort"]']


def test_the_extras_in_it_exist() -> None:
    extras = re.findall(r"EXTRAS=(\S+)", FILE)[0].split(",")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert all(re.search(rf"^{extra} = \[", project, re.MULTILINE) for extra in extras)


CONFINED = """
mount --make-rprivate / && mount -t tmpfs tmpfs "$TMPDIR" && mount -o remount,ro,bind / || exit 99
touch /written 2> /dev/null && exit 98
exec setpriv --inh-caps=-all --bounding-set=-all --no-new-privs "$@"
"""


@pytest.mark.slow
@pytest.mark.skipif(
    not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("setpriv")),
    reason="only root can put a program where it can write nothing",
)
def test_nothing_is_written_and_no_network_is_needed(tmp_path: Path) -> None:
    settings = dict(re.findall(r"(PYTHONDONTWRITEBYTECODE|RESSORT_CACHE)=(\S*)", FILE))
    settings["TMPDIR"] = str(tmp_path)
    command = [sys.executable, "-m", "checker", "check", CASE, "--quiet"]
    confined = ["unshare", "--net", "--mount", "sh", "-c", CONFINED, "sh", *command]
    done = subprocess.run(
        confined, cwd=ROOT, env=os.environ | settings, capture_output=True, encoding="utf-8"
    )
    if done.returncode == 99 or "unshare failed" in done.stderr:
        pytest.skip("this machine lets nothing be mounted")

    assert (done.returncode, done.stderr) == (1, "")
    assert CASE in done.stdout
