"""What is written, as frozen facts: the syntax tree that both surfaces share."""
