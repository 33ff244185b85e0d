"""Duties: owed, kept, lifted, come round again; they follow a post while it is handed over; none is left to nobody."""

from __future__ import annotations

import datetime as dt

import pytest

from hometime.access.viewer import Viewer, hats_of, viewer_for
from hometime.duties import actions as duties
from hometime.duties.actions import Task
from hometime.duties.models import Duty, Kind, Rhythm, left_undone
from hometime.duties.standing import Every
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from hometime.people.models import Post
from hometime.people.roles import Hat, Role
from hometime.records import actions as records
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MONTHLY = Every(months=1)


def task(role: Role = Role.MANAGER, kind: Kind = Kind.EVENT) -> Task:
    return Task("F1", "Write it down", "Done", role, kind)


def record(cast: Cast, audience: Audience = Audience.SETTING, child: str = "") -> Record:
    about = cast.children[child] if child else None
    return records.open_record(HOUSE, cast.setting, "note", "A note", audience, child=about)


def owed(viewer: Viewer) -> set[str]:
    return set(Duty.objects.visible_to(viewer).open().owed_by(viewer).values_list("pk", flat=True))


def post(cast: Cast, name: str, role: Role) -> Post:
    return Post.objects.get(person=cast.people[name], role=role)


def as_viewer(cast: Cast, name: str, day: dt.date) -> Viewer | None:
    """Somebody on the staff of the setting on a day; None where they act in no post there."""
    return viewer_for(cast.people[name], f"staff:{cast.setting.pk}", day)


def the_owner(cast: Cast, day: dt.date = TODAY) -> Viewer:
    return cast.viewer("Ola Owner", day=day)


def test_a_duty_is_kept_once(cast: Cast) -> None:
    manager = cast.viewer("Mo Manager")
    duty = duties.owe(HOUSE, record(cast), task(), due=TODAY)
    stale = Duty.objects.unscoped("test").get(pk=duty.pk)
    duties.keep(manager, duty, "Seen to.")
    for again in (duty, stale):
        with pytest.raises(Refused):
            duties.keep(manager, again, "Again.")
        with pytest.raises(Refused):
            duties.lift(manager, again, "No need.")
    kept = Duty.objects.unscoped("test").get(pk=duty.pk)
    assert (kept.evidence, kept.kept_by_id, kept.lifted_because) == ("Seen to.", manager.person_id, "")


def test_an_attestation_needs_a_line_and_nothing_is_kept_tomorrow(cast: Cast) -> None:
    manager = cast.viewer("Mo Manager")
    duty = duties.owe(HOUSE, record(cast), task(kind=Kind.ATTESTATION), due=TODAY)
    with pytest.raises(Refused):
        duties.keep(manager, duty, "  ")
    with pytest.raises(Refused):
        duties.keep(manager, duty, "I looked.", on=TODAY + DAY)
    with pytest.raises(Refused):
        duties.lift(manager, duty, " ")
    duties.keep(manager, duty, "I looked.", on=TODAY - DAY)


def test_what_comes_round_again_is_owed_anew_when_kept_and_when_let_off(cast: Cast) -> None:
    manager = cast.viewer("Mo Manager")
    rhythm = duties.start_rhythm(HOUSE, record(cast), task(kind=Kind.RHYTHM), MONTHLY, TODAY)

    def now_owed() -> Duty:
        return Duty.objects.unscoped("test").open().get(rhythm=rhythm)

    with clock.fixed(TODAY + 3 * DAY):
        duties.keep(manager, now_owed(), "Done.")
    assert now_owed().due == dt.date(2026, 4, 12)
    duties.lift(manager, now_owed(), "Closed in April.")
    assert now_owed().due == dt.date(2026, 5, 12)
    assert duties.catch_up(HOUSE) == 0
    duties.stop_rhythm(manager, rhythm, "A new version.")
    assert not Duty.objects.unscoped("test").open().filter(rhythm=rhythm).exists()
    assert duties.catch_up(HOUSE) == 0


