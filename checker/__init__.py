"""Checks proposed placements of municipal units and tasks against the law."""

__version__ = "0.1.0"
