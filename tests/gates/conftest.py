# SPDX-License-Identifier: EUPL-1.2
"""No gate of the machine's own is around; a repository of proposals."""

import pytest
from repositories import repository

__all__ = ["repository"]


@pytest.fixture(autouse=True)
def _no_gate_around(monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
