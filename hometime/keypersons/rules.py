"""Who may do what between a key person and a family. Each answers with nothing, or with the reason why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.families import working
from hometime.families.facets import Information
from hometime.families.models import Child, bonds_of_person
from hometime.kernel.answers import No
from hometime.keypersons.models import AboutLine, Contribution, Meeting, PrivateWord, ProgressCheck
from hometime.people.roles import Hat

# What every room asks.
work_here = working.at_work
work_with = working.key_person
lead = working.lead


def be_family(viewer: Viewer, child: Child) -> No | None:
    """An adult who may know all about the child."""
    if viewer.hat == Hat.PARENT:
        mine = bonds_of_person(viewer).filter(child=child.pk, info=Information.FULL)
        if mine.exists():
            return None
    return No(_("Please speak to the manager about this."))


def open_child(viewer: Viewer, child: Child) -> No | None:
    """The family that may know all, and those who work with it."""
    return be_family(viewer, child) if viewer.hat == Hat.PARENT else work_with(viewer, child)


def arrange(viewer: Viewer, meeting: Meeting) -> No | None:
    """Those who work with the child, while the talk is still to come."""
    if meeting.closed is not None:
        return No(_("This is already done. Nothing is left to do here."))
    assert meeting.child is not None  # a talk is about a child
    return work_with(viewer, meeting.child)


def answer(viewer: Viewer, meeting: Meeting) -> No | None:
    """The family that was asked, while the talk is still to come."""
    if viewer.hat != Hat.PARENT:
        return No(_("This is for the family. Write down here what they told you."))
    return working.already(meeting.closed)


def speak(viewer: Viewer, meeting: Meeting) -> No | None:
    """Whoever sees a talk may add their words, also afterwards: the family, and those who work with the child."""
    if viewer.hat == Hat.PARENT:
        return None
    assert meeting.child is not None  # a talk is about a child
    return work_with(viewer, meeting.child)


def take_part(viewer: Viewer, check: ProgressCheck) -> No | None:
    """The family says its part until the check is finished; after that a talk is the way."""
    if viewer.hat != Hat.PARENT:
        return No(_("This is for the family. Write down here what they told you."))
    return _finished(check)


def write_check(viewer: Viewer, check: ProgressCheck) -> No | None:
    """Those who work with the child, until it is finished."""
    assert check.child is not None  # a check is about a child
    return work_with(viewer, check.child) or _finished(check)


def copy_check(viewer: Viewer, check: ProgressCheck) -> No | None:
    """Those who work with the child, once it is finished."""
    assert check.child is not None  # a check is about a child
    return work_with(viewer, check.child)


def tell(viewer: Viewer, child: Child) -> No | None:
    """Every adult who may know of the child may tell somebody something (F7)."""
    return None if viewer.hat == Hat.PARENT else No(_("This is for the family."))


def read(viewer: Viewer, word: PrivateWord) -> No | None:
    """The one person who was told."""
    if viewer.hat != Hat.STAFF or viewer.person_id != word.told_to_id:
        return No(_("Only the person who was told does this."))
    return working.already(word.read_on)


def thank(viewer: Viewer, record: Contribution) -> No | None:
    """Those who work with the child, once."""
    assert record.child is not None  # what comes from home is about a child
    refused = work_with(viewer, record.child)
    return refused or working.already(record.thanked_on)


def cite(viewer: Viewer, record: Contribution) -> No | None:
    """Those who work with the child."""
    assert record.child is not None  # what comes from home is about a child
    return work_with(viewer, record.child)


def about(viewer: Viewer, child: Child) -> No | None:
    """The family that may know all, and everybody who works with the child; a room sees what the child needs (P7)."""
    return be_family(viewer, child) if viewer.hat == Hat.PARENT else work_here(viewer, child)


def use_line(viewer: Viewer, line: AboutLine) -> No | None:
    """Everybody who works with the child and sees the line."""
    return work_here(viewer, line)


def cross_out(viewer: Viewer, line: AboutLine) -> No | None:
    """The family its own words; those who work here theirs."""
    family = viewer.hat == Hat.PARENT
    mine = line.family and line.by_id == viewer.person_id if family else not line.family
    return None if mine else No(_("Ask whoever said it."))


def _finished(check: ProgressCheck) -> No | None:
    return working.already(check.closed)
