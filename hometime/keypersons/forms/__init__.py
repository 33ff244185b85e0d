"""What people type in this room: `family` for parents, in words that are translated; `work` for those who work here."""
