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
    "access/templates/access/tablet",
    "access/models.py",
    "access/enrolling.py",
    "access/tablet_forms.py",
    "access/views/faces.py",
    "access/views/posts.py",
    "access/views/tablets.py",
    "adoption/",
    "agencies/actions/signposting.py",
    "agencies/forms/signposts.py",
    "agencies/pages/signposts.py",
    "agencies/actions/",
    "agencies/forms/visits.py",
    "agencies/models/organisations.py",
    "agencies/models/visits.py",
    "agencies/pages/visits.py",
    "agencies/rules.py",
    "agencies/templates/agencies/cards.html",
    "agencies/templates/agencies/outside/",
    "agencies/templates/agencies/staff/",
    "cli/",
    "complaints/",
    "duties/models.py",
    "childfile/actions.py",
    "childfile/forms.py",
    "childfile/templates/childfile/allocate.html",
    "childfile/templates/childfile/as_parent.html",
    "childfile/templates/childfile/complaints_card.html",
    "childfile/templates/childfile/key_persons.html",
    "childfile/templates/childfile/leaving.html",
    "childfile/templates/childfile/opening",
    "childfile/templates/childfile/staff",
    "childfile/templates/childfile/why.html",
    "families/actions/",
    "families/facets.py",
    "languages/",
    "families/forms/bonding.py",
    "families/forms/parts.py",
    "families/forms/registering.py",
    "families/forms/sheets.py",
    "families/importing/",
    "families/minimum.py",
    "families/templates/families/add",
    "families/templates/families/adult",
    "families/templates/families/bond.html",
    "families/templates/families/bring.html",
    "families/templates/families/ch",
    "families/templates/families/co",
    "families/templates/families/decide.html",
    "families/templates/families/end.html",
    "families/templates/families/household.html",
    "families/templates/families/new.html",
    "families/templates/families/order.html",
    "families/templates/families/sheet.html",
    "families/templates/families/taken_in.html",
    "families/words.py",
    "inspection/",
    "keypersons/actions/",
    "keypersons/forms/work.py",
    "keypersons/templates/keypersons/staff/",
    "noticeboard/missing.py",
    "noticeboard/templates/noticeboard/for_staff.html",
    "noticeboard/templates/noticeboard/posters.html",
    "people/models.py",
    "plans/actions/",
    "plans/forms/staff.py",
    "plans/templates/plans/staff/",
    "policies/",
    "setup/",
    "sharing/",
    "today/actions.py",
    "today/asking.py",
    "today/templates/today/assurance.html",
    "today/templates/today/room.html",
    "today/templates/today/today.html",
    "today/templates/today/welcome.html",
    "together/actions/",
    "together/forms.py",
    "together/pages.py",
    "together/printing.py",
    "together/templates/together/away",
    "together/templates/together/staff/",
    "welcome/actions/",
    "welcome/forms/packs.py",
    "welcome/forms/staff.py",
    "welcome/templates/welcome/staff/",
)
# What stands in such a room and is read by families all the same.
READ_ALL_THE_SAME = frozenset(
    {
        "policies/catalogue/clauses.toml",
        "complaints/templates/complaints/triage/ring_now.html",
        "complaints/triage/ring.py",
        "complaints/elsewhere.py",
        "complaints/templates/complaints/triage/elsewhere.html",
        "complaints/following/counted.py",
        "complaints/following/forms.py",
        "complaints/following/timeline.py",
        "complaints/following/views.py",
        "complaints/intake/forms.py",
        "complaints/intake/views.py",
        "complaints/intake/words.py",
        "complaints/templates/complaints/handling/theirs.html",
        *(f"complaints/templates/complaints/following/{name}.html" for name in ("enter", "mine", "timeline")),
        *(
            f"complaints/templates/complaints/intake/{name}.html"
            for name in ("hand_over", "ring", "sent", "service", "signed", "step", "your_copy")
        ),
    }
)


def read_by_families() -> dict[Saying, list[str]]:
    """Each such text, with the files that say it."""
    return {
        saying: places
        for saying, places in everything_said().items()
        if not all(place.startswith(AT_WORK) and place not in READ_ALL_THE_SAME for place in places)
    }
