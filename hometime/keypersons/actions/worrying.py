"""Handing a worry about a child's safety to the safeguarding lead, and saying that it was read."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.keypersons.models import Worry
from hometime.people.roles import Role
from hometime.records.actions import close_record
from hometime.records.audiences import Audience

READ = Task("F9", _("Read a worry that somebody here wrote down"), _("Open it"), Role.DSL)


@action
def worry(viewer: Actor, child: Child, words: str) -> None:
    """Hands a worry to the safeguarding lead at once. Whoever wrote it sees it no more, and nothing shows that it is there."""
    if not words.strip():
        raise Refused("Write down what worries you.")
    record = Worry(
        setting=child.setting, child=child, kind="worry", title="A worry", audience=Audience.SAFEGUARDING,
        opened=clock.today(), words=words.strip(), written_by_id=person_of(viewer), written_at=clock.now(),
    )  # fmt: skip
    record.save()
    note("worry.written", record)
    owe(viewer, record, READ, due=clock.today(), why={"opens": ["worry", record.pk]})


@action
def take_up(viewer: Actor, record: Worry, did: str) -> None:
    """The safeguarding lead says what they do about a worry; with that it is taken up."""
    if record.closed is not None:
        raise Refused("This is already done. Nothing was changed.")
    if not did.strip():
        raise Refused("Say what you do about it.")
    for duty in Duty.objects.unscoped("a worry is taken up once").open().filter(record=record):
        keep(viewer, duty, did)
    note("worry.taken_up", record)
    close_record(viewer, record)
