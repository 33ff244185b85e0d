"""Interpreters and translations: who speaks for whom and when, what is still to be translated, and who checked it.

Carries F18 and F19. Any room may ask for either on a record of its own; whoever sees the record sees what was asked, but
a parent sees only what was asked for themselves.
"""
