"""The writers of this room: planning an outing, and its day."""
