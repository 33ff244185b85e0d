"""Hometime runs the policy that an early-years setting has adopted. See docs/house.md for the storeys."""

__version__ = "0.1.0"
