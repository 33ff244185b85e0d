"""How to complain is given to every adult who joins: owed while somebody was not given it, and kept once all were (C2)."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action
from hometime.complaints.models import Given
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.families.models import Adult, Bond, open_bond_on
from hometime.kernel import clock
from hometime.people.models import Post, Setting
from hometime.people.roles import Role
from hometime.policies.models import AdoptedClause, in_force
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record

GIVING = "how_to_complain"  # the kind of record that it is owed on, one for each setting
GIVE = Task(
    "C2",
    _("Give each adult who joined how to complain and how to reach the regulator"),
    _("Write it down"),
    Role.MANAGER,
)
WITHIN = dt.timedelta(days=7)  # ours, and shown as a proposal: the clause says "at registration"


def not_given(setting: Setting, today: dt.date) -> QuerySet[Adult]:
    """The adults of this setting's children who may hear of them today, and were never given it.

    Whoever works or governs here holds the procedure already. What was given with a complaint counts for nothing: a
    task that went away would tell that there was one.
    """
    bonds = Bond.objects.unscoped("every adult who joins is given how to complain").filter(
        open_bond_on(today), Q(child__left__isnull=True) | Q(child__left__gte=today), child__setting=setting
    )
    given = Given.objects.unscoped("who was given how to complain").filter(
        setting=setting, adult=OuterRef("pk"), complaint__isnull=True
    )
    at_work = Post.objects.on(today).filter(provider=setting.provider_id).exclude(role=Role.PARENT)
    adults = Adult.objects.unscoped("every adult who joins is given how to complain")
    return adults.filter(~Exists(given), pk__in=bonds.values("adult")).exclude(person__in=at_work.values("person"))


def see_to_givings(viewer: Actor) -> int:
    """Owes each setting's manager the giving to those who joined, and keeps it where all were given it.

    Safe to run again. Gives how many settings it changed something for.
    """
    return sum(see_to_giving(viewer, setting) for setting in Setting.objects.select_related("provider").order_by("pk"))


@action
def _owe_giving(viewer: Actor, setting: Setting) -> None:
    rows = Record.objects.unscoped("what is given to those who join is owed on one record")
    record = rows.filter(setting=setting, kind=GIVING).first()
    record = record or open_record(viewer, setting, GIVING, "How to complain", Audience.STAFF)
    key, today = _asked_for(setting), clock.today()
    why = {"opens": ["told-how", setting.slug]}
    owe(viewer, record, GIVE, due=today + WITHIN, clause_key=key, basis="proposed" if key else "house", why=why)


def see_to_giving(viewer: Actor, setting: Setting) -> bool:
    """Owes or keeps one setting's giving, as what is written down says; gives whether it changed anything."""
    waiting = not_given(setting, clock.today()).exists()
    asked = Duty.objects.unscoped("how to complain is owed once").open().filter(setting=setting, clause=GIVE.clause)
    if waiting and not asked.exists():
        _owe_giving(viewer, setting)
        return True
    done = [] if waiting else list(asked.filter(record__kind=GIVING).order_by("pk"))
    for duty in done:
        keep(viewer, duty, "")
    return bool(done)


def _asked_for(setting: Setting) -> str:
    """The key of the adopted clause that asks for it; empty where no text in force does."""
    adopted = AdoptedClause.objects.filter(adoption__in=in_force(setting, clock.today())).order_by("position")
    return next((clause.key for clause in adopted if GIVE.clause in clause.covers), "")
