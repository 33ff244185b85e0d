"""Somebody starts Hometime on a fresh machine and sets up their own setting, to a poster and a backup that came back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from hometime.access.models import AccountMail
from hometime.access.viewer import viewer_for
from hometime.audit.proof import verify
from hometime.duties.models import Duty
from hometime.families.models import Bond, Child
from hometime.kernel import clock, ids, recovery
from hometime.people.models import Person, Provider, Setting
from hometime.people.roles import Hat, Role
from hometime.policies.models import Adoption
from hometime.setup import actions, drills, safekeeping
from hometime.setup.steps import STEPS
from tests.cast import TODAY
from tests.databases import embedded_only
from tests.stories.village import words_of

LIST = "Ada Made-Up\t4/5/2023\t1/9/2025\tBo Made-Up\tbo@town.example\tmother\nEli Made-Up\t3/2/2023\t1/9/2025"


@pytest.fixture
def fresh(fresh_counts: None, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A browser at a machine on which Hometime was started for the first time."""
    monkeypatch.setattr(safekeeping, "folder", lambda: tmp_path)
    with clock.fixed(TODAY), ids.seeded("the first day"):
        yield Client()


def proved(client: Client, hat: str = "") -> Client:
    """The same browser after the second step, which other tests look at (tests/browser); with `hat`, in that hat."""
    session = client.session
    session["proof"] = {**session["proof"], "by": "totp", "strong": True}
    session.save()
    if hat:
        assert client.post("/hat/", {"hat": hat}).status_code == 302
    return client


