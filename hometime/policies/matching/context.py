"""Where a clause stands: which group of clauses its part and its heading speak of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hometime.policies.catalogue import Clause
from hometime.policies.reading.forms import Part

Groups = Mapping[str, float]

HOME, NEAR, NEVER = 1.0, 0.75, 0.0
PARTNERSHIP, COMPLAINTS = "PGFAS", "CXO"

_COMPLAINT_TITLE = re.compile(r"complain|grievance|compliment")
_BOTH = re.compile(r"partner|involve|working (?:together|with)")
_PARTNERSHIP_TITLE = re.compile(r"partner|parent|carer|famil|agenc|working (?:together|with)|involve")
_ALSO_BESIDE = {"P17": "C", "P24": "X", "O6": "F"}
_WHOSE = re.compile(r"parent|carer|famil|agenc|other service|professional|organisation")
_OTHER_SIDE = {"C": "X", "X": "C"}  # under a heading that names the one, the other is not spoken of
_HEADINGS: tuple[tuple[str, str, str], ...] = (
    # domain, what the heading says, group. The first that fits wins.
    (COMPLAINTS, r"record|log|register of|summar|guidance", "O"),
    (COMPLAINTS, r"agenc|other service|professional|organisation|other bod", "X"),
    (COMPLAINTS, r"parent|carer|famil|service user|stage|step|informal|formal", "C"),
    (PARTNERSHIP, r"aim|objective|legal|signpost|law|legislation", "P"),
    (PARTNERSHIP, r"school", "S"),
    (PARTNERSHIP, r"agenc|professional|organisation|other bod|other service|multi", "A"),
    (PARTNERSHIP, r"parent|carer|famil", "F"),
)


def likely(part: Part, position: int) -> Groups:
    """Weighs the groups for the section at `position` of a part: 1 where the headings point, less elsewhere.

    A part whose title says neither partnership nor complaints weighs every group alike.
    """
    title, heading = part.title.lower(), part.sections[position].heading.lower()
    domain = _domain(title, heading)
    if domain is None:
        return dict.fromkeys(PARTNERSHIP + COMPLAINTS, NEAR)
    home = _home(part, position, domain, "" if heading == title else heading)
    other = _OTHER_SIDE.get(home or "") if _WHOSE.search(heading) and heading != title else None
    groups = PARTNERSHIP + COMPLAINTS
    return {g: HOME if g == home else NEAR if g in domain and g != other else NEVER for g in groups}


def weigh_group(clause: Clause, groups: Groups) -> float:
    """Weighs the group of one clause. What hangs on the board may stand in either kind of text."""
    beside = _ALSO_BESIDE.get(clause.id)
    return max(groups[clause.group], NEAR * groups[beside]) if beside else groups[clause.group]


def _domain(title: str, heading: str) -> str | None:
    """Tells what is spoken of: complaints or partnership. A heading on complaints decides; a title on both decides nothing."""
    if _COMPLAINT_TITLE.search(heading):
        return COMPLAINTS
    of_complaints, of_partnership = bool(_COMPLAINT_TITLE.search(title)), bool(_PARTNERSHIP_TITLE.search(title))
    if of_complaints and not _BOTH.search(title):
        return COMPLAINTS
    if of_complaints:
        return None
    return PARTNERSHIP if of_partnership or _PARTNERSHIP_TITLE.search(heading) else None


def _home(part: Part, position: int, domain: str, heading: str) -> str | None:
    if domain == PARTNERSHIP and part.kind == "policy":
        return "P"
    for its_domain, words, group in _HEADINGS:
        if its_domain == domain and re.search(words, heading):
            return group
    if heading or position:
        return None
    return "G" if domain == PARTNERSHIP else "C"
