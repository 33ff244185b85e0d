"""A new version with one number changed: the old one stays as it was, and what cannot be adopted changes nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence

import pytest
from django.apps import apps
from django.test import Client

from hometime.adoption.actions import adopt
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from hometime.people.models import Setting
from hometime.people.roles import Role
from hometime.policies.models import AdoptedClause, Adoption, Frozen, FrozenRows, in_force
from hometime.policies.reading import read_bytes
from hometime.policies.settling import Settled, Unsettled, ladders_of, proposals, settled
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from tests.cast import HOUSE, TODAY
from tests.stories import village as villages
from tests.stories.village import ADOPTED, BLUEBELL, Village, done, enter, everything_owed, owed, words_of

SHORTER = villages.document(BLUEBELL).replace(b"within 28 days, makes time", b"within 21 days, makes time")
LATER = TODAY + dt.timedelta(days=21)  # the day on which the new version is adopted


@pytest.fixture
def adopted(village: Village) -> Village:
    """The first version, adopted for both settings of its provider."""
    village.adopt(BLUEBELL)
    return village


def ladder(adoptions: Sequence[Adoption]) -> list[int]:
    """The days that the text promises at the steps for parents, in their order."""
    steps = [
        step
        for a in adoptions
        for each in a.terms["ladders"]
        for step in each["steps"]
        if each["audience"] == "parents"
    ]
    return [limit["value"] for step in steps for limit in step["limits"] if limit["basis"] == "policy"]


@pytest.mark.clause("P1")
def test_the_version_in_force_follows_the_day_and_the_old_one_stays_as_it_was(adopted: Village) -> None:
    setting = adopted.settings["otter-bridge"]
    before = {a.pk: (a.terms, a.adopted_on, a.sequence) for a in Adoption.objects.all()}
    with clock.fixed(LATER):
        adopted.adopt(BLUEBELL, on=LATER, content=SHORTER)
        assert "within 21 days" in words_of(Client(), "/board/otter-bridge/")
    with clock.fixed(LATER - dt.timedelta(days=1)):
        board = words_of(Client(), "/board/otter-bridge/")
        assert "within 21 days" not in board and "within 28 days" in board
    assert ladder(in_force(setting, LATER)) == [21, 14]
    assert ladder(in_force(setting, LATER - dt.timedelta(days=1))) == [28, 14]
    assert ladder(in_force(setting, ADOPTED)) == [28, 14]
    assert in_force(setting, ADOPTED - dt.timedelta(days=1)) == []
    after = {a.pk: (a.terms, a.adopted_on, a.sequence) for a in Adoption.objects.filter(pk__in=before)}
    assert after == before


def test_what_was_adopted_cannot_be_rewritten_or_taken_away(adopted: Village) -> None:
    adoption = Adoption.objects.filter(number="10.2").first()
    clause = AdoptedClause.objects.filter(adoption=adoption).first()
    assert adoption is not None and clause is not None
    adoption.terms, clause.text = {}, "Something else."
    attempts: list[Callable[[], object]] = [
        adoption.save, clause.save, adoption.delete, clause.delete,
        lambda: Adoption.objects.filter(pk=adoption.pk).update(terms={}),
        lambda: AdoptedClause.objects.filter(pk=clause.pk).update(text=""),
        Adoption.objects.all().delete,
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(Frozen):
            attempt()


def test_only_the_clause_whose_number_changed_is_worded_anew(adopted: Village) -> None:
    with clock.fixed(LATER):
        adopted.adopt(BLUEBELL, on=LATER, content=SHORTER)
    old, new = (
        dict(
            AdoptedClause.objects.filter(
                adoption__setting=adopted.settings["hilltop"], adoption__sequence=n
            ).values_list("key", "text")
        )
        for n in (1, 2)
    )
    assert old.keys() == new.keys()
    changed = [key for key in old if old[key] != new[key]]
    assert len(changed) == 1 and "28 days" in old[changed[0]] and "21 days" in new[changed[0]]


@pytest.mark.clause("O6")
def test_what_is_running_keeps_its_day_under_the_new_version(adopted: Village) -> None:
    setting, manager = adopted.settings["hilltop"], adopted.people["hilltop manager"]
    with clock.fixed(owed(setting, "O6").due or TODAY):
        assert done(enter(manager), owed(setting, "O6"), evidence="It hangs beside the door.") == 302
    rhythms = ("O6", "F3", "P17", "S3", "P16")
    before = {clause: owed(setting, clause).due for clause in rhythms}
    with clock.fixed(LATER):
        adopted.adopt(BLUEBELL, on=LATER, content=SHORTER)
        late = {clause for clause, due in before.items() if due is not None and due < LATER}
    assert late == {"F3", "P17"}, "a new version makes nothing late look on time"
    assert {clause: owed(setting, clause).due for clause in rhythms} == before
    assert {owed(setting, clause).record.under.sequence for clause in rhythms} == {2}  # type: ignore[union-attr]


def test_a_telephone_call_or_a_letter_once_owed_stays_under_the_version_it_was_owed_under(adopted: Village) -> None:
    setting = adopted.settings["hilltop"]
    first = owed(setting, "C2")
    with clock.fixed(LATER):
        adopted.adopt(BLUEBELL, on=LATER, content=SHORTER)
    told = Duty.objects.unscoped("a story looks at what is owed").filter(setting=setting, clause="C2").order_by("due")
    assert [(duty.due, duty.record.under.sequence) for duty in told] == [  # type: ignore[union-attr]
        (first.due, 1),
        (LATER + dt.timedelta(days=14), 2),
    ]


def test_a_record_runs_to_its_end_under_the_version_it_began_under(adopted: Village) -> None:
    setting = adopted.settings["hilltop"]
    began_under = next(a for a in in_force(setting, TODAY) if a.number == "10.2")
    record = open_record(HOUSE, setting, "complaint", "About lunch", Audience.STAFF, under=began_under)
    with clock.fixed(LATER):
        adopted.adopt(BLUEBELL, on=LATER, content=SHORTER)
    record.refresh_from_db(from_queryset=type(record).objects.unscoped("a story looks at a record"))
    assert record.under is not None and ladder([record.under]) == [28, 14]


def everything() -> dict[str, int]:
    """How many rows every table of the house holds."""
    return {
        model._meta.label: model._base_manager.unscoped("a story counts").count()
        if hasattr(model._base_manager, "unscoped")
        else model._base_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("hometime.")
    }


@dataclasses.dataclass(frozen=True)
class Bad:
    """Something that cannot be adopted: what is wrong, and the words in which it is refused."""

    words: str
    slugs: tuple[str, ...] = ("otter-bridge", "hilltop")
    content: bytes = SHORTER
    name: str = BLUEBELL
    on: dt.date = TODAY
    complete: bool = True


WELSH = b"""Mae'r feithrinfa yn gweithio gyda rhieni a gofalwyr i gefnogi pob plentyn. Bydd y staff yn gwrando ar rieni ac
yn ateb pob cwyn. Os nad ydych yn fodlon ar yr ateb, gallwch ysgrifennu at y rheolwr. Mae'r rheolwr yn cadw cofnod o bob
cwyn a bydd y plant a'u rhieni yn cael eu trin yn deg gan y staff.
"""
FOOD = b"""# Food hygiene
- Hands are washed for 20 seconds before cooking.
- Food is thrown away after 2 days in the fridge.
"""
BAD = {
    "a day in the future": Bad("must be today or earlier", on=TODAY + dt.timedelta(days=1)),
    "a day before the version in force": Bad("cannot be older", on=ADOPTED - dt.timedelta(days=1)),
    "a setting of somebody else among ours": Bad("does not belong to", slugs=("otter-bridge", "ash-and-alder")),
    "a setting without an owner after one with": Bad("has no owner", slugs=("otter-bridge", "orphan")),
    "a document that was not read to its end": Bad("could not be read to its end", complete=False),
    "a file that is cut short": Bad("could not be read to its end", content=b"%PDF-1.7 cut", name="policy.pdf"),
    "an empty file": Bad("could not be read to its end", content=b"", name="policy.pdf"),
    "a document without a single clause": Bad("no promise", content=b"# Complaints\n", name="title.md"),
    "a policy in another language": Bad("written in Welsh.*Nothing was adopted", content=WELSH, name="polisi.txt"),
    "a policy on another subject": Bad("Is it the right one.*Nothing was adopted", content=FOOD, name="food.md"),
    "a spreadsheet": Bad("Is it the right one.*Nothing was adopted", content=b"name,age\nSam,3\n", name="list.csv"),
    "no setting at all": Bad("Choose at least one setting", slugs=()),
}


def orphan(village: Village) -> Setting:
    """A third setting of the provider, whose owners are now appointed place by place, and for this one nobody is."""
    owner = village.people["bluebell owner"]
    with clock.fixed(ADOPTED):
        people.let_go(HOUSE, owner, ADOPTED, village.bluebell)
    heir = village.people["bluebell owner"] = people.add_person(HOUSE, "Hei Ress")
    for slug in ("otter-bridge", "hilltop"):
        people.appoint(HOUSE, heir, Role.OWNER, village.settings[slug], ADOPTED)
    return people.open_setting(HOUSE, village.bluebell, "Orphan", "orphan")


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_cannot_be_adopted_is_refused_whole(adopted: Village, bad: Bad) -> None:
    settings = {**adopted.settings, "orphan": orphan(adopted)} if "orphan" in bad.slugs else adopted.settings
    reading = read_bytes(bad.content, bad.name)
    if not bad.complete:
        reading = dataclasses.replace(reading, source=dataclasses.replace(reading.source, complete=False))
    confirmed = settled(reading, proposals(reading))
    viewer = adopted.owner_of(adopted.bluebell)
    before, owed_before = everything(), everything_owed(adopted.settings["otter-bridge"])
    with pytest.raises(Refused, match=bad.words) as refused:
        adopt(viewer, adopted.bluebell, [settings[slug] for slug in bad.slugs], confirmed, bad.content, bad.on)
    assert str(refused.value).endswith(".")
    assert everything() == before
    assert everything_owed(adopted.settings["otter-bridge"]) == owed_before


TWO_LADDERS = b"""# Complaints procedure
Stage 1: Speak to the key person about your complaint.

