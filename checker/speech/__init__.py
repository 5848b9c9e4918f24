"""What can be said, as frozen facts: the syntax tree that both surfaces share."""
