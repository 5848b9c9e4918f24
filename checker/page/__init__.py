# SPDX-License-Identifier: EUPL-1.2
"""A report laid out for a reader as sections of blocks, and their writers: text, Markdown, HTML."""
