"""Plans for one child: support for special needs, in rounds with the family; and the tasks agreed to keep a child safe.

Carries F10 and F11. A support plan is for the family and those who work with it; a safety plan is for the safeguarding
leads, and each of its tasks for those who are named on it.
"""
