"""Providers, settings, rooms, persons and the posts they hold: who somebody is at work or as a parent, and since
when."""
