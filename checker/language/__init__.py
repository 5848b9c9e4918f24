"""Text to nodes and back, in both surfaces."""
