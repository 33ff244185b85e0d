"""Children from a pasted list or a spreadsheet: read, understood, and held against who is here, before anything is written."""
