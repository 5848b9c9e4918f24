"""Placements set beside one another: the matrix, the plan and the sweep."""
