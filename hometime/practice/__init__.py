"""The practice world: two made-up providers with all that families can be, the same every time it is loaded."""
