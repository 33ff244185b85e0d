"""How staff work with services: cards that everybody reads, questions that name nobody, and offers looked at again."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Sequence

from django.utils.translation import gettext_noop as _

from hometime.agencies.actions.unnamed import keep_word, only_words
from hometime.agencies.actions.visits import at_work, post_of
from hometime.agencies.models import Organisation, Protocol, Question, Training, Understood
from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, duty_of, keep, lift, owe_all, start_rhythm
from hometime.duties.models import Duty, Kind
from hometime.duties.standing import Every, next_due
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Person, Setting
from hometime.people.roles import Role
from hometime.records.audiences import Audience

PROTOCOL, TRAINING = "protocol", "training"  # the kinds of their records
READ = Task(
    "A6", _("Read a card about working with a service, and say that you understood it"), _("Open it"), Role.ROOM
)
AGAIN = Task("A11", _("Is this offer of advice or training still right?"), _("I looked"), Role.MANAGER, Kind.RHYTHM)
READ_WITHIN = dt.timedelta(days=14)  # ours, like the next
TWICE_A_YEAR = Every(months=6)


@dataclasses.dataclass(frozen=True)
class Card:
    """A protocol card as it is typed."""

    name: str
    steps: str
    numbers: str = ""
    out_of_hours: str = ""


@action
def put_out(viewer: Actor, setting: Setting, card: Card, service: Organisation | None = None) -> Protocol:
    """Puts out a card on working with services: everybody who works here owes to read it."""
    made = Protocol(
        setting=setting, kind=PROTOCOL, title="How to work with a service", audience=Audience.SETTING,
        opened=clock.today(), put_out_on=clock.today(), agency=service, **dataclasses.asdict(card),
    )  # fmt: skip
    made.save()
    note("protocol.put_out", made, edition=made.edition)
    _owe_reading(viewer, made)
    return made


@action
def put_out_anew(viewer: Actor, protocol: Protocol, card: Card) -> None:
    """Another edition of a card: what was owed on the last one is lifted, and everybody reads the new one."""
    for duty in _unread(protocol):
        lift(viewer, duty, "There is a newer edition.")
    for name, words in dataclasses.asdict(card).items():
        setattr(protocol, name, words)
    protocol.edition, protocol.put_out_on = protocol.edition + 1, clock.today()
    protocol.save()
    note("protocol.put_out", protocol, edition=protocol.edition)
    _owe_reading(viewer, protocol)


@action
def see_to_readers(viewer: Actor) -> int:
    """Owes each card to whoever works there and neither read nor owes this edition: those who came since it was put out.
    Safe to run again. Gives how many readings were new."""
    count = 0
    cards = Protocol.objects.unscoped("whoever joins reads the cards that are out").filter(closed__isnull=True)
    for card in cards.whole().order_by("put_out_on", "pk"):
        read = Understood.objects.unscoped("whoever joins reads the cards that are out").filter(
            protocol=card, edition=card.edition
        )
        known = {*read.values_list("person", flat=True), *(duty.person_id for duty in _unread(card))}
        new = [person for person in at_work(card.setting, clock.today()) if person.pk not in known]
        _owe_reading(viewer, card, new)
        count += len(new)
    return count


def _owe_reading(viewer: Actor, protocol: Protocol, people: Sequence[Person] | None = None) -> None:
    today = clock.today()
    owe_all(
        viewer,
        [
            duty_of(
                protocol, dataclasses.replace(READ, owed_by=post_of(person, protocol.setting)), person=person,
                due=today + READ_WITHIN, why={"opens": ["protocol", protocol.pk]},
            )
            for person in (at_work(protocol.setting, today) if people is None else people)
        ],
    )  # fmt: skip


def _unread(protocol: Protocol) -> list[Duty]:
    rows = Duty.objects.unscoped("a card is read by each who works here").open().filter(record=protocol)
    return list(rows.order_by("pk"))


@action
def understand(viewer: Actor, protocol: Protocol) -> Understood:
    """Whoever acts says that they read and understood this edition of a card. Once."""
    there = Understood.objects.unscoped("a card is read by each who works here")
    if there.filter(protocol=protocol, edition=protocol.edition, person=viewer.person_id).exists():
        raise Refused("You said so already. Nothing was changed.")
    made = Understood(protocol=protocol, edition=protocol.edition, person_id=viewer.person_id, on=clock.today())
    made.save()
    note("protocol.understood", protocol, edition=protocol.edition)
    for duty in _unread(protocol):
        if duty.person_id == viewer.person_id:
            keep(viewer, duty, "Read and understood.")
    return made


@action
def ask(
    viewer: Actor, service: Organisation, topic: str, words: str, no_names: Collection[str] = ()
) -> Question:  # fmt: skip
    """Writes down a question to a service. Nobody of a family is named in it: with a name it is a decision to share.

    `no_names` are the words that are nobody's name there, as whoever asks says; likewise below.
    """
    words_only = _names_nobody(service.setting, no_names, topic, words)
    made = Question(
        setting=service.setting, agency=service, asked_by_id=person_of(viewer), on=clock.today(),
        topic=topic.strip(), words=words.strip(),
    )  # fmt: skip
    made.save()
    note("question.asked", made)
    keep_word(viewer, service.setting, made, words_only)
    _in_touch(service)
    return made


@action
def write_answer(
    viewer: Actor, question: Question, answer: str, *, refers: bool = False, no_names: Collection[str] = ()
) -> None:
    """Writes down what a service answered, and whether they advise to come back with a name; nobody is named in that either."""
    if question.answered_on is not None:
        raise Refused("This is answered already. Nothing was changed.")
    words_only = _names_nobody(question.setting, no_names, answer)
    question.answer, question.answered_on, question.refers = answer.strip(), clock.today(), refers
    question.save(update_fields=["answer", "answered_on", "refers"])
    note("question.answered", question, refers=refers)
    keep_word(viewer, question.setting, question, words_only)


def _names_nobody(setting: Setting, no_names: Collection[str], *texts: str) -> list[str]:
    if not all(text.strip() for text in texts):
        raise Refused("Write down what was asked, and about what.")
    return only_words(setting, texts, no_names)


def _in_touch(service: Organisation) -> None:
    service.last_contact = clock.today()
    service.save(update_fields=["last_contact"])
    note("service.in_touch", service, on=service.last_contact)


@action
def offer(
    viewer: Actor, service: Organisation, topic: str, words: str, no_names: Collection[str] = ()
) -> Training:  # fmt: skip
    """Writes down what a service offers staff, and owes a look at it twice a year."""
    words_only = _names_nobody(service.setting, no_names, topic, words)
    made = Training(
        setting=service.setting, kind=TRAINING, title="Advice or training for staff", audience=Audience.SETTING,
        opened=clock.today(), agency=service, topic=topic.strip(), words=words.strip(),
    )  # fmt: skip
    made.save()
    note("training.taken_up", made)
    keep_word(viewer, service.setting, made, words_only)
    start_rhythm(viewer, made, AGAIN, TWICE_A_YEAR, next_due(made.opened, TWICE_A_YEAR, made.opened))
    return made


@action
def use(viewer: Actor, made: Training) -> None:
    """Somebody used an offer today."""
    made.last_used = clock.today()
    made.save(update_fields=["last_used"])
    note("training.used", made)
