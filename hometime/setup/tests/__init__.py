"""Set-up, tested: the claim of an empty house, its pages, and what they leave behind."""
