"""Schools near the setting and a child's move to one of them: partners, plans, and what goes with the child.

Carries S1 to S3.
"""
