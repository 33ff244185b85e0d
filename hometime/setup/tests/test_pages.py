"""Every page of set-up: kept, gone back to, left for later, and owed on Today."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings

from hometime.audit.models import Event
from hometime.duties.models import Duty
from hometime.kernel import clock, recovery
from hometime.people import actions as people
from hometime.people.models import Person, Post, Provider, Setting
from hometime.people.roles import Role
from hometime.setup import actions, posts, safekeeping
from hometime.setup.models import Drill
from hometime.setup.steps import STEPS
from tests.cast import HOUSE, TODAY
from tests.databases import embedded_only, server_only

from .conftest import PLACES, Beginning


def owed(provider: Provider) -> dict[str, str]:
    return dict(actions.waiting(provider).values_list("why__step", "owed_role"))


def test_who_runs_it_and_where_is_kept_and_today_leads_back(house: Beginning) -> None:
    client = house.client()
    answer = client.post("/setup/places/", PLACES)
    assert answer["Location"] == "/setup/policy/"
    assert (house.provider.name, house.provider.form) == ("Riverside Pre-Schools Ltd", "company")
    assert (house.setting.slug, house.setting.phone) == ("riverside", "01632 960001")
    again = client.get("/setup/places/").content.decode()
    assert "Riverside Pre-Schools Ltd" in again and "1 Made-up Lane" in again
    assert owed(house.provider) == {"all": Role.OWNER}
    assert 'href="/setup/"' in client.get("/today/").content.decode()


def test_a_changed_page_changes_what_is_there_and_adds_nothing(named: Beginning) -> None:
    named.client().post("/setup/places/", PLACES | {"name": "Waterside", "slug": "waterside"})
    assert list(Setting.objects.values_list("name", "slug")) == [("Waterside", "waterside")]
    assert len(owed(named.provider)) == 1


def test_another_setting_cannot_take_an_address_that_is_taken(named: Beginning) -> None:
    client = named.client()
    one_more = {name: PLACES[name] for name in ("address", "phone", "email")} | {"name": "Hillside"}
    wrong = client.post("/setup/places/another/", one_more | {"slug": "riverside"})
    assert wrong.status_code == 422 and "Another setting has this address" in wrong.content.decode()
    assert "Hillside" in wrong.content.decode()
    assert client.post("/setup/places/another/", one_more).status_code == 302
    assert set(Setting.objects.values_list("slug", flat=True)) == {"riverside", "hillside"}


def test_a_page_left_for_later_is_owed_at_the_end_and_kept_when_it_is_done(named: Beginning) -> None:
    client = named.client()
    assert client.post("/setup/later/mail/")["Location"] == "/setup/rooms/"
    assert "(left for later)" in client.get("/setup/").content.decode()
    client.post("/setup/finish/end/")
    waits = owed(named.provider)
    assert set(waits) == {step.key for step in STEPS if step.owed}
    assert (waits["mail"], waits["children"]) == (Role.OWNER, Role.MANAGER)
    client.post("/setup/finish/end/")
    assert actions.waiting(named.provider).count() == len(waits)
    client.post("/setup/safe/", {"agreed": "Spoke with everybody on Monday."})
    assert "safe" not in owed(named.provider)
    kept = Duty.objects.unscoped("a test looks").get(why__step="safe")
    assert kept.evidence == "Spoke with everybody on Monday."


@pytest.mark.parametrize("key", ["places", "you", "nothing"])
def test_what_cannot_wait_cannot_be_left(named: Beginning, key: str) -> None:
    assert named.client().post(f"/setup/later/{key}/").status_code == 404


def row(place: str, name: str = "", email: str = "", *, parent: bool = False) -> dict[str, Any]:
    return {f"{place}-name": name, f"{place}-email": email, **({f"{place}-parent": "on"} if parent else {})}


def test_people_are_named_once_and_may_hold_several_posts(named: Beginning) -> None:
    typed = {
        **row("riverside-setting_manager-1", "Mo Manager", "Mo@town.example"),
        **row("riverside-designated_safeguarding_lead-1", "mo manager"),
        **row("all-line_manager-1", "Lin Above", "lin@town.example"),
        **row("all-owners_directors_trustees-1", "Tru Stee", "tru@town.example", parent=True),
    }
    assert named.client().post("/setup/people/", typed).status_code == 302
    mo = Person.objects.get(email="mo@town.example")
    assert set(Post.objects.filter(person=mo).values_list("role", flat=True)) == {Role.MANAGER, Role.DSL}
    tru = Person.objects.get(email="tru@town.example")
    assert set(Post.objects.filter(person=tru).values_list("role", flat=True)) == {Role.OWNER, Role.PARENT}
    assert posts.notes(named.provider, [named.setting], TODAY) == []
    assert actions.states(named.provider)["people"] == "done"


def test_a_parent_of_the_same_name_is_never_taken_for_somebody_at_work(named: Beginning) -> None:
    parent = people.add_person(HOUSE, "Jo Same")
    people.appoint(HOUSE, parent, Role.PARENT, named.setting, TODAY)
    named.client().post("/setup/people/", row("riverside-setting_manager-1", "Jo Same"))
    assert Post.objects.get(role=Role.MANAGER).person != parent


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            [("riverside-setting_manager-1", "Ola Owner"), ("all-line_manager-1", "Ola Owner")],
            "judge a complaint about",
        ),
        ([("riverside-setting_manager-1", "Ola Owner")], "the only owner is the manager too"),
        ([("riverside-setting_manager-1", "Mo")], "no line manager"),
        ([], "no manager yet"),
    ],
)
def test_whoever_would_judge_themselves_is_pointed_out(
    named: Beginning, typed: list[tuple[str, str]], words: str
) -> None:
    client = named.client()
    client.post("/setup/people/", {key: value for place, name in typed for key, value in row(place, name).items()})
    assert words in client.get("/setup/people/").content.decode()


def test_an_address_without_a_name_is_a_mistake_and_nothing_typed_is_lost(named: Beginning) -> None:
    typed = row("riverside-deputy-1", "", "dee@town.example") | row("riverside-senco-1", "Sen Coe")
    answer = named.client().post("/setup/people/", typed)
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "Give the name too" in words and "Sen Coe" in words and "dee@town.example" in words
    assert Post.objects.count() == 1


def test_a_slip_is_taken_back_and_a_post_held_longer_is_not(named: Beginning) -> None:
    client = named.client()
    client.post("/setup/people/", row("riverside-deputy-1", "Wrong Name"))
    slip = Post.objects.get(role=Role.DEPUTY)
    assert client.post(f"/setup/people/{slip.pk}/back/").status_code == 302
    assert not Post.objects.filter(role=Role.DEPUTY).exists()
    assert Event.objects.filter(verb="post.taken_back", subject=slip.pk).count() == 1
    client.post("/setup/people/", row("all-line_manager-1", "Ola Owner"))
    mine = Post.objects.get(role=Role.LINE_MANAGER)
    assert client.post(f"/setup/people/{mine.pk}/back/").status_code == 302  # whoever would judge themselves mends it
    own = Post.objects.get(role=Role.OWNER)
    assert client.post(f"/setup/people/{own.pk}/back/").status_code == 403


@pytest.fixture
def no_keys(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(safekeeping, "folder", lambda: tmp_path)
    return tmp_path


def shown_keys(words: str) -> dict[str, str]:
    import re

    found = re.findall(r'<p class="key" dir="ltr">(.*?)</p>', words, re.DOTALL)
    return dict(
        zip(
            recovery.KEEPERS,
            ["".join(re.findall(r'<bdi class="number">([\w-]+)</bdi>', each)) for each in found],
            strict=True,
        )
    )


def hidden(words: str) -> str:
    import re

    found = re.search(r'name="keys" value="([^"]+)"', words)
    assert found
    return found[1]


@embedded_only
def test_keys_count_only_when_their_ends_were_typed_back(named: Beginning, no_keys: Any) -> None:
    client = named.client()
    words = client.post("/setup/keys/", {"make": "yes"}).content.decode()
    keys = shown_keys(words)
    assert recovery.recipients(no_keys) == {}
    wrong = client.post("/setup/keys/", {"keys": hidden(words), "manager": keys["manager"][-6:], "owner": "QQQQQQ"})
    assert wrong.status_code == 422 and "not the end of this key" in wrong.content.decode()
    assert keys["owner"] not in wrong.content.decode() and recovery.recipients(no_keys) == {}
    right = {keeper: f" {secret[-6:-3].lower()} {secret[-3:]}" for keeper, secret in keys.items()}
    assert client.post("/setup/keys/", {"keys": hidden(words), **right}).status_code == 302
    assert recovery.recipients(no_keys) == {keeper: recovery.public_of(secret) for keeper, secret in keys.items()}
    assert actions.states(named.provider)["keys"] == "done"
    # Neither key, nor its end, is in what the audit keeps.
    said = str(list(Event.objects.values_list("facts", flat=True)))
    assert not [secret for secret in keys.values() if secret[-6:] in said]


@embedded_only
def test_keys_of_another_making_or_of_yesterday_are_refused(named: Beginning, no_keys: Any) -> None:
    client = named.client()
    ends = {"manager": "AAAAAA", "owner": "AAAAAA"}
    forged = client.post("/setup/keys/", {"keys": "forged", **ends})
    assert forged.status_code == 422 and "too long ago" in forged.content.decode()
    assert recovery.recipients(no_keys) == {}


def test_keys_need_a_fresh_proof(named: Beginning) -> None:
    client = named.client()
    session = client.session
    session["proof"] = {**session["proof"], "at": session["proof"]["at"] - 3600}
    session.save()
    assert client.get("/setup/keys/")["Location"].startswith("/account/proof/")


def test_people_without_a_password_are_written_to_only_where_mail_goes_out(
    named: Beginning, settings: LazySettings
) -> None:
    from hometime.access.models import AccountMail

    client = named.client()
    client.post("/setup/people/", row("riverside-setting_manager-1", "Mo Manager", "mo@town.example"))
    settings.MAIL_ON = False
    assert "Mail is not set up here yet" in client.get("/setup/devices/").content.decode()
    client.post("/setup/devices/", {"write": "yes"})
    assert not AccountMail.objects.filter(kind="new_password").exists()
    settings.MAIL_ON = True
    assert client.post("/setup/devices/", {"write": "yes"})["Location"].endswith("?written=yes")
    assert list(AccountMail.objects.filter(kind="new_password").values_list("to", flat=True)) == ["mo@town.example"]


def test_the_mail_page_says_what_became_of_the_mail_to_oneself(named: Beginning, settings: LazySettings) -> None:
    settings.MAIL_ON = False
    client = named.client()
    assert "HOMETIME_MAIL" in client.get("/setup/mail/").content.decode()
    settings.MAIL_ON = True
    assert "Send me one" in client.get("/setup/mail/").content.decode()
    client.post("/setup/mail/", {"try": "yes"})
    assert "Waiting to go" in client.get("/setup/mail/").content.decode()


@embedded_only
def test_one_drill_at_a_time_and_its_result_is_the_evidence(named: Beginning, no_keys: Any) -> None:
    from hometime.setup import drills

    client = named.client()
    assert "needs the two recovery keys first" in client.get("/setup/finish/").content.decode()
    recovery.keep(no_keys, {"manager": "age1a", "owner": "age1b"})
    assert client.post("/setup/finish/drill/").status_code == 302
    assert "Step 1 of 4" in client.get("/setup/finish/").content.decode()
    assert client.post("/setup/finish/drill/").status_code == 403
    drill = drills.next_asked()
    assert drill is not None and Drill.objects.count() == 1
    drills.failed(drill, "The disk is full.")
    assert "The disk is full." in client.get("/setup/finish/").content.decode()
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        client = named.client()
        client.post("/setup/finish/drill/")
        drill = drills.next_asked()
        assert drill is not None
        drills.done(drill, file="x.age", tables=3, rows=40, papers=0, chains=2, events=9)
        assert "40 rows in 3 tables" in client.get("/setup/finish/").content.decode()
        kept = Duty.objects.unscoped("a test looks").get(why__step="finish")
        assert "40 rows in 3 tables" in kept.evidence and kept.kept_by_id is None


@server_only
@pytest.mark.parametrize("page", ["keys", "finish"])
def test_a_house_on_postgresql_is_told_to_back_it_up_with_its_own_tools(named: Beginning, page: str) -> None:
    said = named.client().get(f"/setup/{page}/").content.decode()
    assert "pg_dump" in said and 'name="make"' not in said
