"""Which clauses of the adopted policy an upheld complaint touches, so that an owner need not look through all of them."""

from __future__ import annotations

from collections.abc import Mapping

from hometime.complaints.actions import case_of
from hometime.complaints.keeping.alike import theme_of
from hometime.complaints.models import Answer, Box, Matter, Requirement
from hometime.kernel import clock
from hometime.policies.models import AdoptedClause, in_force
from hometime.records.models import Record

MOST = 5  # of them are offered
# The ids of the catalogue that a theme, or a requirement of the framework, is most about; the nearest first.
OF_MATTER: Mapping[str, tuple[str, ...]] = {
    Matter.KEY_PERSON: ("F8", "F9"),
    Matter.TELLING: ("F16", "F9"),
    Matter.ACCIDENT: ("F16", "F24"),
    Matter.HEALTH: ("F23",),
    Matter.PRIVACY: ("F20", "F22"),
    Matter.FAIRNESS: ("F14", "F18", "F19"),
    Matter.SUPPORT: ("F10",),
    Matter.CONDUCT: ("F2",),
    Matter.HANDLING: ("C3", "C13"),
}
OF_REQUIREMENT: Mapping[str, tuple[str, ...]] = {
    Requirement.KEY_PERSON: ("F8", "F9"),
    Requirement.PARENTS: ("F16",),
    Requirement.RECORDS: ("F20",),
    Requirement.OUTINGS: ("F25",),
    Requirement.HEALTH: ("F23",),
    Requirement.COMPLAINTS: ("C3", "C13"),
}


def likely(record: Record) -> list[AdoptedClause]:
    """The clauses in force that the complaint of this review touches most, nearest first."""
    case = case_of(record)
    theme = theme_of(case)
    touched = Answer.objects.unscoped("which clause a complaint touches names nobody").filter(
        complaint=case, box=Box.REQUIREMENT
    )
    last = touched.order_by("-number").first()
    ids = [*OF_MATTER.get(theme.matter if theme else "", ())]
    ids += [id_ for word in (last.words.split() if last else ()) for id_ in OF_REQUIREMENT.get(word, ())]
    ids += [*(id_ for id_ in ("F16", "C14") if id_ not in ids)]  # how families are told is near every complaint
    standing = in_force(case.setting, clock.today())
    clauses = list(AdoptedClause.objects.filter(adoption__in=standing).order_by("adoption__number", "position"))
    found = [clause for id_ in ids for clause in clauses if id_ in clause.covers]
    return list({clause.pk: clause for clause in found}.values())[:MOST]
