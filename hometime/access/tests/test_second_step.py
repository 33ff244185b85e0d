"""The step after the password: who must have one, what it may be, and that no road leads round it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import LazySettings
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from hometime.access import links
from hometime.access.actions import hand_day_code
from hometime.access.models import AccountMail, DayCode
from hometime.access.tests.conftest import PASSWORD, code_now, fully_in, give_password, secret_of, with_authenticator
from hometime.audit.models import Event
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.guard import Unrecorded
from hometime.people.models import Person
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


def test_a_manager_gets_in_with_password_and_authenticator(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    assert client.get("/today/").status_code == 200
    assert Event.objects.get(verb="signin.done").facts == {"by": "totp"}


def test_the_password_alone_opens_nothing_once_there_is_a_second_step(client: Client, members: Cast) -> None:
    with_authenticator(members, "Mum Full")
    give_password(client, members, "Mum Full")
    assert client.get("/today/")["Location"].startswith("/sign-in/")
    assert client.get("/account/")["Location"].startswith("/sign-in/")


def test_a_code_works_once(members: Cast) -> None:
    secret = with_authenticator(members, "Mum Full")
    code = code_now(secret)
    answers = []
    for browser in (Client(), Client()):
        give_password(browser, members, "Mum Full")
        answers.append(browser.post("/sign-in/second-step/", {"code": code}).status_code)
    assert answers == [302, 422]


def test_a_code_seen_over_a_shoulder_is_worth_nothing_half_a_minute_later(members: Cast) -> None:
    secret = with_authenticator(members, "Mum Full")
    start = dt.datetime(2026, 3, 9, 12, 0, 5, tzinfo=dt.UTC)
    with time_machine.travel(start, tick=False):
        code = code_now(secret)
    answers = []
    for seconds in (0, 35):
        with time_machine.travel(start + dt.timedelta(seconds=seconds), tick=False):
            browser = Client()
            give_password(browser, members, "Mum Full")
            answers.append(browser.post("/sign-in/second-step/", {"code": code}).status_code)
    assert answers == [302, 422]


def test_what_an_authenticator_knows_is_sealed_in_the_database(members: Cast) -> None:
    secret = with_authenticator(members, "Mum Full")
    kept = Authenticator.objects.get(user=members.people["Mum Full"]).data["secret"]
    assert secret not in kept and secret_of(members, "Mum Full") == secret


def test_wrong_codes_are_slowed_down_and_written_down(client: Client, members: Cast) -> None:
    secret = with_authenticator(members, "Mum Full")
    give_password(client, members, "Mum Full")
    tried = [client.post("/sign-in/second-step/", {"code": "000000"}).status_code for _ in range(6)]
    assert tried == [422] * 5 + [429]
    assert client.post("/sign-in/second-step/", {"code": code_now(secret)}).status_code == 429
    assert Event.objects.filter(verb="signin.failed", facts={"step": "second_step"}).count() == 7


def test_printed_codes_alone_are_a_parents_second_step(client: Client, members: Cast) -> None:
    codes = RecoveryCodes.activate(members.people["Mum Full"]).get_unused_codes()
    assert len(codes) == 10
    assert give_password(client, members, "Mum Full")["Location"] == "/sign-in/second-step/"
    assert client.post("/sign-in/second-step/", {"code": codes[3]})["Location"] == "/"
    assert client.get("/today/").status_code == 200


def test_printed_codes_alone_are_not_enough_at_work(client: Client, members: Cast) -> None:
    codes = RecoveryCodes.activate(members.people["Mo Manager"]).get_unused_codes()
    give_password(client, members, "Mo Manager")
    client.post("/sign-in/second-step/", {"code": codes[0]})
    assert client.get("/today/")["Location"].startswith("/account/second-step/")


def test_until_enrolled_every_door_of_work_leads_to_the_page_to_choose(client: Client, members: Cast) -> None:
    give_password(client, members, "Mo Manager")
    for address in ("/today/", "/posts/", f"/posts/{members.people['Kay Person'].pk}/leaving/"):
        assert client.get(address)["Location"].startswith("/account/second-step/"), address
    assert client.get("/account/second-step/").status_code == 200


def test_a_manager_enrols_an_authenticator_and_goes_straight_on(client: Client, members: Cast) -> None:
    give_password(client, members, "Mo Manager")
    shown = client.get("/account/authenticator/add/").content.decode()
    secret = re.search(r"<bdi class=\"secret\">([A-Z2-7 ]+)</bdi>", shown)
    assert secret is not None
    answer = client.post("/account/authenticator/add/", {"code": code_now(secret[1].replace(" ", ""))})
    assert answer["Location"] == "/account/codes/"
    assert len(re.findall(r"\b\d{8}\b", client.get("/account/codes/").content.decode())) == 10
    assert client.get("/today/").status_code == 200
    assert [e.facts for e in Event.objects.filter(verb="factor.added")] == [{"kind": "totp"}]
    assert AccountMail.objects.filter(kind="factor_changed", person=members.people["Mo Manager"]).count() == 1


def test_the_last_strong_factor_of_a_manager_stays(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    factor = Authenticator.objects.get(user=members.people["Mo Manager"], type="totp")
    assert client.post(f"/account/remove/{factor.pk}/").status_code == 422
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_nobody_removes_the_factor_of_another(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    with_authenticator(members, "Mum Full")
    theirs = Authenticator.objects.get(user=members.people["Mum Full"])
    assert client.post(f"/account/remove/{theirs.pk}/").status_code == 404


def test_without_a_second_step_a_parent_gets_in_on_the_first_device_only(members: Cast) -> None:
    phone, stranger = Client(), Client()
    assert give_password(phone, members, "Mum Full")["Location"] == "/"
    assert give_password(stranger, members, "Mum Full")["Location"] == "/sign-in/second-step/"
    assert b"new device" in stranger.get("/sign-in/second-step/").content
    phone.post("/sign-out/")
    assert give_password(phone, members, "Mum Full")["Location"] == "/"


def test_a_code_from_staff_opens_a_new_device_once_within_a_day(members: Cast) -> None:
    give_password(Client(), members, "Mum Full")
    mum = members.people["Mum Full"]
    code = hand_day_code(members.viewer("Mo Manager"), mum)
    first, second = Client(), Client()
    for browser in (first, second):
        give_password(browser, members, "Mum Full")
    assert first.post("/sign-in/second-step/", {"code": f"{code[:4]} {code[4:]}"})["Location"] == "/"
    assert second.post("/sign-in/second-step/", {"code": code}).status_code == 422
    verbs = [e.verb for e in Event.objects.filter(verb__startswith="day_code.").order_by("id")]
    assert verbs == ["day_code.handed_over", "day_code.used"]


def test_a_code_from_staff_is_dead_the_next_day(client: Client, members: Cast) -> None:
    with_authenticator(members, "Mum Full")
    code = hand_day_code(members.viewer("Mo Manager"), members.people["Mum Full"])
    with clock.fixed(dt.datetime.combine(TODAY, dt.time(12, 1), tzinfo=dt.UTC) + dt.timedelta(days=1)):
        give_password(client, members, "Mum Full")
        assert client.post("/sign-in/second-step/", {"code": code}).status_code == 422


def test_a_code_from_staff_lets_a_manager_do_nothing_but_enrol_again(client: Client, members: Cast) -> None:
    with_authenticator(members, "Mo Manager")
    code = hand_day_code(members.viewer("Ola Owner"), members.people["Mo Manager"])
    give_password(client, members, "Mo Manager")
    client.post("/sign-in/second-step/", {"code": code})
    assert client.get("/today/")["Location"].startswith("/account/second-step/")


def test_nobody_hands_a_code_to_themselves(members: Cast) -> None:
    with pytest.raises(Refused):
        hand_day_code(members.viewer("Mo Manager"), members.people["Mo Manager"])
    assert not DayCode.objects.exists()


def test_a_new_password_by_mail_does_not_skip_the_second_step(client: Client, members: Cast) -> None:
    mum = members.people["Mum Full"]
    with_authenticator(members, "Mum Full")
    link = links.make("password", mum)
    assert client.get(f"/sign-in/new-password/{link}/").status_code == 200
    answer = client.post(f"/sign-in/new-password/{link}/", {"password": "five other quiet words here"})
    assert answer["Location"] == "/sign-in/?password=new"
    assert client.get("/account/")["Location"].startswith("/sign-in/")
    assert give_password(client, members, "Mum Full", "five other quiet words here")["Location"].endswith(
        "/second-step/"
    )


def test_a_proof_of_one_person_is_worth_nothing_for_another(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    session = client.session
    kept = dict(session["proof"])
    client.post("/sign-out/")
    give_password(client, members, "Dee Deputy")
    session = client.session
    session["proof"] = kept
    session.save()
    assert client.get("/today/")["Location"].startswith("/account/second-step/")


def test_what_is_sealed_asks_again_after_ten_minutes_and_loses_nothing(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    kay = members.people["Kay Person"].pk
    start = clock.now()
    with clock.fixed(start + dt.timedelta(minutes=9)):
        assert client.get(f"/posts/{kay}/leaving/").status_code == 200
    with clock.fixed(start + dt.timedelta(minutes=11)):
        sent = {"last_day_day": "31", "last_day_month": "3", "last_day_year": "2026"}
        answer = client.post(f"/posts/{kay}/leaving/", sent)
        assert answer["Location"].startswith("/account/proof/")
        asked = client.get(answer["Location"])
        assert asked["Location"].startswith("/account/proof/code/")
        secret = secret_of(members, "Mo Manager")
        cache.clear()  # the code of this half minute was used to sign in
        done = client.post(asked["Location"], {"code": code_now(secret)})
        assert done["Location"] == "/posts/"
    assert Person.objects.get(pk=kay).left_on == dt.date(2026, 3, 31)


def test_a_password_cannot_stand_in_for_a_second_step_that_there_is(client: Client, members: Cast) -> None:
    fully_in(client, members, "Mo Manager")
    with clock.fixed(clock.now() + dt.timedelta(minutes=11)):
        answer = client.post("/account/proof/?next=/account/password/", {"password": PASSWORD})
        assert answer["Location"].startswith("/account/proof/code/")
        assert client.get("/account/password/")["Location"].startswith("/account/proof/")


def test_the_library_cannot_write_a_person_past_the_actions(members: Cast) -> None:
    with pytest.raises(Unrecorded), transaction.atomic():
        members.people["Mum Full"].save()
    with pytest.raises(NotImplementedError):
        get_adapter().save_user(None, None, None)


def test_the_practice_world_alone_has_no_second_step(client: Client, practice: Cast, settings: LazySettings) -> None:
    with_authenticator(practice, "Mo Manager")
    assert give_password(client, practice, "Mo Manager")["Location"] == "/"
    assert client.get("/today/").status_code == 200
    settings.PRACTICE = False
    assert give_password(Client(), practice, "Mo Manager")["Location"] == "/sign-in/second-step/"