@embedded_only
def test_from_an_empty_house_to_a_poster_and_a_backup_that_came_back(fresh: Client) -> None:
    # The first page offers the two ways; the first owner comes in by one of them, and only once.
    assert "Set up your setting" in words_of(fresh, "/")
    who = {"name": "Ola Owner", "email": "ola@town.example", "password": "three loud otters"}
    assert fresh.post("/setup/you/", who)["Location"] == "/setup/places/"
    assert Client().post("/setup/you/", who | {"email": "second@town.example"})["Location"] == "/"
    client = proved(fresh)

    # Who runs it and where; then the policy, in our own wording, adopted by the owner.
    places = {
        "provider": "Riverside Pre-Schools Ltd", "form": "company", "name": "Riverside", "address": "1 Made-up Lane",
        "phone": "01632 960001", "email": "", "slug": "",
    }  # fmt: skip
    assert client.post("/setup/places/", places)["Location"] == "/setup/policy/"
    setting, provider = Setting.objects.get(), Provider.objects.get()
    assert "Nothing is adopted yet." in words_of(client, "/setup/policy/")
    draft = client.post("/adopt/ours/all/")["Location"]
    client.post(f"{draft}questions/", {"take": "all"})
    day = {"day_day": "2", "day_month": "3", "day_year": "2026"}
    answer = client.post(f"{draft}decide/", {"settings": [setting.pk], **day})
    assert answer.status_code == 302, answer.content.decode()
    assert [a.number for a in Adoption.objects.order_by("number")] == ["10", "10.1", "10.2"]

    # Who is who. A manager who would judge herself is pointed out, and mended.
    people = {"riverside-setting_manager-1-name": "Ola Owner", "all-line_manager-1-name": "Ola Owner"}
    client.post("/setup/people/", people | {"riverside-designated_safeguarding_lead-1-name": "Sal Lead"})
    said = words_of(client, "/setup/people/")
    assert "judge a complaint about themselves" in said
    slip = re.search(r'/setup/people/([\w-]+)/back/"', client.get("/setup/people/").content.decode())
    assert slip is not None  # Sal's; one's own posts are ended elsewhere

    # The days as adopted, each beside the words of the policy.
    days = words_of(client, "/setup/days/")
    steps = Adoption.objects.get(number="10.2").terms["ladders"][0]["steps"]
    texts = [limit["text"] for step in steps for limit in step["limits"]]
    assert texts and all(text in days for text in texts)
    assert client.post("/setup/days/")["Location"] == "/setup/keys/"

    # Two keys, shown once, counted when their ends are typed back from the paper.
    shown = client.post("/setup/keys/", {"make": "yes"}).content.decode()
    keys = [
        "".join(re.findall(r">([\w-]+)</bdi>", key)) for key in re.findall(r'<p class="key".*?</p>', shown, re.DOTALL)
    ]
    sealed = re.search(r'name="keys" value="([^"]+)"', shown)
    assert sealed is not None
    client.post("/setup/keys/", {"keys": sealed[1], "manager": keys[0][-6:], "owner": keys[1][-6:]})
    assert set(recovery.recipients(safekeeping.folder())) == {"manager", "owner"}

    # Looked at, agreed, left for later.
    client.post("/setup/devices/")
    client.post("/setup/safe/", {"agreed": "Talked it over with everybody on Monday."})
    client.post("/setup/later/mail/")
    assert not AccountMail.objects.filter(kind="new_password").exists()

    # Rooms, and children in the manager's hat: the owner's own hat sees none of them.
    client.post("/setup/rooms/", {"about": "rooms", "rooms": "Acorns\nOaks"})
    client.post("/setup/rooms/", {"about": "person", "name": "Kay Person"})
    client.post("/setup/rooms/", {"about": "done"})
    assert client.post("/setup/children/", {"lines": LIST}).status_code == 404
    proved(client, f"staff:{setting.pk}")
    assert "Write down 2 children" in client.post("/setup/children/", {"lines": LIST}).content.decode()
    written = client.post("/setup/children/", {"lines": LIST, "write": "yes"})
    assert written["Location"] == "/setup/children/key-persons/"
    kay = Person.objects.get(name="Kay Person")
    every = Child.objects.unscoped("a story looks at all of them")
    client.post("/setup/children/key-persons/", {child.pk: kay.pk for child in every})
    assert [bond.rights(TODAY) for bond in Bond.objects.unscoped("a story looks")] == [frozenset()]

    # The last page: the board is public, a backup is asked for and comes back, and Today holds what waits.
    proved(client, f"owner:{provider.pk}")
    board = words_of(Client(), "/board/riverside/")
    assert "Riverside" in board and all(text in board for text in ("28 days", "14"))
    assert client.post("/setup/finish/drill/").status_code == 302
    asked = drills.next_asked()
    assert asked is not None
    drills.done(
        asked, file="checked.age", tables=40, rows=900, papers=0, chains=2, events=120
    )  # done for real in config
    last = words_of(client, "/setup/finish/")
    assert "900 rows in 40 tables" in last and "You can use Hometime now." in last and "1 thing can wait." in last
    assert client.post("/setup/finish/end/")["Location"] == "/today/"
    assert list(actions.waiting(provider).values_list("why__step", flat=True)) == ["mail"]
    owner = viewer_for(Person.objects.get(email="ola@town.example"), f"owner:{provider.pk}")
    assert owner is not None and (owner.hat, owner.posts >= {Role.OWNER}) == (Hat.OWNER, True)
    assert Duty.objects.visible_to(owner).owed_by(owner).open().filter(why__step="mail").exists()
    assert set(actions.states(provider)) >= {step.key for step in STEPS} - {"you", "policy"}
    assert verify().whole


def test_stopping_anywhere_loses_nothing_and_today_leads_back(fresh: Client) -> None:
    who = {"name": "Ola Owner", "email": "ola@town.example", "password": "three loud otters"}
    fresh.post("/setup/you/", who)
    client = proved(fresh)
    places = {
        "provider": "Riverside Ltd",
        "form": "company",
        "name": "Riverside",
        "address": "1 Lane",
        "phone": "01632",
    }
    client.post("/setup/places/", places)
    client.post("/setup/later/policy/")
    client.post("/sign-out/")
    client.post("/sign-in/", {"login": "ola@town.example", "password": "three loud otters"})
    proved(client)
    assert "Go on setting up Hometime" in words_of(client, "/today/")
    assert "Go on: Who is who" in words_of(client, "/setup/")
    assert "Riverside Ltd" in words_of(client, "/setup/places/")
