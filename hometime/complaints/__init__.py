"""Complaints: how one climbs the ladder that a setting adopted, what is owed at each step, and when it is due (C, X, O).

`rehearsing` is the pure engine: the same scenario and terms always give the same answer.
"""
