"""The family's own copy of a child's file as one bundle on paper: one adult's version of it, and nobody else's (P4, F20)."""
