"""Two parents who live apart: each sees what they may, and an order works on the very next request, without a trace."""

from __future__ import annotations

import re

import pytest

from hometime.duties.actions import Task, owe
from hometime.families import actions as families
from hometime.families.facets import Basis, Information
from hometime.families.models import Bond
from hometime.people.roles import Hat, Role
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Paper
from hometime.records.papers.attaching import take_in
from tests.cast import FULL, HOUSE, TODAY, Cast, adult
from tests.stories.village import enter, photograph, words_of

ANSWER = Task("F14", "Tell us what Ava enjoys at home", "Tell us", Role.PARENT)


@pytest.fixture
def apart(practice: None, cast: Cast) -> Cast:
    """Ava's father lives elsewhere; so far both parents are told everything about her."""
    adult(cast, "Dad Full", cast.children["Ava"], "father", **FULL)
    return cast


def test_an_order_decided_while_the_father_is_signed_in_shows_him_nothing_from_the_next_request_on(apart: Cast) -> None:
    ava, dad, mum = apart.children["Ava"], apart.people["Dad Full"], apart.people["Mum Full"]
    record = open_record(HOUSE, apart.setting, "meeting", "What we talked about", Audience.FAMILY, child=ava)
    paper = take_in(HOUSE, record, photograph().read(), "drawing.jpg")
    assert isinstance(paper, Paper)
    duties = {person.pk: owe(HOUSE, record, ANSWER, person=person, due=TODAY) for person in (dad, mum)}
    fathers, mothers = enter(dad), enter(mum)
    picture = f"/paper/{paper.pk}/1/"
    for client, person, other in ((fathers, dad, mum), (mothers, mum, dad)):
        front = words_of(client, "/today/")
        assert f"/duty/{duties[person.pk].pk}/" in front and f"/duty/{duties[other.pk].pk}/" not in front
        assert other.name not in front and (other.email or "?") not in front
        assert client.get(picture).status_code == 200

    lead = apart.viewer("Sal Lead")
    bond = Bond.objects.unscoped("a story decides a bond").get(adult=apart.adults["Dad Full"], child=ava)
    families.write_down_order(lead, bond, "prohibited steps", TODAY)
    families.decide(lead, bond, "info", Information.NONE, basis=Basis.ORDER, evidence="seen")

    front = words_of(fathers, "/today/")
    assert "Nothing needs you today." in front
    traces = ("Ava", "A.C.", duties[dad.pk].pk, "order", "restrict", "lock", "hidden", "not allowed")
    visible = re.sub(r"<(head|script|style).*?</\1>|<[^>]*>", " ", front, flags=re.DOTALL)
    assert not [trace for trace in traces if re.search(rf"\b{re.escape(trace)}", visible)]
    for there, nowhere in (
        (f"/duty/{duties[dad.pk].pk}/", "/duty/AAAAAAAAAAAAAAAAAAAAAA/"),
        (picture, "/paper/AAAAAAAAAAAAAAAAAAAAAA/1/"),
    ):
        gone, never = fathers.get(there), fathers.get(nowhere)
        assert gone.status_code == never.status_code == 404
        assert without_tokens(gone.content) == without_tokens(never.content)
    assert fathers.post(f"/duty/{duties[dad.pk].pk}/done/", {"evidence": "She sings."}).status_code == 404

    assert f"/duty/{duties[mum.pk].pk}/" in words_of(mothers, "/today/")
    assert mothers.get(picture).status_code == 200


def without_tokens(page: bytes) -> str:
    """A page without what differs on every request: the token of its forms and the address it was asked for by."""
    return re.sub(r'(csrfmiddlewaretoken" value|name="next" value)="[^"]*"', "", page.decode())


def test_one_parent_sees_no_fact_of_the_other(apart: Cast) -> None:
    for name, other in (("Mum Full", "Dad Full"), ("Dad Full", "Mum Full")):
        viewer = apart.viewer(name, Hat.PARENT)
        bonds = Bond.objects.visible_to(viewer).filter(child=apart.children["Ava"])
        assert [bond.adult_id for bond in bonds] == [apart.adults[name].pk]
        assert other not in {
            a.person.name for a in type(apart.adults[name]).objects.visible_to(viewer).select_related("person")
        }
