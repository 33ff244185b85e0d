"""The parents' notice board: what was adopted, who to talk to, and how to reach the regulator (P17, P24, C21, C22,
O6)."""
