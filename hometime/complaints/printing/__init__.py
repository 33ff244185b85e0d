"""Complaints on paper: the empty form, letters, the record, the timeline, and the bundle for a regulator at two levels.

Each is a tagged PDF (PDF/UA-1) with a title and an author that tell nothing, and a check code at its foot.
"""
