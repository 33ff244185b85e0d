"""Reading documents, the clause catalogue, procedures and adoptions: what a setting promised, and since when."""
