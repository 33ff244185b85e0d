"""What whoever complained sees of it: their words, each promise with its day, and what comes next (C3, C21)."""
