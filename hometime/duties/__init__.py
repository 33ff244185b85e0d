"""Duties: who owes what to whom by when, under which clause, and with what evidence it was kept. The house's one
proof."""
