"""A result in words: the one report that every format sees."""
