# SPDX-License-Identifier: EUPL-1.2
"""A small bylaw, its drafts read back, and its case checked."""

from drafts import checked, drafted, read

__all__ = ["checked", "drafted", "read"]
