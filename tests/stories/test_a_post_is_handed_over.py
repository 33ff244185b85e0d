"""The manager goes away for a week: what she owes goes to her deputy, and comes back by itself."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from hometime.adoption.actions import adopt
from hometime.duties.actions import Task, owe
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people.models import Cover
from hometime.people.roles import Role
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Party
from tests.cast import HOUSE, TODAY, Cast, as_proposed
from tests.stories.village import ADOPTED, BLUEBELL, cards, day, document, done, enter, owed, words_of

FIRST, LAST = TODAY + dt.timedelta(days=1), TODAY + dt.timedelta(days=5)
AFTER = LAST + dt.timedelta(days=1)
LISTEN = Task("C10", "Listen to both sides about the car park", "I listened", Role.MANAGER)


@pytest.fixture
def handed_over(practice: None, cast: Cast) -> Cast:
    """A policy is adopted, and the manager has handed her post to the deputy through the page."""
    content = document(BLUEBELL)
    adopt(HOUSE, cast.provider, [cast.setting], as_proposed(content, BLUEBELL), content, ADOPTED)
    post = cast.people["Mo Manager"].posts.get(role=Role.MANAGER)
    sent = {"by": cast.people["Dee Deputy"].pk, **day("starts", FIRST), **day("ends", LAST)}
    answer = enter(cast.people["Mo Manager"]).post(f"/posts/{post.pk}/cover/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/posts/")
    assert Cover.objects.get().starts == FIRST
    return cast


def finds(client: Client, duty: Duty) -> bool:
    """Whether a duty stands on somebody's Today."""
    return f"/duty/{duty.pk}/" in words_of(client, "/today/")


@pytest.mark.clause("P17")
def test_todays_list_follows_the_post_and_falls_back_after_the_last_day(handed_over: Cast) -> None:
    mo, dee = handed_over.people["Mo Manager"], handed_over.people["Dee Deputy"]
    duty = owed(handed_over.setting, "P17")
    assert finds(enter(mo), duty) and not finds(enter(dee), duty)
    for while_away in (FIRST, LAST):
        with clock.fixed(while_away):
            assert finds(enter(dee), duty)
    with clock.fixed(LAST):
        assert done(enter(dee), duty, evidence="Rang them all.", cards=cards(handed_over.setting)) == 302
    kept = Duty.objects.unscoped("a story looks at who kept it").get(pk=duty.pk)
    assert (kept.kept_by, kept.kept_on) == (dee, LAST)
    following = owed(handed_over.setting, "P17")
    with clock.fixed(AFTER):
        assert finds(enter(mo), following) and not finds(enter(dee), following)
        assert done(enter(dee), following, evidence="Again.") == 403


def test_whoever_is_away_is_not_let_in_meanwhile_and_is_again_afterwards(handed_over: Cast) -> None:
    mo = handed_over.people["Mo Manager"]
    client = enter(mo)
    with clock.fixed(FIRST):
        assert client.get("/today/")["Location"].startswith("/sign-in/")
    with clock.fixed(AFTER):
        assert finds(enter(mo), owed(handed_over.setting, "C2"))


def test_what_concerns_the_deputy_passes_them_by_and_reaches_the_owner_without_a_word_of_it(handed_over: Cast) -> None:
    cast = handed_over
    mo, dee, owner = cast.people["Mo Manager"], cast.people["Dee Deputy"], cast.people["Ola Owner"]
    record = open_record(HOUSE, cast.setting, "complaint", "Dee in the car park", Audience.STAFF)
    duty = owe(HOUSE, record, LISTEN, due=LAST)
    name_party(HOUSE, record, dee, Party.Part.CONCERNS)
    words = ("car park", "both sides", record.title, duty.pk)
    assert finds(enter(mo), duty)
    assert "C10" not in words_of(enter(owner), "/today/"), "while the manager is here, nothing is left undone"
    with clock.fixed(FIRST):
        covering = enter(dee)
        assert finds(covering, owed(cast.setting, "C2")), "the rest of the post is theirs"
        assert not [word for word in words if word in words_of(covering, "/today/")]
        assert covering.get(f"/duty/{duty.pk}/").status_code == 404
        assert done(covering, duty, evidence="I was right.") == 404
        front = words_of(enter(owner), "/today/")
        assert "Nobody is there to do this" in front and "C10" in front and "Riverside" in front
        assert not [word for word in words if word in front]
        assert enter(owner).get(f"/duty/{duty.pk}/").status_code == 404
    with clock.fixed(AFTER):
        assert finds(enter(mo), duty)
        assert "C10" not in words_of(enter(owner), "/today/")
        assert enter(dee).get(f"/duty/{duty.pk}/").status_code == 404
