"""Many placements weighed at once: choices to proposals, each judged, counted and ranked."""
