"""Days, clock, ids, words and the guard: what every storey stands on. No tables of its own."""
