"""What can be asked of a rule base itself, and of the cases that are kept beside it."""
