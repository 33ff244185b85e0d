"""Records, who takes part in them, who may see them, the papers attached and how long all of it is kept."""
