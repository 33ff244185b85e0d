"""What `hometime start` says once while nobody owns the house: where to begin, and the code for beginning elsewhere.

It runs in a process of its own: the server's first process must not open the database before the others part from it.
"""

from __future__ import annotations

from .place import open_django


def tell() -> str:
    """The sentences for an empty house; nothing once somebody can sign in."""
    open_django()
    from django.conf import settings

    from hometime.people.actions import unclaimed
    from hometime.setup.code import the_code

    if not unclaimed():
        return ""
    return (
        f"  Nobody has set it up yet. Open {settings.PUBLIC_URL} and choose: set up your setting, or look around.\n"
        f"  From another machine it asks for this code: {the_code()}\n"
        "  The code is worth nothing once the first owner is there.\n"
    )


if __name__ == "__main__":
    print(tell(), end="", flush=True)
