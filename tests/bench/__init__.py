# SPDX-License-Identifier: EUPL-1.2
"""What ``benchmark.py`` measures: each part is a function that gives the rows of its table."""
