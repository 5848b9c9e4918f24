# SPDX-License-Identifier: EUPL-1.2
"""Proposals as tables: Excel and CSV files to the language's own text, and back."""
