"""Who of the people at work can sign in yet, and the mail by which the others choose a password."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from allauth.mfa.models import Authenticator

from hometime.access.actions import ask_mail
from hometime.access.viewer import Viewer
from hometime.audit.actions import action, note
from hometime.people.models import Person, Post, Provider
from hometime.people.roles import HAT_OF, WORK_HATS, Role

NEVER = frozenset({Role.TABLET})
AT_WORK = [role for role, hat in HAT_OF.items() if hat in WORK_HATS and role not in NEVER]


@dataclasses.dataclass(frozen=True)
class Ready:
    """Somebody at work: what they hold, whether they have a password, and whether they have a second step."""

    person: Person
    posts: str
    password: bool
    second_step: bool

    @property
    def waits(self) -> bool:
        """Whether a mail would help them: they have an address and no password yet."""
        return bool(self.person.email) and not self.password


def at_work(provider: Provider, day: dt.date) -> list[Ready]:
    """Everybody who works for the provider, by name."""
    held: dict[str, tuple[Person, list[str]]] = {}
    posts = Post.objects.on(day).filter(provider=provider, role__in=AT_WORK).select_related("person")
    for post in posts.order_by("person__name", "pk"):
        _, words = held.setdefault(post.person_id, (post.person, []))
        if (label := str(Role(post.role).label)) not in words:
            words.append(label)
    strong = set(
        Authenticator.objects.filter(
            user__in=list(held), type__in=(Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
        ).values_list("user", flat=True)
    )
    return [
        Ready(person, ", ".join(words), person.has_usable_password(), person.pk in strong)
        for person, words in held.values()
    ]


@action
def write_to(viewer: Viewer, people: Sequence[Person]) -> int:
    """Asks for the mail with a link to choose a password, for each. Gives how many."""
    for person in people:
        ask_mail(viewer, person, "new_password")
        note("person.asked_in", person)
    return len(people)
