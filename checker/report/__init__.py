"""A result in words: the one document that every format sees."""
