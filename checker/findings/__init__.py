"""What the rules find in a structure, without the proposal and with it."""
