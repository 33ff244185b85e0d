"""Things from home: sent whole or not at all, thanked for, cited; ideas sent home; and the living page about a child."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator

from django.utils.translation import gettext as say
from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.duties.standing import open_days_after
from hometime.families.models import Child
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.once import mark_of, written_once
from hometime.kernel.refusals import refused
from hometime.keypersons.models import AboutLine, Citation, Contribution, Idea, Section
from hometime.keypersons.ringing import ring_sides
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record
from hometime.records.papers import voices
from hometime.records.papers.attaching import Ready, attach, give_up, make_ready
from hometime.records.papers.preparing import prepare
from hometime.records.papers.shapes import Refused as Unfit

THANK = Task("P12", _("Look at what came from home, and say thank you"), _("Look at it"), Role.KEY_PERSON)
THANK_WITHIN = 2  # working days; our proposal
File = tuple[bytes, str]
LOOKS = {"photo": prepare, "voice": voices.look}


class UnfitFile(Refused):
    """A file was not taken in, and nothing was saved; `field` says which, the words say why."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words, field=field)


@dataclasses.dataclass(frozen=True)
class Sent:
    """What somebody sends from home: words, a photo, a voice note, or any of them together."""

    words: str = ""
    photo: File | None = None
    voice: File | None = None
    answers: Idea | None = None
    once: str = ""  # the key of the form


def send(viewer: Actor, child: Child, sender: Person, sent: Sent) -> Contribution:
    """Sends something from home, or nothing of it. Raises `Refused`, and `UnfitFile` for a file that is not taken.

    Files are looked at and sealed before anything is written; whatever goes wrong after that, they go too. The same form
    sent again, as happens on a bad line, gives what it gave the first time.
    """
    files = (file[0] if file else b"" for file in (sent.photo, sent.voice))
    mark = mark_of(sent.once, child.pk, person_of(viewer), sender.pk, sent.words.strip(), *files)
    rows = Contribution.objects.unscoped("what is sent twice counts once")
    return written_once(
        lambda: rows.filter(once=mark).first() if mark else None, lambda: _send(viewer, child, sender, sent, mark)
    )


def _send(viewer: Actor, child: Child, sender: Person, sent: Sent, mark: str | None) -> Contribution:
    if not (sent.words.strip() or sent.photo or sent.voice):
        raise Refused(say("Write a line, or choose a photo or a voice note"))
    record = Contribution(
        setting=child.setting, child=child, kind="from_home", title="From home", audience=Audience.STAFF,
        opened=clock.today(), words=sent.words.strip(), sent_by=sender, written_by_id=person_of(viewer),
        answers=sent.answers, once=mark,
    )  # fmt: skip
    with _sealed(viewer, record, sent) as files:
        return _write(viewer, record, files)


@contextlib.contextmanager
def _sealed(viewer: Actor, record: Contribution, sent: Sent) -> Iterator[dict[str, Ready]]:
    ready: dict[str, Ready] = {}
    try:
        for field, look in LOOKS.items():
            file: File | None = getattr(sent, field)
            if file is not None:
                made = make_ready(viewer, record, *file, look)
                if isinstance(made, Unfit):
                    raise UnfitFile(field, made.say)
                ready[field] = made
        yield ready
    except BaseException:
        for made in ready.values():
            give_up(made)
        raise


@action
def _write(viewer: Actor, record: Contribution, files: dict[str, Ready]) -> Contribution:
    record.save()
    note("from_home.sent", record, files=len(files))
    name_party(viewer, record, record.sent_by, Party.Part.NAMED, hat=Hat.PARENT)
    for field, ready in files.items():
        paper = attach(viewer, record, ready.row, ready.prepared, ready.kept)
        if field == "voice":
            record.voice = paper
            record.save(update_fields=["voice"])
    due = open_days_after(clock.today(), THANK_WITHIN)
    owe(viewer, record, THANK, due=due, why={"opens": ["from-home", record.pk]})
    return record


@action
def thank(viewer: Actor, record: Contribution) -> None:
    """Says thank you for something from home, once."""
    if record.thanked_on is not None:
        raise refused(refusals.DONE)
    record.thanked_on, record.thanked_by_id = clock.today(), person_of(viewer)
    record.save(update_fields=["thanked_on", "thanked_by"])
    note("from_home.thanked", record)
    for duty in Duty.objects.unscoped("something from home is thanked for once").open().filter(record=record):
        keep(viewer, duty, "Thanked.")


@action
def cite(viewer: Actor, record: Contribution, used_in: Record, words: str) -> Citation:
    """Uses something from home in a check or a talk about the same child, and says what it showed."""
    if used_in.child_id != record.child_id:
        raise Refused("This is about another child.")
    if not words.strip():
        raise Refused("Say what it showed you.")
    if Citation.objects.unscoped("cited once in one place").filter(contribution=record, used_in=used_in).exists():
        raise Refused("It is used there already. Nothing was changed.")
    citation = Citation(
        contribution=record, used_in=used_in, by_id=person_of(viewer), on=clock.today(), words=words.strip()
    )
    citation.save()
    note("from_home.cited", record, used_in=used_in.pk)
    return citation


def send_idea(viewer: Actor, child: Child, words: str, tied_to: str, once: str = "") -> Idea:
    """Sends a family an idea for home, tied to what the child is taken with (F8). `once` is the key of the form: sent again,
    it gives what it gave the first time, and nobody hears of it twice.
    """
    mark = mark_of(once, child.pk, person_of(viewer), words.strip(), tied_to.strip())
    rows = Idea.objects.unscoped("what is sent twice counts once")
    return written_once(
        lambda: rows.filter(once=mark).first() if mark else None,
        lambda: _send_idea(viewer, child, words, tied_to, mark),
    )


@action
def _send_idea(viewer: Actor, child: Child, words: str, tied_to: str, mark: str | None) -> Idea:
    idea = Idea(
        setting=child.setting, child=child, kind="idea", title="An idea for home", audience=Audience.FAMILY,
        opened=clock.today(), words=words.strip(), tied_to=tied_to.strip(), sent_by_id=person_of(viewer),
        once=mark,
    )  # fmt: skip
    idea.save()
    note("idea.sent", idea)
    ring_sides(viewer, child)
    return idea


def page_of(child: Child) -> Record | None:
    """The record that the living page about a child is kept on, once there is one."""
    return Record.objects.unscoped("a child has one page about them").filter(child=child, kind="about_child").first()


@action
def add_line(viewer: Actor, child: Child, section: str, words: str, *, family: bool) -> AboutLine:
    """Adds a line to the living page about a child."""
    if section not in Section.values:
        raise Refused("Say what it tells about the child.")
    record = page_of(child) or open_record(
        viewer, child.setting, "about_child", "About this child", Audience.ROOM, child=child
    )
    line = AboutLine(
        record=record, section=section, words=words.strip(), by_id=person_of(viewer), family=family, on=clock.today()
    )
    line.save()
    note("about.added", line, chain=child.setting_id, section=section)
    return line


@action
def use_line(viewer: Actor, line: AboutLine) -> None:
    """Says that a line was read and is used, once."""
    if line.used_on is None:
        line.used_on, line.used_by_id = clock.today(), person_of(viewer)
        line.save(update_fields=["used_on", "used_by"])
        note("about.used", line, chain=line.record.setting_id)


@action
def cross_out(viewer: Actor, line: AboutLine) -> None:
    """Crosses a line out that is true no longer. It stays readable among what was."""
    if line.over_on is None:
        line.over_on = clock.today()
        line.save(update_fields=["over_on"])
        note("about.crossed_out", line, chain=line.record.setting_id)
