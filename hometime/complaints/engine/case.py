"""The shapes of a rehearsed complaint: what came in, what happened, and what is owed. Frozen; no Django, no clock."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from hometime.complaints.engine.counting import Closed, Count
from hometime.policies.reading.forms import Ladder

RECEIVERS = ("any_staff", "key_person", "setting_manager", "line_manager", "notice_board")
CHANNELS = ("spoken", "written")
SUBJECTS = ("care", "key_person", "other_staff", "setting_manager", "line_manager", "owner")
EVENTS = (
    "acknowledged", "answered", "met", "agreed", "not_agreed", "not_satisfied", "withdrawn", "upheld", "not_upheld",
    "reviewed",
)  # fmt: skip
# What happens beside the ladder: it leaves for the allegations procedure and comes back, people outside are told, it is
# sorted anew, closed with a reason, and opened again. A scenario may hold these; `can_next` names those above alone.
BESIDE = (
    "left", "resumed", "officer_told", "officer_not_needed", "regulator_told", "regulator_not_needed", "reclassified",
    "closed", "reopened",
)  # fmt: skip
REGULATOR = "regulator"
OUTSIDE = "other"  # the handler where nobody free of conflict is left: an outside person
FROM_OUTSIDE = ("mediator",)  # handlers of a ladder who are no post inside: a person from outside is asked


@dataclasses.dataclass(frozen=True, slots=True)
class Complaint:
    """What came in. `about` holds words of SUBJECTS."""

    received_on: dt.date
    received_by: str = "any_staff"
    channel: str = "written"
    about: tuple[str, ...] = ("care",)
    about_a_child: bool = False
    eyfs_requirement: bool = False
    serious_harm_by_staff: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a complaint on a day. The rest is for `reclassified`: whom it is about now, whether it
    touches an EYFS requirement (None: as before), and whether it was put in writing on that day."""

    on: dt.date
    event: str
    about: tuple[str, ...] = ()
    eyfs: bool | None = None
    in_writing: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Review:
    """What follows when a complaint is upheld: days until the review and until a look at its effect; None for no limit."""

    within: int | None = 30
    effect_within: int | None = 90
    basis: str = "proposed"
    effect_basis: str = "proposed"
    clause: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Regulator:
    """Who may be told at any time, as the document gives it."""

    name: str = "Ofsted"
    phone: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Officer:
    """Within what time the local authority's designated officer wants to hear of an allegation; `source` says where
    that is written, and is empty where the time is our proposal."""

    within: int = 1
    unit: str = "working_days"
    source: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Procedure:
    """The ladder of adopted or settled terms, the words of its clauses by key, and what stands beside it."""

    ladder: Ladder
    clauses: Mapping[str, str] = dataclasses.field(default_factory=dict)
    review: Review = dataclasses.field(default_factory=Review)
    regulator: Regulator = dataclasses.field(default_factory=Regulator)
    officer: Officer = dataclasses.field(default_factory=Officer)
    closures: tuple[Closed, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Owed:
    """One thing owed. `due` is None where the terms leave it open, or where the day it counts from has not come."""

    action: str
    owed_by: str
    counted_from: dt.date | None
    due: dt.date | None
    basis: str
    clause: str | None
    why: str
    kept_on: dt.date | None = None
    lifted: bool = False
    waits: bool = False  # whether the day it counts from has not come
    count: Count | None = None  # how the day was worked out, in parts


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """What a rehearsal gives: where the complaint is, what is owed, who is kept out, and what can happen next."""

    state: str
    handler: str | None
    since: dt.date | None
    duties: tuple[Owed, ...]
    barred: tuple[str, ...]
    can_next: tuple[str, ...]
    notes: tuple[str, ...]
    possible: tuple[str, ...] = ()  # every event that could come next, those beside the ladder too
    place: int = -1  # of the step among those inside: their number where nobody inside is free, -1 before the first
    outside: bool = False  # whether a person from outside decides it; `handler` alone does not tell: texts have others


class Impossible(ValueError):
    """Something that cannot have happened: a day before the complaint, an event that the step does not allow."""
