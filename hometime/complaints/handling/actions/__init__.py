"""Writing into a case: the only writers of entries and of the letter's draft."""
