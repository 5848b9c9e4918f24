"""A report laid out for a reader: text, Markdown and HTML."""
