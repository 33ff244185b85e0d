"""Pages of docs/generated/ that are drawn from the tables and the source of the house; `hometime draw` writes them."""