Stage 2: Write to the manager, who answers within 10 days.

Stage 1: Speak to the room leader about your complaint.

Stage 2: Write to the owner, who answers within 28 days.
"""
TWO_ANSWERS = b"""# Complaints

- Write to the manager about your complaint. The manager replies within 9 days of receiving the complaint.
- The manager replies to every complaint within 20 days of receiving it.
"""


@pytest.mark.parametrize(
    ("content", "code", "ask"),
    [(TWO_LADDERS, "two_ladders", "more than one ladder"), (TWO_ANSWERS, "contradictory_limits", "Which holds")],
    ids=["two ladders", "two answers to one question"],
)
def test_what_contradicts_itself_is_adopted_only_once_an_answer_settles_it(
    village: Village, content: bytes, code: str, ask: str
) -> None:
    reading = read_bytes(content, "complaints.md")
    ours = proposals(reading)
    with pytest.raises(Unsettled, match=ask):
        settled(reading, {key: value for key, value in ours.items() if not key.startswith(code)})
    owner, setting = village.owner_of(village.bluebell), village.settings["hilltop"]
    before = everything()
    with pytest.raises(Refused, match=r"no answer yet.*Nothing was adopted"):
        adopt(owner, village.bluebell, [setting], Settled(reading), content, TODAY)
    assert everything() == before
    (made,) = adopt(owner, village.bluebell, [setting], settled(reading, ours), content, TODAY)
    (kept,) = ladders_of(made.terms)
    acts = [(step.order, limit.action, limit.runs_from) for step in kept.steps for limit in step.limits]
    assert acts and len(acts) == len(set(acts))


def test_whoever_comes_second_is_told_so_and_nothing_of_theirs_is_kept(
    adopted: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment between looking for the version before and writing ours, as the database meets it: 10 is written
    already when 10.1 turns out to be taken."""
    look = FrozenRows.first
    monkeypatch.setattr(FrozenRows, "first", lambda rows: None if looks_for(rows, "10.1") else look(rows))
    before = everything()
    with pytest.raises(Refused, match="a moment ago"):
        adopted.adopt(BLUEBELL, on=TODAY, content=SHORTER)
    assert everything() == before


def looks_for(rows: FrozenRows, number: str) -> bool:
    """Whether rows are the adoptions of one part."""
    wanted = [leaf.rhs for leaf in rows.query.where.children if getattr(leaf.lhs.target, "name", "") == "number"]  # type: ignore[union-attr]
    return rows.model is Adoption and wanted == [number]
