"""What the guide for families must hold, by the text in force."""

from __future__ import annotations

from django.conf import LazySettings

from hometime.people import actions as people
from hometime.welcome.actions import joining as actions
from tests.cast import HOUSE, Cast
from tests.stories.village import enter


def test_where_the_text_in_force_does_not_ask_the_house_asks_for_less(cast: Cast, settings: LazySettings) -> None:
    settings.PRACTICE = True
    people.open_house(HOUSE, practice=True)
    mo = enter(cast.people["Mo Manager"])
    said = {"setting": "Two rooms and a garden.", "do": "publish"}
    assert mo.post("/welcome/guide/write/", {"do": "publish"}).status_code == 422
    assert mo.post("/welcome/guide/write/", said).status_code == 302
    assert actions.see_to_joining(HOUSE) == 0, "nothing is owed where nothing asks for it"
