"""An outing: each entitled adult is asked alone, the list at the door says who can go, a no of the last minute is seen, heads are
counted at four points with or without a signal, and nobody who is missing goes unnoticed."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pypdf
import pytest
from django.test import Client

from hometime.consents import actions as consents
from hometime.consents.models import Consent
from hometime.consents.standing import Kind, State
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from hometime.people.roles import Hat
from hometime.together.actions import going, planning
from hometime.together.actions.going import Counting
from hometime.together.actions.planning import Planned
from hometime.together.models import HeadCount, Invited, Outing
from hometime.together.pages import outing_page
from hometime.together.printing import SHEET, told
from hometime.ui import press
from tests.cast import FULL, HOUSE, TODAY, Cast, adult
from tests.stories.village import day, enter, words_of

pytestmark = pytest.mark.usefixtures("practice")
DAY = TODAY + dt.timedelta(days=3)
FARM = Planned(
    "Priory Farm",
    DAY,
    dt.time(9, 30),
    dt.time(12),
    "coach",
    2,
    "The gate to the road: one adult stands there.",
    "Belts",
)
LOOK = "a story looks"


def at(hour: int, minute: int = 0) -> dt.datetime:
    """A moment of the day of the outing."""
    return dt.datetime.combine(DAY, dt.time(hour, minute), tzinfo=clock.LONDON)


def planned(town: Cast, *names: str, walk: bool = False) -> Outing:
    """The farm, with these children; Kay is answerable and Roo goes along."""
    people, children = town.people, [town.children[name] for name in names or ("Ava", "Ben", "Cy")]
    how = Planned(**{**vars(FARM), "walk": walk}) if walk else FARM
    mo = town.viewer("Mo Manager")
    return planning.plan(mo, town.setting, how, people["Kay Person"], [people["Roo Room"]], children)


def says(town: Cast, outing: Outing, child: str, who: str, *, yes: bool) -> None:
    """An adult answers by themselves."""
    rows = Consent.objects.unscoped(LOOK).filter(about=outing, child=town.children[child])
    consent = rows.select_related("child", "adult").get(adult=town.adults[who])
    planning.answer(town.viewer(who, Hat.PARENT), consent, State.GIVEN if yes else State.REFUSED)


def all_say_yes(town: Cast, outing: Outing) -> None:
    for child, who in (("Ava", "Mum Full"), ("Ben", "Tru Parent"), ("Cy", "Staff Parent")):
        says(town, outing, child, who, yes=True)


def fresh(outing: Outing) -> Outing:
    return Outing.objects.unscoped(LOOK).select_related("setting", "answerable").get(pk=outing.pk)


def ticks(outing: Outing, *names: str) -> frozenset[str]:
    rows = Invited.objects.unscoped(LOOK).filter(outing=outing, child__name__in=[f"{name} Child" for name in names])
    return frozenset(rows.values_list("pk", flat=True))


def owed(outing: Outing) -> list[str]:
    rows = Duty.objects.unscoped(LOOK).open().filter(record=outing)
    return sorted(" ".join(duty.what.split()[:3]) for duty in rows)


def page_of(client: Client, outing: Outing) -> str:
    return " ".join(words_of(client, f"/outings/{outing.pk}/").split())


def sends(client: Client, outing: Outing, what: str, **said: Any) -> int:
    return client.post(f"/outings/{outing.pk}/{what}/", said).status_code


@pytest.mark.clause("F25")
def test_each_adult_is_asked_and_the_answers_are_owed_before_departure(town: Cast) -> None:
    mo, mum = enter(town.people["Mo Manager"]), enter(town.people["Mum Full"])
    form = {
        "place": "Priory Farm", **day("day", DAY), "leaves_at": "9:30",
        "back_at": "12:00", "transport": "coach", "by_words": "Belts", "for_each": 2, "risks": "The gate to the road.",
        "answerable": town.people["Kay Person"].pk, "going": [town.people["Roo Room"].pk],
        "children": [town.children[name].pk for name in ("Ava", "Ben")],
    }  # fmt: skip
    gap = mo.post("/outings/new/", {**form, "risks": ""})
    assert gap.status_code == 422 and "Priory Farm" in gap.content.decode()
    assert mo.post("/outings/new/", form).status_code == 302
    outing = Outing.objects.unscoped(LOOK).get()
    duty = Duty.objects.unscoped(LOOK).open().get(record=outing)
    assert duty.due == DAY - dt.timedelta(days=1) and duty.clause == "F25"
    assert "Ask the families who have not answered" in words_of(mo, "/today/")
    consent = Consent.objects.unscoped(LOOK).get(about=outing, adult=town.adults["Mum Full"])
    assert f"/consent/{consent.pk}/" in words_of(mum, "/today/"), (
        "one tap from the front page, and one more says yes or no"
    )
    asked = words_of(mum, f"/consent/{consent.pk}/")
    assert "Priory Farm" in asked and f"/outings/{outing.pk}/family/" in asked
    read = words_of(mum, f"/outings/{outing.pk}/family/")
    assert (
        "Priory Farm" in read and "The gate to the road." in read and "Can <bdi>Ava</bdi> go?" in " ".join(read.split())
    )
    assert "Ben" not in read
    assert mum.post(f"/outings/answer/{consent.pk}/yes/").status_code == 302
    assert "You said yes." in words_of(mum, f"/outings/{outing.pk}/family/")
    assert owed(outing) == ["Ask the families"]
    says(town, outing, "Ben", "Tru Parent", yes=False)
    assert owed(outing) == [], "a no is an answer too"
    assert mum.post(f"/outings/answer/{consent.pk}/no/").status_code == 302, "a change of mind"
    assert "You said no." in words_of(mum, f"/outings/{outing.pk}/family/")


@pytest.mark.clause("F25")
def test_nobody_is_asked_about_an_outing_whose_day_is_over_and_whoever_planned_it_is_told(town: Cast) -> None:
    outing = planned(town, "Ava")
    asked = f"/consent/{Consent.objects.unscoped(LOOK).get(about=outing, adult=town.adults['Mum Full']).pk}/"
    with clock.fixed(at(23)):
        mum, mo = enter(town.people["Mum Full"]), enter(town.people["Mo Manager"])
        assert asked in words_of(mum, "/today/") and asked in words_of(mum, "/consents/")
        assert "To come" in words_of(mo, "/outings/")
    with clock.fixed(at(23) + dt.timedelta(hours=2)):
        mum, mo = enter(town.people["Mum Full"]), enter(town.people["Mo Manager"])
        assert asked not in words_of(mum, "/today/") and asked not in words_of(mum, "/consents/")
        page = words_of(mo, "/outings/")
        assert "Their day is over" in page and "To come" not in page


@pytest.mark.clause("F25")
def test_the_last_answer_settles_what_is_owed_at_once_wherever_it_was_given(town: Cast) -> None:
    outing = planned(town, "Ava", "Ben")
    mum, mo = enter(town.people["Mum Full"]), enter(town.people["Mo Manager"])
    tru = enter(town.people["Tru Parent"], Hat.PARENT)
    hers, theirs = (
        Consent.objects.unscoped(LOOK).get(about=outing, adult=town.adults[name]) for name in ("Mum Full", "Tru Parent")
    )
    assert mum.post(f"/consent/{hers.pk}/yes/").status_code == 302
    assert owed(outing) == ["Ask the families"]
    assert tru.post(f"/consent/{theirs.pk}/no/").status_code == 302
    assert owed(outing) == [], "on the page of consents, with no chore between"
    assert sends(mo, outing, "invite", children=[town.children["Cy"].pk]) == 302
    assert owed(outing) == ["Ask the families"]
    planning.see_to_answers(HOUSE, outing)
    assert owed(outing) == ["Ask the families"], "owed once"
    said = Consent.objects.unscoped(LOOK).get(about=outing, child=town.children["Cy"])
    told = {"consent": said.pk, "state": "given", "route": "phone"}
    assert mo.post(f"/consents/{town.children['Cy'].pk}/told/", told).status_code == 302
    assert owed(outing) == []
    walk = planned(town, "Ava", walk=True)
    assert owed(walk) == ["Ask the families"]
    standing = Consent.objects.unscoped(LOOK).get(kind=Kind.LOCAL_WALKS, child=town.children["Ava"])
    assert mum.post(f"/consent/{standing.pk}/yes/").status_code == 302
    assert owed(walk) == [], "a standing yes settles every walk that waits for it"


@pytest.mark.clause("F25")
def test_the_list_says_who_can_go_and_asks_at_the_door_with_the_route_written_down(town: Cast) -> None:
    families.write_key_facts(HOUSE, town.children["Ava"], [], ["Nuts: her pen is in the red bag"])
    outing = planned(town)
    says(town, outing, "Ava", "Mum Full", yes=True)
    says(town, outing, "Cy", "Staff Parent", yes=False)
    with clock.fixed(at(9)):
        roo = enter(town.people["Roo Room"])
        page = page_of(roo, outing)
        assert page.index("These stay here") < page.index("Tick who goes")
        assert "Allergy or need" in page and "her pen is in the red bag" in page and "Kay" in page
        go = {"goes": list(ticks(outing, "Ava", "Ben")), "heads": 2, "adults": 2, "key": "one"}
        assert sends(roo, outing, "leave", **go) == 422, "nobody answered for Ben"
        consent = Consent.objects.unscoped(LOOK).get(about=outing, child=town.children["Ben"])
        assert sends(roo, outing, "told", consent=consent.pk, yes="yes", route="screen") == 422
        assert sends(roo, outing, "told", consent=consent.pk, yes="yes", route="phone", words="He may") == 302
        said = consent.answers.unscoped(LOOK).get()
        assert said.by == town.people["Roo Room"] and said.route == "phone" and owed(outing) == []
        assert sends(roo, outing, "leave", **go) == 302
    assert fresh(outing).left_at is not None


def hears(town: Cast, child: str, who: str, *, yes: bool) -> None:
    """What an adult says about emergency treatment."""
    consents.ask(HOUSE, town.children[child], Kind.EMERGENCY)
    rows = Consent.objects.unscoped(LOOK).filter(kind=Kind.EMERGENCY, child=town.children[child])
    consents.answer(
        town.viewer(who, Hat.PARENT), rows.get(adult=town.adults[who]), State.GIVEN if yes else State.REFUSED
    )


@pytest.mark.clause("F25")
def test_the_list_says_in_a_word_whether_treatment_was_agreed_to_and_never_who_said_so(town: Cast) -> None:
    adult(town, "Dad Full", town.children["Ava"], "father", **FULL)
    outing = planned(town)
    all_say_yes(town, outing)
    hears(town, "Ben", "Tru Parent", yes=False)
    said: list[str] = []
    for mum in (True, False):  # one yes is enough, whoever of the two says it
        hears(town, "Ava", "Mum Full", yes=mum)
        hears(town, "Ava", "Dad Full", yes=not mum)
        said.append(repr(told(town.viewer("Kay Person"), outing_page(town.viewer("Kay Person"), outing))))
    assert said[0] == said[1] and not any(name in said[0] for name in ("Mum", "Dad", "Tru Parent"))
    with clock.fixed(at(9)):
        kay = enter(town.people["Kay Person"])
        page, before = page_of(kay, outing), kay.get(f"/outings/{outing.pk}/now/").json()
        for name, word in (("Ava", "Yes"), ("Ben", "No"), ("Cy", "Not yet")):
            line = page.split(f"<strong><bdi>{name}</bdi></strong>")[1].split("</li>")[0]
            assert f"Emergency treatment: <strong>{word}</strong>" in line, name
        hears(town, "Cy", "Staff Parent", yes=True)
        assert kay.get(f"/outings/{outing.pk}/now/").json() != before, "an open list looks again"


@pytest.mark.clause("F25")
def test_the_sheet_on_paper_is_half_a_sheet_that_names_no_more_than_it_must_and_is_void_after_its_day(
    town: Cast,
) -> None:
    people.reach_at(HOUSE, town.setting, phone="01632 960 123")
    families.write_key_facts(HOUSE, town.children["Ava"], [], ["Nuts: her pen is in the red bag"])
    outing = planned(town)
    says(town, outing, "Ava", "Mum Full", yes=True)
    says(town, outing, "Cy", "Staff Parent", yes=False)
    with clock.fixed(at(9, 12)):
        answer = enter(town.people["Kay Person"]).get(f"/outings/{outing.pk}/paper/")
        viewer = town.viewer("Kay Person", day=DAY)
        data = told(viewer, outing_page(viewer, outing))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="sheet.pdf"'
    document = pypdf.PdfReader(io.BytesIO(answer.content))
    assert document.metadata is not None and document.metadata.title == "Outing"
    assert {"/MarkInfo", "/StructTreeRoot", "/Lang"} <= set(dict(document.trailer["/Root"]))  # type: ignore[call-overload]
    text = " ".join(" ".join(leaf.extract_text() for leaf in document.pages).split())
    for words in (
        "Priory Farm", "9:30am", "Answerable: Kay", "By hired coach", "Belts", "One adult for 2 children",
        "Ring: 01632 960 123", "Ava ! Can go Not yet", "Cy Cannot go Not yet", "Ben Ask Not yet", "Leaving There",
        "Heads", "Counted by", "Then 999.", "Printed by Kay Person", "at 9:12am", "Void after Thursday 12 March 2026.",
        "Our policy: ",
    ):  # fmt: skip
        assert words in text, words
    for words in ("Child ", "red bag", "Nuts", "Mum", "Staff Parent", town.adults["Mum Full"].phone or "no number"):
        assert words not in text.replace("Child Stands", ""), words
    for children, leaves in ((16, 2), (40, 3)):
        lines = [[f"Alex {n}", *data["lines"][0][1:]] for n in range(children)]
        made = pypdf.PdfReader(io.BytesIO(press.pdf(SHEET, {**data, "lines": lines}, DAY)))
        assert len(made.pages) == leaves
        for number, leaf in enumerate(made.pages, 1):
            assert [round(float(side) / 72 * 25.4) for side in leaf.mediabox[2:]] == [148, 210]
            words = " ".join(leaf.extract_text().split())
            assert "Void after" in words and f"{number} / {leaves}" in words and "Child Stands Treat" in words


@pytest.mark.clause("F25")
def test_a_no_a_minute_before_the_doors_close_is_seen_and_afterwards_the_list_is_closed(town: Cast) -> None:
    outing = planned(town)
    all_say_yes(town, outing)
    with clock.fixed(at(9, 12)):
        kay, mum = enter(town.people["Kay Person"]), enter(town.people["Mum Full"])
        before = kay.get(f"/outings/{outing.pk}/now/").json()
        says(town, outing, "Ava", "Mum Full", yes=False)
        assert kay.get(f"/outings/{outing.pk}/now/").json() != before
    with clock.fixed(at(9, 13)):
        page = page_of(kay, outing)
        assert "Changed at <bdi>9:12</bdi>: <bdi>Ava</bdi> cannot go" in page
        assert page.index("Changed at") < page.index("Tick who goes")
        everybody = {"goes": list(ticks(outing, "Ava", "Ben", "Cy")), "heads": 3, "adults": 2, "key": "one"}
        refused = kay.post(f"/outings/{outing.pk}/leave/", everybody)
        assert refused.status_code == 422 and "Stop. There is no yes for Ava." in refused.content.decode()
        go = {"goes": list(ticks(outing, "Ben", "Cy")), "heads": 2, "adults": 2, "key": "two"}
        assert sends(kay, outing, "leave", **{**go, "heads": 3}) == 422, "ticked and counted are not the same"
        assert sends(kay, outing, "leave", **go) == 302
        assert sends(kay, outing, "told", consent="x", yes="yes", route="phone") == 403
        consent = Consent.objects.unscoped(LOOK).get(about=outing, adult=town.adults["Mum Full"])
        assert mum.post(f"/outings/answer/{consent.pk}/yes/").status_code == 403
        assert "We have left." in words_of(mum, f"/outings/{outing.pk}/family/")


@pytest.mark.clause("F25")
def test_heads_are_counted_at_four_points_and_a_missing_child_is_owed_to_be_found_at_once(town: Cast) -> None:
    outing = planned(town)
    all_say_yes(town, outing)
    kay, mo = enter(town.people["Kay Person"]), enter(town.people["Mo Manager"])
    with clock.fixed(at(9, 30)):
        kay, mo = enter(town.people["Kay Person"]), enter(town.people["Mo Manager"])
        go = {"goes": list(ticks(outing, "Ava", "Ben", "Cy")), "heads": 3, "adults": 2, "key": "one"}
        assert sends(kay, outing, "leave", **{**go, "adults": 1}) == 422, "one adult for two children"
        assert sends(kay, outing, "leave", **go) == 302
    with clock.fixed(at(10)):
        assert sends(kay, outing, "count/arrive", heads=2, key="two") == 302
        page = page_of(kay, outing)
        assert "A child is missing" in page and "2 of 3" in page
        assert owed(outing) == ["A head count"]
        assert "A head count of an outing found fewer" in words_of(mo, "/today/")
    with clock.fixed(at(10, 3)):
        assert sends(kay, outing, "count/arrive", heads=3, key="three") == 302
        assert owed(outing) == [] and "A child is missing" not in page_of(kay, outing)
        (found,) = Duty.objects.unscoped(LOOK).filter(record=outing, what__startswith="A head count")
        assert found.evidence == "Counted again: all 3 are here."
    with clock.fixed(at(11, 30)):
        cy = next(iter(ticks(outing, "Cy")))
        assert sends(kay, outing, "early", invited=cy, words="Her mother, at the farm gate.") == 302
        assert sends(kay, outing, "count/leave_again", heads=2, key="four") == 302
        assert owed(outing) == []
    with clock.fixed(at(12, 2)):
        assert sends(kay, outing, "count/back", heads=2, key="five") == 302
        assert "Everybody is back." in page_of(kay, outing) and fresh(outing).closed == DAY
        assert sends(kay, outing, "count/back", heads=2, key="six") == 403
    rows = HeadCount.objects.unscoped(LOOK).filter(outing=outing).order_by("number")
    assert [(row.point, row.heads, row.of, row.by) for row in rows] == [
        ("leave", 3, 3, town.people["Kay Person"]), ("arrive", 2, 3, town.people["Kay Person"]),
        ("arrive", 3, 3, town.people["Kay Person"]), ("leave_again", 2, 2, town.people["Kay Person"]),
        ("back", 2, 2, town.people["Kay Person"]),
    ]  # fmt: skip


@pytest.mark.clause("F25")
def test_what_a_device_kept_without_a_signal_is_written_once_as_it_was_and_looked_into(town: Cast) -> None:
    outing, kay = planned(town), town.viewer("Kay Person", day=DAY)
    all_say_yes(town, outing)
    with clock.fixed(at(9, 20)):
        says(town, outing, "Ava", "Mum Full", yes=False)
    with clock.fixed(at(10)):
        counting = Counting(3, "one", at(9, 31), away=True)
        first = going.leave(kay, fresh(outing), ticks(outing, "Ava", "Ben", "Cy"), 2, counting)
        assert first.at == at(9, 31) and first.written_at == at(10) and first.away
        again = going.leave(kay, fresh(outing), ticks(outing, "Ava", "Ben", "Cy"), 2, counting)
        assert again.pk == first.pk and HeadCount.objects.unscoped(LOOK).count() == 1
        assert fresh(outing).left_at == at(9, 31)
        assert owed(outing) == ["A child left"], "somebody had said no, and the device did not know"
        wrong = going.count(kay, fresh(outing), "arrive", Counting(3, "two", at(8), away=True))
        assert wrong.at == at(8)
        ahead = going.count(kay, fresh(outing), "leave_again", Counting(3, "three", at(23), away=True))
        assert ahead.at == at(10), "a clock that runs ahead is not believed"
        mo = enter(town.people["Mo Manager"])
        duty = Duty.objects.unscoped(LOOK).open().get(record=outing)
        assert sends(mo, outing, f"found/{duty.pk}", words="") == 422
        assert sends(mo, outing, f"found/{duty.pk}", words="Rang her mother. The list was an hour old.") == 302
        assert owed(outing) == []


@pytest.mark.clause("F25")
def test_separated_parents_who_differ_keep_the_child_here_and_neither_learns_of_the_other(town: Cast) -> None:
    adult(town, "Dad Full", town.children["Ava"], "father", **FULL)
    outing = planned(town, "Ava")
    dad = enter(town.people["Dad Full"])
    before = words_of(dad, f"/outings/{outing.pk}/family/").split("</head>")[1]
    says(town, outing, "Ava", "Mum Full", yes=False)
    after = words_of(dad, f"/outings/{outing.pk}/family/").split("</head>")[1]
    assert _bare(before) == _bare(after)
    says(town, outing, "Ava", "Dad Full", yes=True)
    with clock.fixed(at(9)):
        page = page_of(enter(town.people["Kay Person"]), outing)
        assert "Cannot go" in page and "Changed at" not in page, "what was said days ago is no change of today"


def test_who_may_not_know_where_the_child_is_finds_no_outing_and_own_family_is_kept_by_somebody_else(
    town: Cast,
) -> None:
    apart = {**FULL, "whereabouts": False}
    adult(town, "Dad Apart", town.children["Ava"], "father", **apart)
    outing = planned(town)
    for name in ("Dad Apart", "Dad Limited", "Ex Barred", "Gran Unknown"):
        assert enter(town.people[name]).get(f"/outings/{outing.pk}/family/").status_code == 404
    asked = Consent.objects.unscoped(LOOK).get(about=outing, adult=town.adults["Dad Apart"])
    assert "Priory Farm" not in words_of(enter(town.people["Dad Apart"]), f"/consent/{asked.pk}/")
    assert enter(town.people["Dad Apart"]).post(f"/outings/answer/{asked.pk}/yes/").status_code == 302
    with pytest.raises(Refused):
        planning.hand_on(town.viewer("Mo Manager"), outing, town.people["Staff Parent"])
    assert enter(town.people["Bo Backup"]).get(f"/outings/{outing.pk}/").status_code == 404, "who does not go along"


@pytest.mark.clause("F25")
def test_a_walk_nearby_rests_on_the_standing_yes_and_asks_nobody_anew(town: Cast) -> None:
    ava, mum = town.children["Ava"], town.viewer("Mum Full")
    (standing,) = consents.ask(HOUSE, ava, Kind.LOCAL_WALKS)
    consents.answer(mum, standing, State.GIVEN)
    walk = planned(town, "Ava", walk=True)
    assert owed(walk) == [] and not Consent.objects.unscoped(LOOK).filter(about=walk).exists()
    assert "Can go" in page_of(enter(town.people["Kay Person"]), walk)
    consents.withdraw(mum, standing)
    planning.see_to_answers(HOUSE, walk)
    with clock.fixed(at(9)), pytest.raises(Refused, match="no yes for Ava"):
        going.leave(town.viewer("Kay Person", day=DAY), fresh(walk), ticks(walk, "Ava"), 1, Counting(1, "one"))


def test_an_outing_is_called_off_or_goes_by_and_one_that_nobody_counted_back_is_owed(town: Cast) -> None:
    off, left = planned(town), planned(town)
    mo = enter(town.people["Mo Manager"])
    assert sends(mo, off, "off", because=" ") == 422
    assert sends(mo, off, "off", because="The coach broke down.") == 302
    assert owed(off) == [] and fresh(off).closed == TODAY
    mum = enter(town.people["Mum Full"])
    assert "This outing is not taking place." in words_of(mum, f"/outings/{off.pk}/family/")
    all_say_yes(town, left)
    with clock.fixed(at(9, 30)):
        kay = town.viewer("Kay Person", day=DAY)
        going.leave(kay, fresh(left), ticks(left, "Ava", "Ben", "Cy"), 2, Counting(3, "one"))
    missed = planned(town)
    with clock.fixed(DAY + dt.timedelta(days=1)):
        planning.see_to_outings(HOUSE)
        planning.see_to_outings(HOUSE)
        assert owed(left) == ["Nobody has counted"] and owed(missed) == [] and fresh(missed).off_because
        kay = town.viewer("Kay Person", day=DAY + dt.timedelta(days=1))
        going.count(kay, fresh(left), "back", Counting(3, "late", at(12), away=True))
        assert owed(left) == [] and fresh(left).closed is not None


def _bare(page: str) -> str:
    """A page without the token of its forms, which differs each time."""
    return "".join(part for part in page.split("csrfmiddlewaretoken")[0:1])
