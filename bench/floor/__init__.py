"""The ruler: the smallest honest Django application of the same kind, on the same server and the same database.

Somebody signs in; a list is one indexed query of 25 rows, a case is one row, a new case is one insert; one template
each. What Hometime costs is told as so many times this.
"""