def test_catching_up_owes_what_is_missing_once(cast: Cast) -> None:
    rhythm = duties.start_rhythm(HOUSE, record(cast), task(kind=Kind.RHYTHM), MONTHLY, TODAY)
    with clock.fixed(TODAY):
        duties.keep(cast.viewer("Mo Manager"), Duty.objects.unscoped("test").open().get(rhythm=rhythm), "Done.")
    lose_open_duties(HOUSE, rhythm)
    assert duties.catch_up(HOUSE) == 1
    assert duties.catch_up(HOUSE) == 0
    assert Duty.objects.unscoped("test").open().get(rhythm=rhythm).due == dt.date(2026, 4, 9)


def lose_open_duties(actor: object, rhythm: Rhythm) -> None:
    """The fault that catching up mends: what is owed went missing."""
    from hometime.audit.actions import action, note

    @action
    def lose(actor: object) -> None:
        Duty.objects.unscoped("test").open().filter(rhythm=rhythm).delete()
        note("duty.lost", rhythm, chain=rhythm.record.setting_id)

    lose(actor)


def test_a_duty_follows_its_post_for_exactly_the_days_it_is_handed_over(cast: Cast) -> None:
    duty = duties.owe(HOUSE, record(cast), task(Role.MANAGER), due=TODAY)
    mine = duties.owe(HOUSE, record(cast), task(Role.MANAGER), due=TODAY, person=cast.people["Mo Manager"])
    people.hand_over(HOUSE, post(cast, "Mo Manager", Role.MANAGER), cast.people["Kay Person"], TODAY, TODAY + 4 * DAY)
    for away in range(-2, 8):
        day, covered = TODAY + away * DAY, 0 <= away <= 4
        kay, manager = as_viewer(cast, "Kay Person", day), as_viewer(cast, "Mo Manager", day)
        assert kay is not None
        assert ({duty.pk, mine.pk} <= owed(kay)) is covered
        assert (manager is None) is covered
        if manager is not None:
            assert {duty.pk, mine.pk} <= owed(manager)


def test_whoever_covers_is_weighed_anew_by_each_record(cast: Cast) -> None:
    """The one who covers is whom the case concerns: they see nothing of it, and the owner hears of work left."""
    case = records.open_record(HOUSE, cast.setting, "complaint", "A case", Audience.NAMED, child=cast.children["Ava"])
    records.name_party(HOUSE, case, cast.people["Mo Manager"], Party.Part.HANDLER, role=Role.MANAGER)
    records.name_party(HOUSE, case, cast.people["Kay Person"], Party.Part.CONCERNS)
    duty = duties.owe(HOUSE, case, task(Role.MANAGER), due=TODAY)
    held = post(cast, "Mo Manager", Role.MANAGER)
    people.hand_over(HOUSE, held, cast.people["Kay Person"], TODAY + DAY, TODAY + 2 * DAY)
    people.hand_over(HOUSE, held, cast.people["Dee Deputy"], TODAY + 3 * DAY, TODAY + 4 * DAY)
    for away, who in ((0, "Mo Manager"), (1, None), (2, None), (3, "Dee Deputy"), (4, "Dee Deputy"), (5, "Mo Manager")):
        day = TODAY + away * DAY
        for name in ("Mo Manager", "Kay Person", "Dee Deputy"):
            viewer = as_viewer(cast, name, day)
            sees = viewer is not None and Record.objects.visible_to(viewer).filter(pk=case.pk).exists()
            assert sees is (name == who), (name, day)
            assert (viewer is not None and duty.pk in owed(viewer)) is (name == who)
        assert left_undone(the_owner(cast, day)).filter(pk=duty.pk).exists() is (who is None)


