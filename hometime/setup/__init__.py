"""Setting up a setting of one's own: from an empty house, page by page, to the first backup brought back.

It reads every room and is imported by none, so it stands on the roof (docs/decisions/set-up-on-the-roof.md).
"""
