"""Writing a complaint down and taking its steps. What is owed follows from the engine each time, and from nothing else."""

from hometime.complaints.actions.afterwards import case_of, review_of
from hometime.complaints.actions.stepping import BY_HAND, Said, reviewed, take_step, write_down

__all__ = ["BY_HAND", "Said", "case_of", "review_of", "reviewed", "take_step", "write_down"]
