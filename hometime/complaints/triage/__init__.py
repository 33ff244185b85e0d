"""Triage of a complaint, and what stands beside its ladder: the allegations route, sorting anew, strands, lateness.

Carries C9, C10 and C16, and the strands of DOMAIN's intake table. What is done is a step of the complaint, with a reason.
"""
