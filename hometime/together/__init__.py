"""What the setting and its families do together: outings first, with who may come and who was counted.

Carries the day of an outing (F25).
"""
