"""Who an e-mail address and a password belong to, and whose session is still good. Takes the same time either way."""

from __future__ import annotations

import functools

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, get_hasher, make_password
from django.db.models import QuerySet
from django.http import HttpRequest

from hometime.access.leaving import is_here, may_sign_in
from hometime.access.viewer import Held, person_and_posts, posts_held
from hometime.kernel import clock
from hometime.kernel.spelling import asked_for
from hometime.people.models import Person

CAME_ALONG = "_posts_of_today"


@functools.cache
def nobodys(algorithm: str) -> str:
    """What is hashed against for addresses without an account or a password: it takes as long as a real one.

    Made once a process, since the library makes a new backend for each sign-in.
    """
    return make_password("nobody's", hasher=algorithm)


@asked_for
def _person(token: str) -> QuerySet[Person]:
    return Person.objects.filter(pk=token)


class PasswordBackend(BaseBackend):
    """Signs people in by e-mail address, whatever its capitals. A session dies with its person's last day."""

    def authenticate(
        self, request: HttpRequest | None, email: str = "", password: str = "", **other: str
    ) -> Person | None:
        """The person whose address and password these are, if they may sign in today."""
        if not email or not password:
            return None
        person = Person.objects.filter(email=email.strip().lower()).first()
        usable = person is not None and person.has_usable_password()
        right = check_password(password, person.password if person and usable else nobodys(get_hasher().algorithm))
        return person if person and usable and right and may_sign_in(person) else None

    def get_user(self, user_id: str) -> Person | None:
        """The person of a session; None, and so signed out, for whoever has left. Their posts of today come along."""
        person, held = person_and_posts(str(user_id), clock.today())
        if person is not None:
            setattr(person, CAME_ALONG, held)
        else:
            person = next(iter(_person(str(user_id))), None)
        return person if person and is_here(person) else None


def posts_of_session(person: Person) -> Held:
    """The posts that the person of a request acts in today: those that came along, once, or asked for anew."""
    held: Held | None = getattr(person, CAME_ALONG, None)
    if held is None:
        return posts_held(person)
    delattr(person, CAME_ALONG)
    return held
