"""Whom the case is about learns nothing until a person told them; a witness sees a question, and nothing else."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from hometime.audit.models import Reading
from hometime.complaints.actions import Said, write_down
from hometime.complaints.actions.sideways import leave_ladder
from hometime.complaints.handling.actions import asking, looking
from hometime.complaints.models import Complaint, Entry, Kind
from hometime.duties.models import Duty
from hometime.kernel.answers import Refused
from hometime.records.models import Record
from tests.cast import TODAY
from tests.trust.crawl import Seen, crawl
from tests.trust.world import World, world

__all__ = ["world"]
SECRET = "The gate stood open again and again"


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Refusals are expected here; nobody wants to read them in the log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def case_about_kay(world: World) -> Complaint:
    """A written complaint about the key person, in the manager's hands, with points, evidence and a witness asked."""
    cast = world.cast
    said = Said(TODAY, SECRET, about="key_person", child=cast.children["Ava"], channel="written")
    return write_down(cast.viewer("Mo Manager"), cast.setting, said)


def work_on(world: World, case: Complaint) -> list[Entry]:
    """Everything that is done before anybody is told."""
    cast = world.cast
    mo = cast.viewer("Mo Manager")
    points = looking.set_points(mo, case, [f"{SECRET} on Monday", "Nobody said sorry"])
    looking.plan(mo, case, "ask", "Ask the room")
    asking.ask(mo, case, cast.people["Roo Room"], "What did you see on Monday at pick-up?")
    looking.hear(mo, case, "Ava's grandmother", "She saw it too.", "phone")
    looking.find(mo, points[0], "upheld", "The lock was broken.")
    return points


def tell_kay(world: World, case: Complaint, points: list[Entry]) -> Entry:
    return asking.tell(
        world.cast.viewer("Mo Manager"), case, world.cast.people["Kay Person"], points[:1], teller="Mo", companion="Dee"
    )


def walked(world: World, viewer: str, plant: Any) -> dict[str, Seen]:
    """What somebody can reach once `plant` was done; the world is the same afterwards."""
    with transaction.atomic():
        plant(world)
        seen = crawl(world, viewer)
        transaction.set_rollback(True)
    return seen


def differences(one: dict[str, Seen], other: dict[str, Seen]) -> set[str]:
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


def test_before_they_are_told_no_byte_differs_for_whom_it_is_about_whatever_is_done(world: World) -> None:
    with transaction.atomic():
        without = crawl(world, "key")
        transaction.set_rollback(True)
    worked = walked(world, "key", lambda world: work_on(world, case_about_kay(world)))
    assert len(without) > 10
    assert differences(without, worked) == set()


def test_once_told_they_see_one_page_of_their_own_and_nothing_of_the_case(world: World) -> None:
    slips: list[Entry] = []

    def told(world: World) -> None:
        case = case_about_kay(world)
        slips.append(tell_kay(world, case, work_on(world, case)))

    before = walked(world, "key", lambda world: work_on(world, case_about_kay(world)))
    after = walked(world, "key", told)
    own = f"/asked/{slips[0].pk}/"
    assert differences(before, after) <= {own, "/today/"} | {path for path in after if path.startswith("/duty/")}
    page = after[own].body.decode()
    assert f"{SECRET} on Monday" in page
    for hidden in ("Nobody said sorry", "grandmother", "Roo", "lock was broken", "Ava", slips[0].complaint.reference):
        assert hidden not in page, hidden
    everything = b"".join(seen.body for path, seen in after.items() if path != own).decode(errors="ignore")
    assert SECRET not in everything and "complaints/" + slips[0].complaint_id not in everything


def test_the_case_and_its_entries_stay_unseen_after_telling(world: World) -> None:
    case = case_about_kay(world)
    points = work_on(world, case)
    slip = tell_kay(world, case, points)
    kay = world.cast.viewer("Kay Person")
    assert not Complaint.objects.visible_to(kay).filter(pk=case.pk).exists()
    assert set(Entry.objects.visible_to(kay).filter(complaint=case)) == {slip}
    client = world.client("key", fresh=True)
    for path in ("", "letter/", "write/points/", f"write/finding/{points[0].pk}/", "letter/preview/"):
        assert client.get(f"/complaints/{case.pk}/{path}").status_code == 404, path


