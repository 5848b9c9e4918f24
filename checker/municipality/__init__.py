# SPDX-License-Identifier: EUPL-1.2
"""A municipality as it stands on file, and as a proposal would have it."""
