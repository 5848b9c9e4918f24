"""What a lawyer works in: Word, PDF and a calendar, each a view of the one report."""
