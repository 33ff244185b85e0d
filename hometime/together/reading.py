"""What the rows of an outing say, for actions and pages alike: every invitation, every count, and what holds for each child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from hometime.audit.actions import House
from hometime.consents.models import Answer
from hometime.consents.standing import Kind, Verdict
from hometime.consents.verdicts import verdicts
from hometime.kernel import clock
from hometime.together import outing as procedure
from hometime.together.models import HeadCount, Invited, InvitedRows, Outing
from hometime.together.outing import Counted, Stage

LIST = House("outing")  # who asks what holds for every child on a list


def invited_to(outing: Outing) -> InvitedRows:
    """Every invitation of an outing, whoever asks: what may leave, and how many are out, hangs on all of them."""
    rows = Invited.objects.unscoped("how many are out hangs on every child who is invited").filter(outing=outing)
    return rows.select_related("child").order_by("child__name", "pk")


def kind_of(outing: Outing) -> Kind:
    """Which consent it needs: one of its own, or the standing one for walks nearby."""
    return Kind.LOCAL_WALKS if outing.walk else Kind.OUTING


def about_of(outing: Outing) -> Outing | None:
    """What the consent is about: a standing one is about no outing."""
    return None if outing.walk else outing


def verdicts_of(outing: Outing, invited: Iterable[Invited]) -> dict[str, Verdict]:
    """What holds for each invited child on the day of the outing, by the child.

    Whoever goes along may be of another room than the child, and must know it all the same: the house asks for them.
    """
    return verdicts(LIST, [each.child for each in invited], kind_of(outing), about=about_of(outing), on=outing.day)


def treatment_of(outing: Outing, invited: Iterable[Invited]) -> dict[str, Verdict]:
    """Whether emergency treatment was agreed to for each invited child on the day of the outing, by the child."""
    return verdicts(LIST, [each.child for each in invited], Kind.EMERGENCY, on=outing.day)


def changed_of(outing: Outing, invited: Iterable[Invited]) -> dict[str, dt.datetime]:
    """When somebody last answered on the day of the outing itself, by the child; never who."""
    rows = Answer.objects.unscoped("whoever keeps the list sees that it changed, and when").filter(
        consent__child__in=[each.child_id for each in invited],
        consent__kind=kind_of(outing),
        consent__about=about_of(outing),
        on=outing.day,
    )
    return dict(rows.order_by("at", "number").values_list("consent__child", "at"))


def counts_of(outing: Outing) -> list[HeadCount]:
    """Its counts, in the order in which they were made."""
    rows = HeadCount.objects.unscoped("where an outing stands follows from its counts").filter(outing=outing)
    return list(rows.select_related("by").order_by("number"))


def as_counted(counts: Iterable[HeadCount]) -> list[Counted]:
    """Counts as the procedure takes them."""
    return [Counted(count.point, count.heads, count.of) for count in counts]


def stage_of(outing: Outing, counts: Iterable[HeadCount]) -> Stage:
    """Where it stands."""
    off = outing.closed is not None and outing.left_at is None
    return procedure.stage(as_counted(counts), left=outing.left_at is not None, off=off)


def opens(day: dt.date) -> dt.datetime:
    """The first moment of a day here."""
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.LONDON)
