"""A pipeline of pure functions: file, blocks, clauses, ladders, findings. It never invents what a text does not say."""
