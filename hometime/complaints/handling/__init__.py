"""The work of each step of a complaint: points, statements, evidence, findings, meetings, agreements, the letter.

Carries C7, C13, C15, C16, X3-X5 and what the record of a complaint is made of. `points` and `letters` are pure; what is
written goes through `actions`.
"""
