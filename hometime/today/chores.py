"""Background work that reads more than one room: mail that is due, bounces that become duties, the seal on the day."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from hometime.access.leaving import is_here
from hometime.access.mails import waiting
from hometime.agencies.actions.erasing import see_to_visitors
from hometime.agencies.actions.forgotten import see_to_visits
from hometime.agencies.actions.signposting import see_to_signposts
from hometime.agencies.actions.working import see_to_readers
from hometime.audit import proof
from hometime.audit.actions import House
from hometime.audit.models import Head
from hometime.complaints import actions as complaints
from hometime.consents.actions.picturing import see_to_photographs
from hometime.consents.actions.yearly import see_to_emergency
from hometime.kernel import clock
from hometime.keypersons.actions.checking import see_to_checks
from hometime.keypersons.actions.meeting import see_to_rounds
from hometime.notifications.actions import bounced_since, queue
from hometime.notifications.collecting import collect, mailbox_at
from hometime.notifications.delivering import Whereto, deliver_due, own_address, sending_is_on
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from hometime.people.models import Post, Setting
from hometime.people.roles import Role
from hometime.schools.actions.moves import see_to_moves
from hometime.schools.actions.packs import see_to_parcels
from hometime.schools.actions.sealed import see_to_files
from hometime.schools.actions.taking_in import see_to_registers
from hometime.today.actions import bring_back_rhythms, pass_on, ring_a_parent, see_to_gaps
from hometime.together.actions.planning import see_to_outings
from hometime.welcome.actions.joining import see_to_joining
from hometime.welcome.actions.settling import see_to_settling

LOOK_BACK = dt.timedelta(days=7)
CHORES = House("background work")


def send_mail() -> None:
    """Passes on what signing in asked for, and sends every e-mail that is due. Nothing is done where nothing may go."""
    if not sending_is_on():
        return
    for mail in waiting():
        pass_on(CHORES, mail)
    deliver_due(CHORES, find=where_to)


def where_to(message: Message) -> Whereto | None:
    """Where a message goes at the moment of sending: nowhere any more for a person who has left (TRUST 12)."""
    return own_address(message) if message.person is None or is_here(message.person) else None


def read_returns() -> int:
    """Reads what mail servers sent back, and marks what did not arrive. Gives how many; 0 where no mailbox is named."""
    mailbox = mailbox_at(settings.RETURNS)
    return collect(CHORES, mailbox) if mailbox and sending_is_on() else 0


def ring_instead() -> int:
    """Owes a telephone call for each notice that bounced (TRUST 40). Safe to run twice. Gives how many were new."""
    count = 0
    for message in bounced_since(clock.now() - LOOK_BACK).select_related("person", "setting"):
        count += ring_a_parent(CHORES, message)
    return count


def bring_back() -> int:
    """Owes again what a rhythm should owe and does not."""
    return bring_back_rhythms(CHORES)


def close_gaps() -> int:
    """Owes what is missing, such as a new key person for the children of somebody who leaves, until it is there."""
    return see_to_gaps(CHORES)


def key_rounds() -> int:
    """Owes each family here its next talk with the key person, and each child of two years the progress check."""
    return see_to_rounds(CHORES) + see_to_checks(CHORES)


def visits() -> int:
    """Ends visits that nobody came to, and asks when somebody left who never signed out."""
    return see_to_visits(CHORES)


def welcome() -> int:
    """Owes each adult of a child who begins soon what they are given to read, and the family a plan for settling in."""
    return see_to_joining(CHORES) + see_to_settling(CHORES)


def outings() -> int:
    """Looks at each outing to come: who has not answered, whether its day went by, and whether all were counted back."""
    return see_to_outings(CHORES)


def signposts() -> int:
    """Owes each setting with a directory for families the next look through it."""
    return see_to_signposts(CHORES)


def visitors() -> int:
    """Owes each setting the erasing of the names of visitors that have been kept long enough."""
    return see_to_visitors(CHORES)


def readers() -> int:
    """Owes whoever joined the staff the cards about working with services."""
    return see_to_readers(CHORES)


def consents() -> int:
    """Asks each family about emergency treatment, once a year again; and owes the erasing of pictures of those who left."""
    return see_to_emergency(CHORES) + see_to_photographs(CHORES)


def schools() -> int:
    """Begins the plan of each child who starts school this autumn, takes over receipts, and asks a lead about each child of
    whom there is something sealed."""
    return see_to_moves(CHORES) + see_to_parcels(CHORES) + see_to_files(CHORES)


def registers() -> int:
    """Reads the registers of schools that were handed in, and takes in those that were looked at."""
    return see_to_registers(CHORES)


def see_to_hands() -> int:
    """Gives each open complaint into other hands where those who had it may no longer act on it."""
    return complaints.see_to_hands(CHORES)


def see_to_givings() -> int:
    """Owes how to complain to whoever joined a family here, and keeps it once everybody was given it (C2)."""
    return complaints.see_to_givings(CHORES)


def see_to_cards() -> int:
    """Owes the contact cards that complaints send people to, where a setting does not hold them."""
    return complaints.see_to_cards(CHORES)


def seal_the_day() -> None:
    """Counts the day's readings into the chain, remembers each chain's head, and calls two owners to the check codes.

    The mail itself says only that something is waiting; the codes stand on the owners' page (today/assurance.py). What
    the house remembers of itself proves little: a code counts once an owner has written it down somewhere else.
    """
    proof.seal_readings(CHORES)
    for place in Head.objects.values_list("chain", flat=True):
        proof.witness(place, "trustees")
    for setting in Setting.objects.select_related("provider"):
        owners = (
            Post.objects.on(clock.today()).filter(provider=setting.provider, role=Role.OWNER).select_related("person")
        )
        for post in owners.order_by("starts", "pk")[:2]:
            queue(CHORES, Key.SOMETHING, post.person, setting=setting, language=post.person.language)
