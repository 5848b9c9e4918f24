"""What the findings come to: one word, with waivers, expectations and rival readings."""
