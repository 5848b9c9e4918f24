# SPDX-License-Identifier: EUPL-1.2
"""What a lawyer works in: Word, PDF and a calendar, each a view of the one report."""
