"""Writing a complaint down and taking its steps. What is owed follows from the engine each time, and from nothing else."""

from hometime.complaints.actions.stepping import BY_HAND, Said, take_step, write_down

__all__ = ["BY_HAND", "Said", "take_step", "write_down"]
