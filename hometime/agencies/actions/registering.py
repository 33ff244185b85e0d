"""The register of services: taken up, looked at once a year, and the people there with an address that somebody verified."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.utils.translation import gettext_noop as _

from hometime.agencies.models import Organisation, Professional, Sector
from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, start_rhythm, stop_rhythm
from hometime.duties.models import Kind, Rhythm
from hometime.duties.standing import Every, next_due
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Setting, holders
from hometime.people.roles import Role
from hometime.records.actions import close_record
from hometime.records.audiences import Audience

SERVICE = "service"  # the kind of their records
YEARLY = Every(months=12)  # our proposal: the clause says only that working together is real
CHECK = Task(
    "P18", _("Look at a service you work with: is it right, and when were you last in touch?"), _("I looked"),
    Role.MANAGER, Kind.RHYTHM,
)  # fmt: skip
TOUCH = {Sector.SOCIAL_CARE: Role.DSL, Sector.HEALTH: Role.SENCO}  # who keeps in touch; the manager with the rest


@dataclasses.dataclass(frozen=True)
class Facts:
    """A service as it is typed."""

    name: str
    sector: str
    purpose: str
    reach: str
    phone: str = ""
    email: str = ""
    address: str = ""
    out_of_hours: str = ""


@dataclasses.dataclass(frozen=True)
class Who:
    """A professional as they are typed."""

    name: str
    role: str
    remit: str
    phone: str = ""
    email: str = ""
    address: str = ""


@action
def take_up(viewer: Actor, setting: Setting, facts: Facts) -> Organisation:
    """Puts a service on the register, and owes a look at it once a year."""
    there = Organisation.objects.unscoped("a service stands on the register once").current()
    if there.filter(setting=setting, name__iexact=facts.name.strip()).exists():
        raise Refused("This service is on your register. Open it and go on there.")
    made = Organisation(
        setting=setting, kind=SERVICE, title="A service you work with", audience=Audience.SETTING,
        opened=clock.today(), **_stripped(facts),
    )  # fmt: skip
    made.save()
    note("service.taken_up", made, sector=made.sector)
    starts = next_due(made.opened, YEARLY, made.opened)
    start_rhythm(viewer, made, dataclasses.replace(CHECK, owed_by=_in_touch(made)), YEARLY, starts)
    return made


def _in_touch(service: Organisation) -> Role:
    """The post that keeps in touch with a service; the manager where nobody holds it."""
    role = TOUCH.get(Sector(service.sector), Role.MANAGER)
    return role if holders(service.setting, role, clock.today()) else Role.MANAGER


def _stripped(facts: Facts | Who) -> dict[str, str]:
    return {name: value.strip() for name, value in dataclasses.asdict(facts).items()}


@action
def amend(viewer: Actor, service: Organisation, facts: Facts) -> None:
    """Puts right what stands about a service."""
    _working(service)
    for name, value in _stripped(facts).items():
        setattr(service, name, value)
    service.save(update_fields=[field.name for field in dataclasses.fields(facts)])
    note("service.amended", service)


@action
def be_in_touch(viewer: Actor, service: Organisation, on: dt.date) -> None:
    """Writes down on which day somebody was last in touch with a service."""
    _working(service)
    if on > clock.today():
        raise Refused("The day must be today or earlier.")
    service.last_contact = max(on, service.last_contact or on)
    service.save(update_fields=["last_contact"])
    note("service.in_touch", service, on=on)


@action
def end(viewer: Actor, service: Organisation, because: str) -> None:
    """Ends the work with a service: it stays to be read, and nothing of it is owed any more."""
    _working(service)
    if not because.strip():
        raise Refused("Say why you no longer work with it.")
    service.ended_because = because.strip()
    service.save(update_fields=["ended_because"])
    rhythms = Rhythm.objects.unscoped("what a service owes ends with it").filter(record=service, stopped__isnull=True)
    for rhythm in rhythms.select_related("record"):
        stop_rhythm(viewer, rhythm, "You no longer work with it.")
    note("service.ended", service)
    close_record(viewer, service)


@action
def know(viewer: Actor, service: Organisation, who: Who) -> Professional:
    """Writes down somebody who works at a service. Nothing may be sent to them before their address is verified."""
    _working(service)
    made = Professional(organisation=service, starts=clock.today(), **_stripped(who))
    made.save()
    note("professional.known", made, chain=service.setting_id)
    return made


@action
def amend_professional(viewer: Actor, professional: Professional, who: Who) -> None:
    """Puts right what stands about a professional. Another address has to be verified anew."""
    _there(professional)
    before = (professional.email, professional.address)
    for name, value in _stripped(who).items():
        setattr(professional, name, value)
    if before != (professional.email, professional.address):
        professional.verified_on, professional.verified_by, professional.verified_how = None, None, ""
    professional.save()
    note("professional.amended", professional, chain=professional.organisation.setting_id)


@action
def verify(viewer: Actor, professional: Professional, how: str) -> None:
    """Writes down that somebody found a professional's address right, and how they found out."""
    _there(professional)
    if not (professional.email or professional.address):
        raise Refused("There is no address yet. Write it down first.")
    if not how.strip():
        raise Refused("Say how you found out, such as: rang the number on the council's own page.")
    professional.verified_on, professional.verified_how = clock.today(), how.strip()
    professional.verified_by_id = person_of(viewer)
    professional.save(update_fields=["verified_on", "verified_by", "verified_how"])
    note("professional.verified", professional, chain=professional.organisation.setting_id)


@action
def see_off(viewer: Actor, professional: Professional) -> None:
    """Somebody no longer works at a service: nothing goes to them from this moment on."""
    _there(professional)
    professional.ended = clock.today()
    professional.save(update_fields=["ended"])
    note("professional.gone", professional, chain=professional.organisation.setting_id)


def _working(service: Organisation) -> None:
    if service.closed is not None:
        raise Refused("You no longer work with this service. Nothing was changed.")


def _there(professional: Professional) -> None:
    if professional.ended is not None:
        raise Refused("They no longer work there. Nothing was changed.")
