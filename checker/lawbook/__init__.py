"""The rule base: its rules read together, checked, and asked which of them bind."""
