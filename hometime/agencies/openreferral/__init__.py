"""Feeds of services in the shapes of Open Referral UK: read (version 3 and the one before), compared, and written.

Nothing here knows a database, a web page or the day: bytes and plain data go in, listings come out, and the other way round.
"""