def test_key_children_follow_the_cover_of_their_key_person(cast: Cast) -> None:
    duty = duties.owe(HOUSE, record(cast, Audience.FAMILY, "Cy"), task(Role.KEY_PERSON), due=TODAY)
    people.hand_over(HOUSE, post(cast, "Kay Person", Role.KEY_PERSON), cast.people["Vi Volunteer"], TODAY, TODAY)
    for day, who in ((TODAY - DAY, "Kay Person"), (TODAY, "Vi Volunteer"), (TODAY + DAY, "Kay Person")):
        for name in ("Kay Person", "Vi Volunteer"):
            viewer = as_viewer(cast, name, day)
            assert (viewer is not None and duty.pk in owed(viewer)) is (name == who), (name, day)


def test_whoever_is_away_in_every_post_has_no_hat(cast: Cast) -> None:
    people.hand_over(HOUSE, post(cast, "Mo Manager", Role.MANAGER), cast.people["Dee Deputy"], TODAY, TODAY)
    assert hats_of(cast.people["Mo Manager"], TODAY) == []
    assert [choice.hat for choice in hats_of(cast.people["Mo Manager"], TODAY + DAY)] == [Hat.STAFF]


def undone(cast: Cast) -> set[str]:
    return {duty.pk for duty in left_undone(the_owner(cast))}


def test_work_that_nobody_can_do_goes_to_the_owner(cast: Cast) -> None:
    setting, family = record(cast), record(cast, Audience.FAMILY, "Ava")
    everything = {role: duties.owe(HOUSE, setting, task(role)) for role in (Role.MANAGER, Role.DEPUTY_DSL, Role.SENCO)}
    keyed = duties.owe(HOUSE, family, task(Role.KEY_PERSON))
    gone = duties.owe(HOUSE, family, task(Role.KEY_PERSON), person=cast.people["Kay Person"])
    assert undone(cast) == {everything[Role.DEPUTY_DSL].pk}  # nobody holds that post
    people.let_go(HOUSE, cast.people["Mo Manager"], TODAY - DAY, cast.provider)
    people.let_go(HOUSE, cast.people["Kay Person"], TODAY - DAY, cast.provider)
    assert undone(cast) == {everything[Role.DEPUTY_DSL].pk, everything[Role.MANAGER].pk, gone.pk}
    people.let_go(HOUSE, cast.people["Bo Backup"], TODAY - DAY, cast.provider)
    assert keyed.pk in undone(cast)  # key person and back-up have left, though the child is still allocated to them
    for name in ("Mo Manager", "Dee Deputy", "Mum Full", "Sib Manager"):
        hats = hats_of(cast.people[name], TODAY)
        assert not any(left_undone(cast.viewer(name, choice.hat)).exists() for choice in hats)
    far = people.add_person(HOUSE, "Far Owner")
    people.appoint(HOUSE, far, Role.OWNER, cast.stranger.provider, LONG_AGO)
    cast.people["Far Owner"] = far
    assert not left_undone(cast.viewer("Far Owner")).exists()


def test_a_manager_cannot_do_what_is_owed_to_their_own_family(cast: Cast) -> None:
    people.let_go(HOUSE, cast.people["Mo Manager"], TODAY - DAY, cast.provider)
    people.appoint(HOUSE, cast.people["Staff Parent"], Role.MANAGER, cast.setting, LONG_AGO)
    theirs = duties.owe(HOUSE, record(cast, Audience.FAMILY, "Cy"), task(Role.MANAGER))
    others = duties.owe(HOUSE, record(cast, Audience.FAMILY, "Ava"), task(Role.MANAGER))
    assert theirs.pk in undone(cast) and others.pk not in undone(cast)


def test_an_owner_hears_nothing_of_work_left_on_what_concerns_them_or_their_family(cast: Cast) -> None:
    case = records.open_record(HOUSE, cast.setting, "complaint", "A case", Audience.NAMED, child=cast.children["Ben"])
    records.name_party(HOUSE, case, cast.people["Lin Manager"], Party.Part.CONCERNS, hat=Hat.OWNER)
    duties.owe(HOUSE, case, task(Role.LINE_MANAGER))
    assert left_undone(cast.viewer("Ola Owner")).exists()
    assert not left_undone(cast.viewer("Lin Manager")).exists()
    assert not left_undone(cast.viewer("Tru Parent", Hat.OWNER)).exists()
