"""What the doors ask besides the words themselves: all of it may be left out, and none of it is lost."""

from __future__ import annotations

import pytest

from hometime.complaints.models import Complaint
from tests.cast import Cast
from tests.stories.village import enter, words_of

HAPPENED = {"at_risk": "no", "what_happened": "His coat was wet all day."}


def only_case() -> Complaint:
    return Complaint.objects.unscoped("a test looks").get()


@pytest.mark.parametrize("called", ["concern", "complaint", ""])
def test_a_signed_in_parent_says_whether_it_is_a_concern_or_a_complaint_or_leaves_it(town: Cast, called: str) -> None:
    mum = enter(town.people["Mum Full"])
    mum.post("/told/new/", {**HAPPENED, "child": town.children["Ava"].pk})
    asked = words_of(mum, "/told/new/about/")
    assert asked.index('name="about"') < asked.index('name="put_right"') < asked.index('name="classed"')
    said = {"about": "care", "put_right": "A dry coat.", **({"classed": called} if called else {})}
    assert mum.post("/told/new/about/", said).headers["Location"] == "/told/new/sent/"
    assert (only_case().classed, only_case().put_right) == (called, "A dry coat.")