def test_a_witness_answers_on_a_page_of_their_own_and_what_they_owe_is_kept(world: World) -> None:
    case = case_about_kay(world)
    work_on(world, case)
    asked = Entry.objects.unscoped("a test looks").get(complaint=case, kind=Kind.ASKED)
    client = world.client("other-room", fresh=True)
    assert "What did you see on Monday" in client.get(f"/asked/{asked.pk}/").content.decode()
    assert f"/asked/{asked.pk}/" in client.get("/today/").content.decode()
    said = {"words": "The lock hung open at four.", "once": "one-key"}
    for _ in range(2):
        assert client.post(f"/asked/{asked.pk}/", said).status_code == 302
    statement = Entry.objects.unscoped("a test looks").get(kind=Kind.STATEMENT, of=asked)
    assert statement.person == world.cast.people["Roo Room"] and statement.words == said["words"]
    duty = Duty.objects.unscoped("a test looks").get(record=asked.slip)
    assert duty.kept_on == TODAY
    page = client.get(f"/asked/{asked.pk}/").content.decode()
    assert SECRET not in page and case.reference not in page and "grandmother" not in page
    assert client.get(f"/complaints/{case.pk}/").status_code == 404
    roo = world.cast.viewer("Roo Room")
    assert {e.pk for e in Entry.objects.visible_to(roo).filter(complaint=case)} == {asked.pk, statement.pk}
    assert asked.slip in Record.objects.visible_to(roo).filter(kind="slip")
    shown = world.client("manager", fresh=True).get(f"/complaints/{case.pk}/").content.decode()
    assert "The lock hung open at four." in shown


@pytest.mark.parametrize("persona", ["key", "back-up", "deputy", "lead", "full", "owner", "manager"])
def test_nobody_but_the_witness_opens_the_witness_page(world: World, persona: str) -> None:
    case = case_about_kay(world)
    work_on(world, case)
    asked = Entry.objects.unscoped("a test looks").get(complaint=case, kind=Kind.ASKED)
    assert world.client(persona, fresh=True).get(f"/asked/{asked.pk}/").status_code == 404


def test_somebody_told_says_their_side_and_later_reads_what_was_found_on_their_points_alone(world: World) -> None:
    case = case_about_kay(world)
    points = work_on(world, case)
    told = tell_kay(world, case, points)
    kay, mo = world.client("key", fresh=True), world.cast.viewer("Mo Manager")
    assert kay.post(f"/asked/{told.pk}/", {"words": "I had told the office.", "companion": "Dee"}).status_code == 302
    looking.find(mo, points[1], "not_upheld", "We said sorry twice.")
    asking.show_findings(mo, told)
    page = kay.get(f"/asked/{told.pk}/").content.decode()
    assert "The lock was broken." in page and "I had told the office." in page
    assert "We said sorry twice." not in page


def test_whoever_it_is_about_is_not_asked_as_a_witness_and_nobody_else_is_told(world: World) -> None:
    case = case_about_kay(world)
    points = work_on(world, case)
    mo = world.cast.viewer("Mo Manager")
    with pytest.raises(Refused, match="It is about them"):
        asking.ask(mo, case, world.cast.people["Kay Person"], "What happened?")
    with pytest.raises(Refused, match="not about them"):
        asking.tell(mo, case, world.cast.people["Roo Room"], points, teller="Mo", companion="Nobody")
    tell_kay(world, case, points)
    with pytest.raises(Refused, match="told already"):
        tell_kay(world, case, points)


def test_reading_a_page_of_ones_own_is_written_down(world: World) -> None:
    case = case_about_kay(world)
    work_on(world, case)
    asked = Entry.objects.unscoped("a test looks").get(complaint=case, kind=Kind.ASKED)
    world.client("other-room", fresh=True).get(f"/asked/{asked.pk}/")
    assert Reading.objects.filter(subject=asked.pk, door="asked").count() == 1


def test_the_person_who_wrote_it_down_may_read_and_may_not_write(world: World) -> None:
    said = Said(TODAY - dt.timedelta(days=1), "It was cold.", child=world.cast.children["Ava"], settled=False)
    case = write_down(world.cast.viewer("Kay Person"), world.cast.setting, said)
    kay = Client()
    kay.cookies = world.client("key", fresh=True).cookies
    assert kay.get(f"/complaints/{case.pk}/").status_code == 200
    assert kay.get(f"/complaints/{case.pk}/write/points/").status_code == 403
    assert kay.post(f"/complaints/{case.pk}/write/points/", {"points_said": "x"}).status_code == 403


def test_nobody_is_told_while_an_allegation_is_with_the_safeguarding_lead(world: World) -> None:
    case = case_about_kay(world)
    points = work_on(world, case)
    leave_ladder(world.cast.viewer("Mo Manager"), case, "Somebody says that staff hurt a child.")
    with pytest.raises(Refused, match="Tell nobody whom it is about"):
        tell_kay(world, case, points)
    lead = world.client("lead", fresh=True).get(f"/complaints/{case.pk}/")
    assert lead.status_code == 200 and "They were told</a>" not in lead.content.decode()
