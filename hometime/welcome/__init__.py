"""How a family joins: the guide it is given, what each side asks of the other, how its child settles in, and whether
it feels welcome.

Carries F1, F2, F5, F6 and P8. A settling-in plan is a record for the family, the key person and the office; what one adult
says on it is for that adult and for those who work with the child.
"""
