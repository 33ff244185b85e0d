"""Leaving (TRUST 12): each kind of credential that exists here is dead on the next request, without any job.

Every kind is made to work first, so that a test that would pass on anything cannot pass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client, RequestFactory

from hometime.access import links
from hometime.access.actions import Oneself, ask_mail, hand_day_code
from hometime.access.leaving import end_credentials, end_credentials_of_leavers, is_here, may_sign_in
from hometime.access.mails import waiting
from hometime.access.models import AccountMail, DayCode, Device
from hometime.access.tests.conftest import PASSWORD, code_now, give_password, with_authenticator
from hometime.access.viewer import hats_of
from hometime.audit.models import Event
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Cover, Person
from hometime.people.roles import Role
from tests.cast import HOUSE, TODAY, Cast

pytestmark = pytest.mark.django_db
WHO = "Dee Deputy"
Works = Callable[[], bool]


def session(cast: Cast) -> Works:
    """A session that is open."""
    client = Client()
    secret = with_authenticator(cast, WHO)
    give_password(client, cast, WHO)
    client.post("/sign-in/second-step/", {"code": code_now(secret)})
    return lambda: client.get("/today/").status_code == 200


def password(cast: Cast) -> Works:
    """The password."""
    return lambda: give_password(Client(), cast, WHO).status_code == 302


def halfway(cast: Cast) -> Works:
    """A sign-in whose password was given before, and whose second step is still to come."""
    secret = with_authenticator(cast, WHO)
    client = Client()
    give_password(client, cast, WHO)

    def works() -> bool:
        if client.get("/sign-in/second-step/").status_code != 200:
            return False
        cache.clear()
        other = Client(REMOTE_ADDR="203.0.113.9")
        give_password(other, cast, WHO)
        return other.post("/sign-in/second-step/", {"code": code_now(secret)}).headers.get("Location") == "/"

    return works


def passkey(cast: Cast) -> Works:
    """A passkey: what is asked once the browser's proof is right. The proof itself is tested in a real browser."""
    key = Authenticator.objects.create(user=cast.people[WHO], type=Authenticator.Type.WEBAUTHN, data={"name": "key"})

    def works() -> bool:
        request = RequestFactory().post("/sign-in/passkey/")
        answer = get_adapter(request).pre_login(request, Person.objects.get(pk=key.user_id))
        return answer is None

    return works


def printed_code(cast: Cast) -> Works:
    """A printed code, typed into a step that began while its owner was still here."""
    codes = iter(RecoveryCodes.activate(cast.people[WHO]).get_unused_codes())
    return _by_code(cast, lambda: next(codes))


def day_code(cast: Cast) -> Works:
    """A code that staff handed over."""
    with_authenticator(cast, WHO)

    return _by_code(cast, lambda: hand_day_code(HOUSE, cast.people[WHO]))


def _by_code(cast: Cast, code: Callable[[], str]) -> Works:
    ready = [Client(), Client()]
    for client in ready:
        give_password(client, cast, WHO)
    steps = iter(ready)

    def works() -> bool:
        client = next(steps)
        return bool(client.post("/sign-in/second-step/", {"code": code()}).headers.get("Location") == "/")

    return works


def device(cast: Cast) -> Works:
    """A device that is remembered, for somebody without a second factor."""
    client = Client()
    give_password(client, cast, WHO)
    client.post("/sign-out/")

    def works() -> bool:
        done: bool = give_password(client, cast, WHO).headers.get("Location") == "/"
        client.post("/sign-out/")
        return done

    return works


def password_link(cast: Cast) -> Works:
    """A link to choose a new password."""
    link = links.make("password", cast.people[WHO])
    return lambda: Client().get(f"/sign-in/new-password/{link}/").status_code == 200


def email_link(cast: Cast) -> Works:
    """A link to confirm a new address."""
    link = links.make("email", cast.people[WHO], "new@town.example")
    return lambda: links.open_link("email", link) is not None


def cover(cast: Cast) -> Works:
    """A post that was handed over."""
    post = cast.people["Mo Manager"].posts.get(role=Role.MANAGER)
    people.hand_over(HOUSE, post, cast.people[WHO], TODAY, TODAY + dt.timedelta(days=30))
    return lambda: any(
        Role.MANAGER in choice.roles for choice in hats_of(Person.objects.get(pk=cast.people[WHO].pk), clock.today())
    )


def waiting_mail(cast: Cast) -> Works:
    """A mail with a link, asked for and not yet sent."""

    def works() -> bool:
        ask_mail(Oneself(cast.people[WHO].pk), cast.people[WHO], "new_password")
        return bool(waiting())

    return works


KINDS = [
    session,
    password,
    halfway,
    passkey,
    printed_code,
    day_code,
    device,
    password_link,
    email_link,
    cover,
    waiting_mail,
]


@pytest.fixture
def mail_on(settings: LazySettings) -> None:
    """A mail server is named."""
    settings.MAIL_ON = True


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_a_credential_is_dead_on_the_first_request_after_the_last_day(
    kind: Callable[[Cast], Works], members: Cast, mail_on: None
) -> None:
    works = kind(members)
    people.let_go(HOUSE, members.people[WHO], TODAY, members.provider)
    assert works(), "it still works on the last day"
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        cache.clear()
        assert not works()


def test_the_last_day_itself_is_a_working_day(members: Cast) -> None:
    people.let_go(HOUSE, members.people[WHO], TODAY, members.provider)
    leaver = Person.objects.get(pk=members.people[WHO].pk)
    assert may_sign_in(leaver) and not may_sign_in(leaver, TODAY + dt.timedelta(days=1))


def test_whoever_still_has_a_post_elsewhere_stays(members: Cast) -> None:
    person = members.people[WHO]
    people.appoint(HOUSE, person, Role.BANK, members.stranger, TODAY)
    people.let_go(HOUSE, person, TODAY - dt.timedelta(days=1), members.provider)
    left = Person.objects.get(pk=person.pk)
    assert is_here(left) and [choice.place for choice in hats_of(left)] == ["Meadow"]


def test_sweeping_up_leaves_nothing_lying_about_and_says_so_in_numbers(members: Cast) -> None:
    works = session(members)
    person = members.people[WHO]
    RecoveryCodes.activate(person)
    hand_day_code(members.viewer("Mo Manager"), person)
    cover(members)
    assert works()
    ended = end_credentials(HOUSE, person)
    assert ended == {
        "sessions": 1,
        "recovery_codes": 1,
        "totp": 1,
        "webauthn": 0,
        "devices": 1,
        "day_codes": 1,
        "mails": 1,
        "pins": 0,
        "covers": 1,
    }
    assert not works()
    for rows in (Authenticator, UserSession):
        assert not rows.objects.filter(user=person).exists()
    for rows in (Device, DayCode, AccountMail):
        assert not rows.objects.filter(person=person).exists()
    assert not Cover.objects.filter(by=person, ends__gte=TODAY).exists()
    assert Event.objects.get(verb="person.credentials_ended").facts == ended


def test_the_nightly_sweep_takes_leavers_and_nobody_else_and_is_safe_twice(members: Cast) -> None:
    with_authenticator(members, WHO)
    with_authenticator(members, "Mo Manager")
    people.let_go(HOUSE, members.people[WHO], TODAY, members.provider)
    assert end_credentials_of_leavers(HOUSE) == 0
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        assert end_credentials_of_leavers(HOUSE) == 1
        assert end_credentials_of_leavers(HOUSE) == 0
    assert give_password(Client(), members, "Mo Manager", PASSWORD).status_code == 302
