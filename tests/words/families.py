"""Which texts families read: everything that is said, but for what only staff, owners and keepers are shown."""

from __future__ import annotations

from hometime.ui.words import Saying, everything_said

# Rooms and pages that only people at work open. A text that is said anywhere else too is for families.
AT_WORK = (
    "access/templates/access/cover.html",
    "access/templates/access/day_code.html",
    "access/templates/access/leaving.html",
    "access/templates/access/post.html",
    "access/templates/access/post_days.html",
    "access/templates/access/posts.html",
    "access/views/posts.py",
    "adoption/",
    "cli/",
    "complaints/",
    "duties/models.py",
    "families/facets.py",
    "inspection/",
    "keypersons/actions/",
    "keypersons/forms/work.py",
    "keypersons/templates/keypersons/work/",
    "noticeboard/missing.py",
    "noticeboard/templates/noticeboard/for_staff.html",
    "noticeboard/templates/noticeboard/posters.html",
    "people/models.py",
    "policies/",
    "setup/",
    "today/actions.py",
    "today/asking.py",
    "today/templates/today/assurance.html",
    "today/templates/today/today.html",
    "today/templates/today/welcome.html",
)
# What stands in such a room and is read by families all the same.
READ_ALL_THE_SAME = frozenset({"policies/catalogue/clauses.toml"})


def read_by_families() -> dict[Saying, list[str]]:
    """Each such text, with the files that say it."""
    return {
        saying: places
        for saying, places in everything_said().items()
        if not all(place.startswith(AT_WORK) and place not in READ_ALL_THE_SAME for place in places)
    }
