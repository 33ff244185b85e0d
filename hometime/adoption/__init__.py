"""Adopting a policy: what was read is confirmed, frozen for the settings it is for, and its promises begin to be owed
(P1)."""
