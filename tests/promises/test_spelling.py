"""A question that is kept in its words asks the same as one that is spelled anew, for whoever asks, and keeps no rows."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import threading
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from hometime.access.viewer import Viewer
from hometime.duties import actions as duties
from hometime.duties.actions import Task
from hometime.duties.models import Duty, DutyRows
from hometime.families import actions as families
from hometime.families.models import Child
from hometime.kernel.guard import Scoped, Unscoped
from hometime.kernel.spelling import BLANK, Whether, asked_again, asked_among, asked_for
from hometime.people.models import Person
from hometime.people.roles import Role
from hometime.records import actions as records
from hometime.records.audiences import Audience
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast
from tests.promises.test_guard import RUNS

pytestmark = pytest.mark.django_db
WHO = ("Mo Manager", "Kay Person", "Roo Room", "Mum Full", "Dad Limited", "Ex Barred", "Tru Parent", "Ola Owner")


def owe(cast: Cast, child: str, audience: Audience = Audience.FAMILY) -> Duty:
    record = records.open_record(HOUSE, cast.setting, "note", f"About {child}", audience, child=cast.children[child])
    return duties.owe(HOUSE, record, Task("F1", "Write", "Done", Role.KEY_PERSON), due=TODAY)


@asked_again
def listed(viewer: Viewer) -> DutyRows:
    return Duty.objects.visible_to(viewer).select_related("record__child").order_by("pk")[:3]


@asked_again
def counted(viewer: Viewer) -> QuerySet[Any, Any]:
    rows = Duty.objects.visible_to(viewer).order_by().values(one=Value(1)).annotate(n=Count("pk"))
    return rows.values("n")


def plainly(viewer: Viewer) -> list[str]:
    """What a viewer sees, by the condition written anew."""
    rows = Duty.objects.all()
    condition = rows.seen_by(viewer)
    return sorted(rows.unscoped("test").filter(condition).values_list("pk", flat=True))


def test_kept_words_give_each_viewer_their_own_rows_time_and_again(cast: Cast) -> None:
    for child, audience in (("Ava", Audience.FAMILY), ("Ben", Audience.FAMILY), ("Ava", Audience.ROOM)):
        owe(cast, child, audience)
    viewers = [cast.viewer(name) for name in WHO]
    answers = set()
    for _ in range(2):
        for viewer in viewers:
            seen = plainly(viewer)
            answers.add(tuple(seen))
            assert [duty.pk for duty in listed(viewer)] == seen[:3]
            assert sum(each["n"] for each in counted(viewer)) == len(seen)
            assert sorted(Duty.objects.visible_to(viewer).values_list("pk", flat=True)) == seen
    assert len(answers) > 3, "the viewers see the same, so nothing was proved"


def test_what_changes_is_seen_at_the_next_question(cast: Cast) -> None:
    viewer = cast.viewer("Kay Person")
    assert not list(listed(viewer)) and list(counted(viewer)) == [{"n": 0}]
    first = owe(cast, "Ava")
    assert [duty.pk for duty in listed(viewer)] == [first.pk]
    families.allocate(HOUSE, cast.children["Ava"], cast.people["Bo Backup"], TODAY)
    assert not list(listed(viewer)), "the words are the same, and the key person is another"


def test_a_viewer_with_another_post_place_or_day_is_another_viewer(cast: Cast) -> None:
    owe(cast, "Ava")
    key = cast.viewer("Kay Person")
    assert listed(key)
    other = dataclasses.replace(key, key_person_ids=frozenset())
    early = dataclasses.replace(key, today=LONG_AGO - dt.timedelta(days=1))
    far = dataclasses.replace(key, setting_id=cast.sibling.pk)
    assert [list(listed(viewer)) for viewer in (other, early, far)] == [[], [], []]


def test_a_narrowed_copy_is_spelled_anew_and_the_kept_one_stays(cast: Cast) -> None:
    first, second = sorted((owe(cast, "Ava"), owe(cast, "Ben")), key=lambda duty: duty.pk)
    viewer = cast.viewer("Mo Manager")
    rows = Duty.objects.visible_to(viewer)
    assert len(listed(viewer)) == 2
    assert [duty.pk for duty in rows.filter(pk=first.pk)] == [first.pk]
    assert [duty.pk for duty in rows.exclude(pk=first.pk)] == [second.pk]
    assert rows.count() == 2 and rows.exists() and rows.filter(pk=second.pk).count() == 1
    assert list(listed(viewer).values_list("pk", flat=True)) == [first.pk, second.pk]
    assert copy.deepcopy(listed(viewer)).count() == 2
    assert len(listed(viewer)) == 2


def test_a_condition_that_comes_to_stand_elsewhere_forgets_its_words(cast: Cast) -> None:
    """In a subquery, an OR of two questions and a join the same condition has other names in it."""
    owe(cast, "Ava")
    viewer = cast.viewer("Kay Person")
    rows = Duty.objects.visible_to(viewer)
    assert rows.count() == 1
    children = Child.objects.visible_to(viewer)
    assert {child.name for child in children} == {"Ava Child", "Cy Child"}
    inside = children.filter(Whether(rows.filter(record__child=OuterRef("pk"))))
    assert [child.name for child in inside] == ["Ava Child"]
    assert {child.name for child in children.filter(pk__in=rows.values("record__child"))} == {"Ava Child"}
    assert (rows | rows.filter(due__lt=TODAY)).count() == 1
    assert (rows & rows.filter(due__lt=TODAY)).count() == 0
    assert rows.filter(~Q(pk__in=rows)).count() == 0


def test_words_are_spelled_once_and_the_database_is_asked_each_time(cast: Cast) -> None:
    viewer = cast.viewer("Mo Manager")
    list(listed(viewer))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        list(listed(viewer)), list(listed(viewer))
    assert len(asked) == 2 and asked[0]["sql"] == asked[1]["sql"]


def test_two_threads_that_ask_first_at_once_both_get_their_rows(cast: Cast) -> None:
    viewer, words = cast.viewer("Dee Deputy"), set()

    def spell() -> None:
        words.add(str(listed(viewer).query))

    threads = [threading.Thread(target=spell) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(words) == 1


@pytest.mark.parametrize("way", sorted(RUNS))
def test_keeping_words_opens_no_table_that_nobody_scoped(way: str, cast: Cast) -> None:
    @asked_again
    def unscoped(day: dt.date) -> Scoped[Child]:
        return Child.objects.filter(born__lte=day)

    with pytest.raises(Unscoped):
        RUNS[way](unscoped(TODAY))


@asked_for
def one(token: str, viewer: Viewer) -> DutyRows:
    return Duty.objects.visible_to(viewer).select_related("record").filter(pk=token)


def test_a_question_for_one_value_finds_for_each_viewer_what_they_may_see(cast: Cast) -> None:
    owed = [owe(cast, child) for child in ("Ava", "Ben")]
    found = {who: {duty.pk for each in owed for duty in one(each.pk, cast.viewer(who))} for who in WHO}
    assert found == {who: set(plainly(cast.viewer(who))) & {duty.pk for duty in owed} for who in WHO}
    assert len({frozenset(keys) for keys in found.values()}) > 2, "the viewers see the same, so nothing was proved"
    assert not list(one("nowhere", cast.viewer("Mo Manager"))) and not list(one(BLANK, cast.viewer("Mo Manager")))


@pytest.mark.parametrize("way", ["count", "exists", "first", "filter", "values_list"])
def test_rows_of_a_question_for_one_value_are_taken_as_they_are(way: str, cast: Cast) -> None:
    with pytest.raises(TypeError):
        getattr(one(owe(cast, "Ava").pk, cast.viewer("Mo Manager")), way)()


def test_a_question_for_one_value_that_forgets_to_ask_for_it_is_refused(cast: Cast) -> None:
    @asked_for
    def careless(token: str, viewer: Viewer) -> DutyRows:
        return Duty.objects.visible_to(viewer)

    with pytest.raises(LookupError):
        list(careless(owe(cast, "Ava").pk, cast.viewer("Mo Manager")))


def test_a_question_for_one_value_opens_no_table_that_nobody_scoped(cast: Cast) -> None:
    @asked_for
    def unscoped(token: str) -> Scoped[Child]:
        return Child.objects.filter(pk=token)

    with pytest.raises(Unscoped):
        list(unscoped(cast.children["Ava"].pk))


def test_a_question_for_several_values_asks_for_each_of_them_and_for_no_other(cast: Cast) -> None:
    @asked_among
    def called(tokens: Sequence[str]) -> Any:
        return Person.objects.filter(pk__in=tokens).order_by("pk").values_list("pk", flat=True)

    people = sorted(person.pk for person in cast.people.values())
    for some in (people[:1], people[:2], people[1:], [], people[:1] * 70):
        assert list(called(some)) == sorted(set(some))
    with pytest.raises(ValueError, match="room for"):
        called([f"nobody {number}" for number in range(300)])
