"""Proposals as tables: Excel and CSV files to the language's own text, and back."""
