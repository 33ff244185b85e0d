"""Photographs: taken in once every child on them is named and may be pictured, used for a purpose, taken back, erased (F26)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.consents.actions.hiding import taken_down
from hometime.consents.actions.owing import ledger_of
from hometime.consents.models import Photograph, Tag, Use
from hometime.consents.picturing import in_the_way
from hometime.consents.standing import Kind, Purpose, Verdict
from hometime.consents.verdicts import verdicts
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.records.actions import close_record, name_party
from hometime.records.audiences import Audience
from hometime.records.models import Party
from hometime.records.papers.attaching import Ready, attach, give_up, make_ready
from hometime.records.papers.attaching import erase as erase_paper
from hometime.records.papers.preparing import prepare
from hometime.records.papers.shapes import Prepared
from hometime.records.papers.shapes import Refused as Unfit

PHOTOGRAPH = "photograph"  # the kind of record
KEPT_AFTER = dt.timedelta(days=30)  # after a child's last day
ERASE = Task("F26", _("Erase the photographs of a child who has left"), _("Open them"), Role.MANAGER)


@dataclasses.dataclass(frozen=True)
class Taken:
    """A picture as it comes: the file with its name, the other children on it, and how many children can be seen."""

    file: tuple[bytes, str]
    others: Sequence[Child] = ()
    children: int = 1
    caption: str = ""
    taken_on: dt.date | None = None


def take(
    viewer: Actor, child: Child, said: Taken, look: Callable[[bytes, str], Prepared | Unfit] = prepare
) -> Photograph:
    """Takes in a photograph for a child's record, or nothing of it. Raises `Refused` with the reason.

    Every child who can be seen must be named, and each of them may be pictured. Where it was taken, and by whose
    telephone, is not kept with what is shown. `look` is what looks at the file, in a process of its own unless said otherwise.
    """
    there = list({each.pk: each for each in (child, *said.others)}.values())
    _may_be_pictured(viewer, there, said)
    photograph = Photograph(
        setting=child.setting, child=child, kind=PHOTOGRAPH, title="A photograph", audience=Audience.STAFF,
        opened=clock.today(), caption=said.caption.strip(), taken_on=said.taken_on or clock.today(), children=said.children,
    )  # fmt: skip
    ready = make_ready(viewer, photograph, *said.file, look)
    if isinstance(ready, Unfit):
        raise Refused(ready.say)
    try:
        return _take_in(viewer, photograph, there, ready)
    except BaseException:
        give_up(ready)
        raise


def _may_be_pictured(viewer: Actor, there: list[Child], said: Taken) -> None:
    if said.children != len(there):
        raise Refused("Name every child who can be seen. If one is not on the list, do not use this picture.")
    if said.taken_on is not None and said.taken_on > clock.today():
        raise Refused("The day must be today or earlier.")
    standing = verdicts(viewer, there, Kind.PHOTO, purpose=Purpose.RECORD)
    no = [each.called for each in there if standing.get(each.pk) == Verdict.NO]
    if no:
        raise Refused(f"Do not picture: {', '.join(no)}. This photograph was not taken in. Delete it from the camera.")
    ask = [each.called for each in there if standing.get(each.pk) != Verdict.YES]
    if ask:
        raise Refused(f"Ask the family first: {', '.join(ask)}. This photograph was not taken in.")


@action
def _take_in(viewer: Actor, photograph: Photograph, there: list[Child], ready: Ready) -> Photograph:
    photograph.save()
    note("photograph.taken", photograph, children=len(there))
    if viewer.hat == Hat.STAFF:
        name_party(viewer, photograph, Person.objects.get(pk=viewer.person_id), Party.Part.NAMED, hat=Hat.STAFF)
    photograph.paper = attach(viewer, photograph, ready.row, ready.prepared, ready.kept)
    photograph.save(update_fields=["paper"])
    Tag.objects.bulk_create([Tag(photograph=photograph, child=child) for child in there])
    return photograph


@action
def use(viewer: Actor, photograph: Photograph, purpose: str) -> Use:
    """Uses a photograph for a purpose, where every child on it may be shown for that. Raises `Refused` naming who may not."""
    if purpose not in set(Purpose) or purpose == Purpose.RECORD:
        raise Refused("Say what the photograph is for.")
    if photograph.paper_id is None:
        raise Refused("This photograph was erased.")
    blocked = in_the_way(photograph, purpose, clock.today())
    if blocked:
        names = ", ".join(child.called for child, _verdict in blocked)
        raise Refused(f"It may not be used for this: there is no permission for {names}.")
    rows = Use.objects.unscoped("used once for a purpose").filter(photograph=photograph, purpose=purpose)
    there = rows.filter(ended_on__isnull=True).first()
    if there is not None:
        return there
    made = Use(photograph=photograph, purpose=purpose, on=clock.today(), by_id=person_of(viewer))
    made.save()
    note("photograph.used", photograph, purpose=purpose)
    return made


@action
def take_back(viewer: Actor, photograph: Photograph, purpose: str) -> None:
    """Uses a photograph for a purpose no more."""
    rows = Use.objects.unscoped("used once for a purpose").filter(
        photograph=photograph, purpose=purpose, ended_on__isnull=True
    )
    ends = list(rows)
    if not rows.update(ended_on=clock.today()):
        raise Refused("It is not used for this. Nothing was changed.")
    for each in ends:
        taken_down(viewer, each)
    note("photograph.taken_back", photograph, purpose=purpose)


@action
def erase(viewer: Actor, photograph: Photograph) -> None:
    """Erases the picture and its names. That there was one, and when it went, stays."""
    paper = photograph.paper
    if paper is None:
        raise Refused("This is already done. Nothing was changed.")
    used = Use.objects.unscoped("what is erased is used no more").filter(photograph=photograph)
    for each in used.order_by("on", "pk"):
        taken_down(viewer, each)
    used.delete()
    Tag.objects.unscoped("what is erased names nobody").filter(photograph=photograph).delete()
    photograph.paper, photograph.caption = None, ""
    photograph.save(update_fields=["paper", "caption"])
    erase_paper(viewer, paper)
    note("photograph.erased", photograph)
    if photograph.closed is None:
        close_record(viewer, photograph, kept="photograph")


def of_those_who_left(child: Child) -> list[Photograph]:
    """The photographs that go with a child who has left: those in the child's file, unless they are used for something that
    is still permitted of everybody on them; and of those in the files of others the ones that the child must not be on."""
    rows = Photograph.objects.unscoped("photographs go thirty days after a child has left").filter(paper__isnull=False)
    on_it = Tag.objects.unscoped("photographs go thirty days after a child has left").filter(child=child)
    found = rows.filter(Q(child=child) | Q(pk__in=on_it.values("photograph"))).select_related("paper__record")
    return [each for each in found.order_by("opened", "pk") if not _stays(each, child)]


def _stays(photograph: Photograph, left: Child) -> bool:
    today = clock.today()
    if photograph.child_id != left.pk:
        return left not in [child for child, _verdict in in_the_way(photograph, Purpose.RECORD, today)]
    uses = Use.objects.unscoped("what is permitted stays in use").filter(photograph=photograph, ended_on__isnull=True)
    return any(not in_the_way(photograph, use.purpose, today) for use in uses.order_by("on", "pk"))


@action
def erase_all(viewer: Actor, child: Child) -> int:
    """Erases the photographs of a child who has left, but not what is permitted to stay. Gives how many."""
    if child.left is None or child.left >= clock.today():
        raise Refused("This child has not left.")
    there = of_those_who_left(child)
    for photograph in there:
        erase(viewer, photograph)
    owed = Duty.objects.unscoped("photographs of a child who left are erased once").open()
    for duty in owed.filter(record__child=child, what=ERASE.what).order_by("pk"):
        keep(viewer, duty, f"{len(there)} erased.")
    note("photograph.all_erased", child, count=len(there))
    return len(there)


@action
def see_to_photographs(viewer: Actor) -> int:
    """Owes the erasing of the photographs of each child who has left, and erases them itself once thirty days have gone; what
    is used for something that the family permitted stays. Safe to run again. Gives how many children it did this for."""
    today, count = clock.today(), 0
    tags = Tag.objects.unscoped("photographs go thirty days after a child has left").filter(
        photograph__paper__isnull=False
    )
    owed = Duty.objects.unscoped("photographs go thirty days after a child has left").open().filter(what=ERASE.what)
    known = set(owed.values_list("record__child", flat=True))
    gone = (
        Child.objects.unscoped("photographs go after a child has left")
        .filter(left__lt=today, pk__in=tags.values("child"))
        .select_related("setting")
    )
    for child in gone.order_by("pk"):
        assert child.left is not None  # asked for above
        over = child.left + KEPT_AFTER < today
        if (child.pk in known and not over) or not of_those_who_left(child):
            continue
        if over:
            erase_all(viewer, child)
        else:
            opens = {"opens": ["photographs", child.pk]}
            owe(viewer, ledger_of(viewer, child), ERASE, due=child.left + KEPT_AFTER, why=opens)
        count += 1
    return count
