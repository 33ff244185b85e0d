"""Telling one person something in private; saying that it was read; and a safeguarding lead's opening of it, always logged."""

from __future__ import annotations

import dataclasses

from django.utils.translation import gettext as say
from django.utils.translation import gettext_noop as _

from hometime.audit.actions import Actor, action, note
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty
from hometime.duties.standing import open_days_after
from hometime.families.models import Adult, Child
from hometime.kernel import clock, refusals
from hometime.kernel.answers import Refused
from hometime.kernel.once import mark_of, written_once
from hometime.kernel.refusals import refused
from hometime.keypersons.models import Opened, PrivateWord
from hometime.keypersons.telling import Hearer
from hometime.notifications import hours
from hometime.notifications.actions import queue
from hometime.notifications.sentences import Key
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.records.actions import close_record, name_party
from hometime.records.audiences import Audience
from hometime.records.models import Party

READ = Task("F7", _("Read what a parent told you in private, and say that you did"), _("Read it"), Role.KEY_PERSON)
READ_WITHIN = 2  # working days; our proposal


def tell(
    viewer: Actor, child: Child, hearer: Hearer, words: str, about: Person | None = None, once: str = ""
) -> PrivateWord:
    """Tells one person something. Nobody else sees it, whatever post they hold; whoever stands in for that person neither.

    `about` is somebody here whom it is about: they never see it, also not as safeguarding lead. `once` is the key of the form: sent
    again, it gives the word that it wrote.
    """
    mark = mark_of(once, child.pk, viewer.person_id, hearer.key, words.strip())
    rows = PrivateWord.objects.unscoped("what is sent twice counts once")
    return written_once(
        lambda: rows.filter(once=mark).first() if mark else None,
        lambda: _tell(viewer, child, hearer, words, about, mark),
    )


@action
def _tell(
    viewer: Actor, child: Child, hearer: Hearer, words: str, about: Person | None, mark: str | None
) -> PrivateWord:
    if not words.strip():
        raise Refused(say("Write what you want to tell"))
    if about is not None and about.pk == hearer.person.pk:
        raise Refused(say("It is about the person you chose. Choose somebody else."))
    teller = Person.objects.get(pk=viewer.person_id)
    word = PrivateWord(
        setting=child.setting, child=child, kind="private_word", title="A private word", audience=Audience.NAMED,
        opened=clock.today(), words=words.strip(), told_by=teller, told_to=hearer.person, role=hearer.role,
        once=mark,
    )  # fmt: skip
    word.save()
    note("word.told", word)
    name_party(viewer, word, teller, Party.Part.NAMED, hat=Hat.PARENT)
    name_party(viewer, word, hearer.person, Party.Part.HANDLER, hat=Hat.STAFF)
    if about is not None:
        name_party(viewer, word, about, Party.Part.CONCERNS, hat=Hat.STAFF)
    due = open_days_after(clock.today(), READ_WITHIN)
    task = dataclasses.replace(READ, owed_by=hearer.role)
    owe(viewer, word, task, due=due, person=hearer.person, why={"opens": ["word", word.pk]})
    queue(
        viewer, Key.SOMETHING, hearer.person, setting=child.setting, language=hearer.person.language,
        most_a_day=hours.MOST_A_DAY_FOR_STAFF,
    )  # fmt: skip
    return word


@action
def read(viewer: Actor, word: PrivateWord, answer: str) -> None:
    """The person who was told says that they read it, with an answer if they want."""
    if word.read_on is not None:
        raise refused(refusals.DONE)
    word.read_on, word.answer = clock.today(), answer.strip()
    word.save(update_fields=["read_on", "answer"])
    note("word.read", word)
    for duty in Duty.objects.unscoped("a private word is read once").open().filter(record=word):
        keep(viewer, duty, "Read.")
    close_record(viewer, word)
    never = Adult.objects.unscoped("nothing is sent to whom it is not safe to write").filter(safe_to_write=False)
    if not never.filter(person=word.told_by_id).exists():
        queue(viewer, Key.SOMETHING, word.told_by, setting=word.setting, language=word.told_by.language)


@action
def open_sealed(viewer: Actor, word: PrivateWord, because: str, *, told: bool) -> None:
    """A safeguarding lead opens a word that was told to somebody else, with the reason. It is logged for ever.

    `told` shows whoever told it that it was opened; not where telling them could put a child at risk.
    """
    if not because.strip():
        raise Refused("Say why a child may be at risk.")
    if Opened.objects.unscoped("a word is opened once by each lead").filter(word=word, by=viewer.person_id).exists():
        raise Refused("You opened this already. Nothing was changed.")
    name_party(viewer, word, Person.objects.get(pk=viewer.person_id), Party.Part.NAMED, hat=Hat.STAFF)
    Opened(word=word, by_id=viewer.person_id, on=clock.today(), because=because.strip(), told=told).save()
    note("word.opened_by_lead", word, told=told)
