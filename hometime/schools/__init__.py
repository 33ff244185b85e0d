"""Schools near the setting and a child's move to one of them: partners, the plan with the family, and what goes with the child.

Carries S1 to S3. A plan for a move is for the family and those who work with it; what goes to the school is shown to them part by
part. A safeguarding file is for the leads alone, and goes by a way of its own.
"""
