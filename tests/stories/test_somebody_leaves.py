"""Somebody leaves: they can sign in up to the end of their last day, and not a request longer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from hometime.access.leaving import end_credentials_of_leavers
from hometime.kernel import clock
from tests.cast import HOUSE, TODAY, Cast
from tests.stories.village import PASSWORD, day, enter

LAST_DAY = TODAY + dt.timedelta(days=2)
DAY_AFTER = LAST_DAY + dt.timedelta(days=1)

pytestmark = pytest.mark.usefixtures("practice")


def let_go(cast: Cast, name: str, last_day: dt.date, **more: str) -> None:
    """The manager gives somebody a last day, on the page."""
    manager = enter(cast.people["Mo Manager"])
    address = f"/posts/{cast.people[name].pk}/leaving/"
    assert manager.post(address, {**day("last_day", last_day), **more}).status_code == 302


def is_out(client: Client) -> bool:
    """Whether the next request is sent to signing in."""
    answer = client.get("/today/")
    return answer.status_code == 302 and answer["Location"].startswith("/sign-in/")


def test_a_session_lasts_to_the_end_of_the_last_day_and_dies_on_the_request_after(cast: Cast) -> None:
    kay = enter(cast.people["Kay Person"])
    let_go(cast, "Kay Person", LAST_DAY)
    assert kay.get("/today/").status_code == 200
    with clock.fixed(dt.datetime.combine(LAST_DAY, dt.time(23, 59), tzinfo=clock.LONDON)):
        assert kay.get("/today/").status_code == 200
    with clock.fixed(dt.datetime.combine(DAY_AFTER, dt.time(0, 1), tzinfo=clock.LONDON)):
        assert is_out(kay), "no job has run; the request itself finds the door shut"
        sent = {"login": cast.people["Kay Person"].email, "password": PASSWORD}
        assert Client().post("/sign-in/", sent).status_code == 422
        lying_about = Session.objects.filter(session_key=kay.session.session_key)
        assert lying_about.count() == 1
        assert end_credentials_of_leavers(HOUSE) == 1
        assert lying_about.count() == 0


def test_whoever_is_let_go_at_once_is_out_on_their_next_request_of_the_same_day(cast: Cast) -> None:
    kay, bo = enter(cast.people["Kay Person"]), enter(cast.people["Bo Backup"])
    key = kay.session.session_key
    let_go(cast, "Kay Person", TODAY, at_once="on")
    assert not Session.objects.filter(session_key=key).exists()
    assert is_out(kay)
    assert bo.get("/today/").status_code == 200, "nobody else is touched"
