"""The services around a family: who they are, how staff work with them, their visits, and the directory for families.

Carries P3, P18 to P24, G3 and A1 to A12.
"""
