# SPDX-License-Identifier: EUPL-1.2
"""Placements set beside one another: the matrix, the plan and the sweep."""
