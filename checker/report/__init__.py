# SPDX-License-Identifier: EUPL-1.2
"""A result in words: the one report that every format sees."""
