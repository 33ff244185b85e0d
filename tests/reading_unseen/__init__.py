"""Documents the reader was not written for, with their truth, and how it does on them."""
