"""What both sides read of a complaint on its way: whom they want to look at it, the interpreter, the letter sent once
more, the timeline on paper, and where else somebody may turn."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from hometime.adoption.actions import adopt
from hometime.policies.actions import write_card
from tests.cast import HOUSE, TODAY, Cast, as_proposed
from tests.stories.test_a_complaint_is_answered import steps
from tests.stories.test_complaint_intake import cases, entered, receipt, tells
from tests.stories.test_complaint_work import letter
from tests.stories.village import document, enter, words_of

pytestmark = pytest.mark.usefixtures("practice")
BOOK = "bluebell.md"
ABOVE, NOT_SATISFIED = "They want somebody above to look at it now", "They are not satisfied"


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast at a setting that adopted a policy with both ladders, with the regulator's card."""
    book = document(BOOK)
    adopt(HOUSE, cast.provider, [cast.setting], as_proposed(book, BOOK), book, TODAY - dt.timedelta(days=7))
    write_card(HOUSE, cast.setting, "regulator", "Ofsted", phone="01632 960999", source="their page")
    return cast


@pytest.mark.clause("C16")
def test_before_an_answer_they_want_somebody_above_and_after_one_they_are_not_satisfied(town: Cast) -> None:
    client = Client()
    tells(client)
    follower = entered(*receipt(client))
    (case,) = cases()
    mo, lin = enter(town.people["Mo Manager"]), enter(town.people["Lin Manager"])
    page = words_of(mo, f"/complaints/{case.pk}/")
    assert ABOVE in page and NOT_SATISFIED not in page
    page = words_of(follower, "/follow/here/")
    assert "If you want somebody above to look at it now" in page and "If you are not happy with the answer" not in page
    assert follower.post("/follow/here/further/", {"words": "", "once": "a"}).status_code == 302
    page = words_of(follower, "/follow/here/")
    assert "You asked somebody above to look at it now." in page and "You were not happy with the answer." not in page
    assert "They wanted somebody above to look at it, and it went on" in words_of(lin, f"/complaints/{case.pk}/")
    assert letter(lin, case, finding="not_upheld").status_code == 302
    page = words_of(lin, f"/complaints/{case.pk}/")
    assert NOT_SATISFIED in page and ABOVE not in page
    assert "If you are not happy with the answer" in words_of(follower, "/follow/here/")
    assert steps(lin, case, "not_satisfied") == 302
    assert "You were not happy with the answer." in words_of(follower, "/follow/here/")
