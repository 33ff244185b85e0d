"""Complaints: written down, handed to somebody who may decide, answered, taken further, kept.

Carries C1, C3, C5, C7-C9, C11, C12, C14, C16-C18 and C21, the limits of X2-X9 with one form for every step, O4, and what
O5 begins.

`rehearsing` is the pure engine: the same scenario and terms always give the same answer. Live cases are played through
it too (`living`), so that a rehearsal and the real thing cannot differ.
"""
