"""The adopted policy as it lives: each clause with what was done for it, by whom and when, and who to reach (P1, P2, G3,
P17, C22)."""
