"""What a page may cost, in what can be counted exactly: statements, plans, rows and bytes. Never time."""
