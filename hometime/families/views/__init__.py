"""The pages of families: children, the adults in their lives, spreadsheets, and what a parent says themselves."""
