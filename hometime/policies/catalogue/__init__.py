"""The clause catalogue: what each of the 111 clauses of the partnership policy asks for, in our own words.

`load` gives it whole, checked: `catalogue.load()["F9"].says`.
"""

from hometime.policies.catalogue.loading import Malformed, load
from hometime.policies.catalogue.shapes import Clause, Concept, Parameter

__all__ = ["Clause", "Concept", "Malformed", "Parameter", "load"]
