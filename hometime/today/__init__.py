"""Each person's front page: what is owed by this hat today, late first, each with its verb (EXPERIENCE 3.1 to 3.3)."""
