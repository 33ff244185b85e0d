"""The pages of families: a family in one sitting, bonds facet by facet, addresses, households, and what parents say."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from hometime.access.models import AccountMail
from hometime.access.viewer import hats_of
from hometime.families.facets import Collects, Information, Responsibility
from hometime.families.models import (
    Adult,
    Bond,
    Child,
    Decision,
    KeyFacts,
    KeyPersonship,
    Membership,
    Order,
    SealedAddress,
)
from hometime.kernel import clock
from hometime.people.models import Person, Post
from hometime.people.roles import Hat, Role
from tests.cast import TODAY, Cast


def signed_in(cast: Cast, name: str, hat: Hat = Hat.STAFF) -> Client:
    """Somebody of the cast with a proof of a moment ago."""
    client, who = Client(), cast.people[name]
    client.force_login(who, settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["hat"] = next(choice.key for choice in hats_of(who) if choice.hat == hat)
    session["proof"] = {"who": who.pk, "by": "totp", "strong": True, "at": clock.now().timestamp()}
    session.save()
    return client


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def day(field: str, value: Any) -> dict[str, int]:
    return {f"{field}_day": value.day, f"{field}_month": value.month, f"{field}_year": value.year}


def bond_of(cast: Cast, adult: str, child: str = "Ava") -> Bond:
    return Bond.objects.unscoped("a test looks").get(adult=cast.adults[adult], child=cast.children[child])


FAMILY = {
    "name": "Ṣafiyya Nūr Khan", "born_day": "4", "born_month": "5", "born_year": "2024",
    "starts_day": "16", "starts_month": "3", "starts_year": "2026", "name_to_use": "Safi", "pronunciation": "saf-EE",
    "languages": "Urdu, English, Pahari", "facts": "No eggs\n\nWears glasses",
    "adult1-name": "Amina Khan", "adult1-relation": "mother", "adult1-seen": "on", "adult1-pr": "yes",
    "adult1-lives_with": "True", "adult1-collect": "yes", "adult1-info": "full", "adult1-whereabouts": "True",
    "adult1-consent_power": ["medication", "outing"], "adult1-email": "Amina@families.example", "adult1-signs_in": "on",
    "adult1-phone": "07700 900111", "adult1-address": "1 Made-up Lane", "adult1-kept_from": "on",
    "adult1-reads": "Urdu", "adult1-interpreter": "ur", "adult1-emergency_order": "1",
    "adult2-name": "Bilal Khan", "adult2-relation": "father", "adult2-seen": "on", "adult2-pr": "yes",
    "adult2-info": "full", "adult2-emergency_order": "2",
    "adult3-name": "Nadia Khan", "adult3-relation": "grandmother", "adult3-seen": "on", "adult3-collect": "yes",
}  # fmt: skip


def test_a_family_joins_in_one_sitting(cast: Cast) -> None:
    office = signed_in(cast, "Mo Manager")
    kay, bo = cast.people["Kay Person"], cast.people["Bo Backup"]
    answer = office.post("/children/new/", FAMILY | {"room": cast.room.pk, "key_person": kay.pk, "back_up": bo.pk})
    assert answer.status_code == 302, words(answer)
    child = Child.objects.unscoped("a test looks").get(name="Ṣafiyya Nūr Khan")
    assert answer["Location"] == f"/c/{child.pk}/" and (child.called, child.room) == ("Safi", cast.room)
    known = KeyFacts.objects.unscoped("a test looks").get(child=child)
    assert (known.languages, known.facts) == (["ur", "en", "Pahari"], ["No eggs", "Wears glasses"])
    bonds = {
        bond.relation: bond
        for bond in Bond.objects.unscoped("a test looks").filter(child=child).select_related("adult__person")
    }
    mother, father, gran = bonds["mother"], bonds["father"], bonds["grandmother"]
    assert mother.may_consent("outing", TODAY) and not mother.may_consent("photograph", TODAY)
    assert father.pr == Responsibility.YES and father.collect == Collects.UNKNOWN and not father.lives_with
    assert gran.rights(TODAY) == {"collects", "collects with somebody"}
    assert (mother.adult.reads, mother.adult.interpreter, mother.adult.person.language) == (["ur"], "ur", "ur")
    assert mother.adult.address == "" and mother.adult.address_hidden
    assert SealedAddress.objects.unscoped("a test looks").get(adult=mother.adult).address == "1 Made-up Lane"
    assert Post.objects.filter(person=mother.adult.person, role=Role.PARENT, setting=cast.setting).exists()
    assert not Post.objects.filter(person=father.adult.person).exists()
    assert AccountMail.objects.filter(person=mother.adult.person, kind="new_password").exists()
    named = KeyPersonship.objects.unscoped("a test looks").filter(child=child).values_list("person", "part", "starts")
    assert {(who, part) for who, part, _starts in named} == {(kay.pk, "key_person"), (bo.pk, "back_up")}
    decided = Decision.objects.unscoped("a test looks").filter(bond=mother, facet="pr").get()
    assert decided.decided_by == cast.people["Mo Manager"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Give the child's name"),
        ({"born_year": "2030"}, "The date of birth must be today or earlier"),
        ({"starts_year": "2023"}, "The first day is before the date of birth"),
        ({"adult1-seen": ""}, "First see, face to face, who they are"),
        ({"adult1-name": ""}, "Give their name"),
        ({"adult2-relation": ""}, "Say what they are to the child"),
        ({"adult1-email": ""}, "Give the e-mail address that they will sign in with"),
        ({"adult1-emergency_order": "12"}, "Give a number from 1 to 9"),
        ({"adult1-email": "mum.full@town.example"}, "belongs to somebody with another name"),
        ({f"adult{n}-{name}": "" for n in (1, 2, 3) for name in ("name", "relation", "email", "phone")}, "at least one adult"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_is_half_saved(cast: Cast, change: dict[str, str], said: str) -> None:
    before = Person.objects.count(), Child.objects.unscoped("a test looks").count()
    answer = signed_in(cast, "Mo Manager").post("/children/new/", FAMILY | change)
    assert answer.status_code == 422 and said in words(answer)
    assert "Wears glasses" in words(answer)
    assert (Person.objects.count(), Child.objects.unscoped("a test looks").count()) == before


def test_a_child_who_is_here_is_not_written_down_twice_but_twins_of_one_name_may_be(cast: Cast) -> None:
    office = signed_in(cast, "Mo Manager")
    again = FAMILY | {
        "name": "AVA child",
        **day("born", cast.children["Ava"].born),
        "adult1-email": "",
        "adult1-signs_in": "",
    }
    answer = office.post("/children/new/", again)
    assert answer.status_code == 422 and "is here already" in words(answer)
    assert "This is another child with the same name" in words(answer)
    assert office.post("/children/new/", again | {"another": "on"}).status_code == 302
    assert Child.objects.unscoped("a test looks").called_like("ava child").count() == 2


def test_a_sister_joins_with_the_adults_who_are_known(cast: Cast) -> None:
    office = signed_in(cast, "Mo Manager")
    ava = cast.children["Ava"]
    page = words(office.get(f"/children/new/?with={ava.pk}"))
    assert "Mum Full" in page and "Dad Limited" in page
    known = list(
        Bond.objects.visible_to(cast.viewer("Mo Manager"))
        .filter(child=ava)
        .values_list("adult__person__name", flat=True)
    )
    sister = {"name": "Zoë Child", "born_day": "1", "born_month": "1", "born_year": "2025"}
    said = {f"adult{n}-relation": "mother" for n, name in enumerate(known, 1) if name == "Mum Full"}
    number = next(iter(said))[5]
    said[f"adult{number}-info"] = "full"
    assert office.post(f"/children/new/?with={ava.pk}", sister | said).status_code == 302
    zoe = Child.objects.unscoped("a test looks").get(name="Zoë Child")
    bond = Bond.objects.unscoped("a test looks").get(child=zoe)
    assert bond.adult == cast.adults["Mum Full"] and "hears all" in bond.rights(TODAY)


def test_a_bond_is_decided_facet_by_facet_with_its_evidence(cast: Cast) -> None:
    office, gran = signed_in(cast, "Mo Manager"), bond_of(cast, "Gran Unknown")
    page = words(office.get(f"/bond/{gran.pk}/"))
    assert "Ask first" in page and "Nothing was decided yet." in page
    decide = f"/bond/{gran.pk}/decide/collect/"
    wrong = office.post(decide, {"value": "yes", "basis": "order_seen"})
    assert wrong.status_code == 422 and "Write down what you saw" in words(wrong)
    said = {
        "value": "yes",
        "basis": "declared",
        "evidence": "Her pass, and the mother beside her",
        **day("until", TODAY),
    }
    assert office.post(decide, said).status_code == 302
    gran.refresh_from_db()
    assert "collects" in gran.rights(TODAY) and gran.runs_out == {"collect": str(TODAY)}
    page = words(office.get(f"/bond/{gran.pk}/"))
    assert "Her pass, and the mother beside her" in page and "Mo Manager" in page and "Monday 9 March 2026" in page
    assert office.get(f"/bond/{gran.pk}/decide/nothing/").status_code == 404
    assert signed_in(cast, "Kay Person").get(f"/bond/{gran.pk}/").status_code == 403


def test_nothing_is_given_to_somebody_whom_nobody_saw(cast: Cast) -> None:
    office, ava = signed_in(cast, "Mo Manager"), cast.children["Ava"]
    mum = signed_in(cast, "Mum Full", Hat.PARENT)
    answer = mum.post(f"/children/{ava.pk}/propose/", {"name": "New Partner", "relation": "partner"})
    assert answer.status_code == 200 and "We have it" in words(answer)
    bond = Bond.objects.unscoped("a test looks").get(relation="partner")
    person = bond.adult.person
    assert bond.identity_checked is None and not Post.objects.filter(person=person).exists()
    refused = office.post(f"/bond/{bond.pk}/decide/info/", {"value": "full", "basis": "declared"})
    assert refused.status_code == 422 and "face to face" in words(refused)
    letter = {"email": "partner@families.example"}
    assert office.post(f"/bond/{bond.pk}/sign-in/", letter).status_code == 422
    assert office.post(f"/bond/{bond.pk}/seen/").status_code == 302
    assert office.post(f"/bond/{bond.pk}/decide/info/", {"value": "child_only", "basis": "declared"}).status_code == 302
    assert office.post(f"/bond/{bond.pk}/sign-in/", letter).status_code == 302
    person.refresh_from_db()
    assert person.email == "partner@families.example" and hats_of(person)[0].hat == Hat.PARENT
    assert AccountMail.objects.get(person=person).kind == "new_password"


def test_only_a_parent_with_responsibility_who_hears_all_proposes(cast: Cast) -> None:
    ava = cast.children["Ava"].pk
    assert signed_in(cast, "Dad Limited", Hat.PARENT).get(f"/children/{ava}/propose/").status_code == 403
    assert signed_in(cast, "Ex Barred", Hat.PARENT).get(f"/children/{ava}/propose/").status_code == 404


def test_a_court_order_is_written_down_and_shows_to_the_leads_alone(cast: Cast) -> None:
    lead, office, dad = signed_in(cast, "Sal Lead"), signed_in(cast, "Mo Manager"), bond_of(cast, "Dad Limited")
    typed = {"kind": "prohibited steps", **day("issued", TODAY), **day("expires", TODAY), "seen": "on"}
    assert office.post(f"/bond/{dad.pk}/order/", typed).status_code == 302
    assert "prohibited steps" in words(lead.get(f"/bond/{dad.pk}/"))
    assert "prohibited steps" not in words(office.get(f"/bond/{dad.pk}/"))
    order = Order.objects.unscoped("a test looks").get()
    assert office.post(f"/order/{order.pk}/settle/").status_code == 404
    assert lead.post(f"/order/{order.pk}/settle/").status_code == 302
    order.refresh_from_db()
    assert order.settled_on == TODAY
    future = typed | {"issued_year": "2030"}
    assert office.post(f"/bond/{dad.pk}/order/", future).status_code == 422


def test_a_request_without_evidence_goes_on_only_where_a_lead_says_why(cast: Cast) -> None:
    lead, mum = signed_in(cast, "Sal Lead"), bond_of(cast, "Mum Full")
    assert lead.post(f"/bond/{mum.pk}/decide/collect/", {"value": "no", "basis": "request"}).status_code == 302
    decision = Decision.objects.unscoped("a test looks").get(bond=mum, basis="request")
    assert "Let it go on" in words(lead.get(f"/bond/{mum.pk}/"))
    assert lead.post(f"/decision/{decision.pk}/renew/", {"reason": " "}).status_code == 403
    assert lead.post(f"/decision/{decision.pk}/renew/", {"reason": "The court hears it on Friday"}).status_code == 302
    assert signed_in(cast, "Mo Manager").post(f"/decision/{decision.pk}/renew/", {"reason": "x"}).status_code == 403


def test_a_bond_ends_with_its_last_day(cast: Cast) -> None:
    office, gran = signed_in(cast, "Mo Manager"), bond_of(cast, "Gran Unknown")
    assert office.post(f"/bond/{gran.pk}/end/", day("last_day", TODAY)).status_code == 302
    gran.refresh_from_db()
    assert gran.ends == TODAY


def test_a_new_address_asks_who_is_to_be_kept_from_it_every_time(cast: Cast) -> None:
    office, mum = signed_in(cast, "Mo Manager"), cast.adults["Mum Full"]
    there = f"/adult/{mum.pk}/address/"
    unsaid = office.post(there, {"address": "2 New Lane"})
    assert unsaid.status_code == 422 and "Say whether anyone is to be kept from this" in words(unsaid)
    assert office.post(there, {"address": "2 New Lane", "kept_from": "no"}).status_code == 302
    key = signed_in(cast, "Kay Person")
    assert "2 New Lane" in words(key.get(f"/adult/{mum.pk}/"))
    assert office.post(there, {"address": "3 Safe Lane", "kept_from": "not known"}).status_code == 302
    assert "3 Safe Lane" in words(office.get(f"/adult/{mum.pk}/"))
    seen = words(key.get(f"/adult/{mum.pk}/"))
    assert "Lane" not in seen and "ealed" not in seen
    assert key.get(there).status_code == 403


def test_how_an_adult_is_reached_is_changed_by_the_office(cast: Cast) -> None:
    office, mum = signed_in(cast, "Dee Deputy"), cast.adults["Mum Full"]
    said = {
        "phone": "07700 900222",
        "reads": "polish, English",
        "interpreter": "pl",
        "mode": "call",
        "formats": "Large print",
    }
    assert office.post(f"/adult/{mum.pk}/contact/", said).status_code == 302
    mum.refresh_from_db()
    assert (mum.phone, mum.reads, mum.mode, mum.formats) == ("07700 900222", ["pl", "en"], "call", ["Large print"])
    assert signed_in(cast, "Roo Room").get(f"/adult/{mum.pk}/").status_code == 404


def test_a_household_needs_the_word_of_each_and_is_left_in_silence(cast: Cast) -> None:
    office, mum, gran = signed_in(cast, "Mo Manager"), cast.adults["Mum Full"], cast.adults["Gran Unknown"]
    there = f"/adult/{mum.pk}/household/"
    assert "Ask each of them alone" in words(office.post(there, {"adults": [gran.pk]}))
    assert office.post(there, {"adults": [gran.pk], "each": "on"}).status_code == 302
    ava = cast.children["Ava"].pk
    client = signed_in(cast, "Mum Full", Hat.PARENT)
    assert "Gran Unknown" in words(client.get(f"/c/{ava}/people/"))
    mine = Membership.objects.unscoped("a test looks").get(person=mum.person)
    theirs = Membership.objects.unscoped("a test looks").get(person=gran.person)
    assert client.post(f"/household/{theirs.pk}/leave/").status_code == 403
    assert client.post(f"/household/{mine.pk}/leave/").status_code == 302
    assert "Gran Unknown" not in words(client.get(f"/c/{ava}/people/"))


def test_a_social_worker_acts_for_the_local_authority_as_corporate_parent(cast: Cast) -> None:
    office, ava = signed_in(cast, "Mo Manager"), cast.children["Ava"]
    said = {
        "adult1-name": "Soc Worker", "adult1-relation": "social worker", "adult1-seen": "on",
        "adult1-organisation": "Made-up County Council", "adult1-pr": "shared_with_la", "adult1-info": "full",
        "adult1-consent_power": ["emergency", "medication"],
    }  # fmt: skip
    assert office.post(f"/children/{ava.pk}/adult/", said).status_code == 302
    bond = Bond.objects.unscoped("a test looks").select_related("adult").get(relation="social worker")
    assert bond.pr == Responsibility.SHARED and bond.info == Information.FULL
    assert bond.adult.organisation == "Made-up County Council"
    assert "A local authority shares the responsibility" in words(office.get(f"/c/{ava.pk}/"))
    assert "A local authority" not in words(signed_in(cast, "Mum Full", Hat.PARENT).get(f"/c/{ava.pk}/"))


def test_what_is_written_of_a_child_is_changed_and_search_follows(cast: Cast) -> None:
    office, ava = signed_in(cast, "Mo Manager"), cast.children["Ava"]
    said = {"name": "Ava Żółć", **day("born", ava.born), "languages": "Polish", "facts": "Hay fever"}
    assert office.post(f"/children/{ava.pk}/change/", said).status_code == 302
    assert "Ava Żółć" in words(office.get("/children/?q=zolc"))
    assert "Hay fever" in words(office.get(f"/c/{ava.pk}/"))
    assert office.post(f"/children/{ava.pk}/change/", said | {"born_year": "2030"}).status_code == 422


def test_nobody_binds_themselves_nor_changes_their_own_familys_child(cast: Cast) -> None:
    worker = signed_in(cast, "Staff Parent")
    cy = cast.children["Cy"].pk
    for there in (f"/children/{cy}/change/", f"/children/{cy}/adult/", f"/c/{cy}/"):
        assert worker.get(there).status_code == 404
    assert Adult.objects.visible_to(cast.viewer("Mo Manager")).filter(pk=cast.adults["Staff Parent"].pk).exists()
