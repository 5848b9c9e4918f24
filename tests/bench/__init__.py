"""What ``benchmark.py`` measures: each part is a function that gives the rows of its table."""
