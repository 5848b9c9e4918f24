"""A municipality as it stands on file, and as a proposal would have it."""
