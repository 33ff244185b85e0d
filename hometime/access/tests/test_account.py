"""One's own account: a new password, a new address, devices; each with its proof, its event and its mail."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from hometime.access import links
from hometime.access.actions import Oneself, ask_mail, change_email
from hometime.access.mails import KINDS, link_of, passed_on, waiting
from hometime.access.models import AccountMail, Pause
from hometime.access.tests.conftest import PASSWORD, code_now, fully_in, give_password, secret_of
from hometime.access.views.account import named
from hometime.audit.models import Event
from hometime.kernel import clock
from hometime.people.models import Person
from tests.cast import HOUSE, Cast

pytestmark = pytest.mark.django_db
OTHER = "five other quiet words here"


def test_a_new_password_signs_out_every_other_device_and_tells_the_owner(members: Cast) -> None:
    here, there = Client(), Client()
    give_password(here, members, "Mum Full")
    there.cookies["device"] = here.cookies["device"].value
    give_password(there, members, "Mum Full")
    assert there.get("/today/").status_code == 200
    assert here.post("/account/password/", {"password": OTHER})["Location"] == "/account/?done=password"
    assert here.get("/today/").status_code == 200
    assert there.get("/today/")["Location"].startswith("/sign-in/")
    assert AccountMail.objects.filter(kind="password_changed").count() == 1


@pytest.mark.parametrize("weak", ["short", "password123", "mum.full@town.example"])
def test_weak_passwords_are_refused_beside_the_box(weak: str, client: Client, members: Cast) -> None:
    give_password(client, members, "Mum Full")
    answer = client.post("/account/password/", {"password": weak})
    assert answer.status_code == 422 and b'id="id_password_error"' in answer.content
    client.post("/sign-out/")
    assert give_password(client, members, "Mum Full").status_code == 302


def test_a_link_for_a_new_password_works_once(members: Cast) -> None:
    mum = members.people["Mum Full"]
    link = f"/sign-in/new-password/{links.make('password', mum)}/"
    assert Client().post(link, {"password": OTHER}).status_code == 302
    assert Client().post(link, {"password": PASSWORD}).status_code == 404
    assert give_password(Client(), members, "Mum Full", OTHER).status_code == 302


def test_a_link_is_dead_after_its_hour_and_for_any_other_purpose(members: Cast) -> None:
    mum = members.people["Mum Full"]
    link = links.make("password", mum)
    assert links.open_link("password", link) and not links.open_link("email", link)
    with clock.fixed(clock.now() + dt.timedelta(minutes=61)):
        assert links.open_link("password", link) is None
    assert links.open_link("password", link[:-2] + "xx") is None


def test_the_forgotten_password_comes_with_a_link_that_is_made_when_the_mail_is_passed_on(
    client: Client, members: Cast
) -> None:
    client.post("/sign-in/forgotten/", {"email": members.people["Mum Full"].email})
    (asked,) = waiting()
    assert (asked.kind, asked.to) == ("new_password", members.people["Mum Full"].email)
    path = link_of(asked).removeprefix(settings.PUBLIC_URL)
    assert path.startswith("/sign-in/new-password/") and client.get(path).status_code == 200
    passed_on(HOUSE, asked)
    assert not waiting()


def test_a_mail_that_waited_for_more_than_a_day_is_never_passed_on(members: Cast) -> None:
    mum = members.people["Mum Full"]
    for kind in sorted(KINDS):
        ask_mail(Oneself(mum.pk), mum, kind)
    assert {mail.kind for mail in waiting()} == KINDS
    with clock.fixed(clock.now() + dt.timedelta(hours=25)):
        assert not waiting()


def test_a_new_address_counts_only_after_its_link_and_the_old_one_is_told(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    old = members.people["Mo Manager"].email
    client.post("/account/email/", {"email": "New.Mo@Town.example"})
    (asked,) = waiting()
    assert (asked.kind, asked.to) == ("confirm_email", "new.mo@town.example")
    assert Person.objects.get(pk=members.people["Mo Manager"].pk).email == old
    link = link_of(asked).removeprefix(settings.PUBLIC_URL)
    assert client.get(link).status_code == 200
    assert client.post(link)["Location"] == "/account/?done=email"
    assert [(mail.kind, mail.to) for mail in waiting() if mail.pk != asked.pk] == [("email_changed", old)]
    assert Person.objects.get(pk=members.people["Mo Manager"].pk).email == "new.mo@town.example"
    assert Event.objects.get(verb="person.email_changed").facts == {}


def test_what_is_sealed_stays_shut_for_a_day_after_a_new_address(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    door = f"/posts/{members.people['Kay Person'].pk}/leaving/"
    assert client.get(door).status_code == 200
    change_email(Oneself(members.people["Mo Manager"].pk), members.people["Mo Manager"], "new.mo@town.example")
    answer = client.get(door)
    assert answer.status_code == 403 and b"e-mail address has just changed" in answer.content
    assert client.get("/today/").status_code == 200
    assert Pause.objects.get().until == clock.now() + dt.timedelta(days=1)


def test_the_link_to_a_new_address_is_nothing_to_another_person(members: Cast) -> None:
    link = links.make("email", members.people["Mo Manager"], "new.mo@town.example")
    other = Client()
    give_password(other, members, "Mum Full")
    assert other.post(f"/account/email/confirm/{link}/").status_code == 404


def test_an_address_that_somebody_has_is_refused_in_words_that_do_not_say_so(client: Client, members: Cast) -> None:
    give_password(client, members, "Mum Full")
    link = links.make("email", members.people["Mum Full"], members.people["Mo Manager"].email or "")
    answer = client.post(f"/account/email/confirm/{link}/")
    assert answer.status_code == 422 and b"cannot be used" in answer.content


def test_one_signs_out_ones_own_devices_and_nobody_elses(members: Cast) -> None:
    phone, laptop, other = Client(), Client(), Client()
    give_password(phone, members, "Mum Full")
    laptop.cookies["device"] = phone.cookies["device"].value
    give_password(laptop, members, "Mum Full")
    give_password(other, members, "Mo Manager")
    theirs = UserSession.objects.get(user=members.people["Mo Manager"])
    assert phone.post("/account/devices/end/", {"session": theirs.pk}).status_code == 404
    assert phone.post("/account/devices/end/", {"session": "others"})["Location"] == "/account/devices/"
    assert phone.get("/today/").status_code == 200
    assert laptop.get("/today/")["Location"].startswith("/sign-in/")
    mine = UserSession.objects.get(user=members.people["Mum Full"])
    assert phone.post("/account/devices/end/", {"session": mine.pk})["Location"] == "/sign-in/"
    assert phone.get("/today/")["Location"].startswith("/sign-in/")
    assert [e.facts for e in Event.objects.filter(verb="sessions.ended")] == [{"count": 1}] * 2


def test_a_new_device_is_told_to_its_owner_and_the_first_is_not(members: Cast) -> None:
    fully_in(Client(), members, "Mo Manager")
    assert not AccountMail.objects.filter(kind="new_device").exists()
    cache.clear()
    second = Client()
    give_password(second, members, "Mo Manager")
    second.post("/sign-in/second-step/", {"code": code_now(secret_of(members, "Mo Manager"))})
    assert AccountMail.objects.filter(kind="new_device").count() == 1


def test_a_browser_is_called_what_people_call_it() -> None:
    safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari/604.1"
    assert named(safari) == "Safari, iPhone"
    assert named("") == ""
