"""What makes it easier for an adult is said once, and stands wherever somebody arranges a talk, a visit or an interpreter (F4)."""

from __future__ import annotations

from hometime.families.models import Adult
from hometime.families.tests.test_pages import signed_in, words
from hometime.languages.pages import of_record, wishes_of
from hometime.people.roles import Hat
from hometime.welcome.actions import joining, settling
from tests.cast import HOUSE, Cast

SAID = "No steps, and more time"


def test_what_an_adult_said_at_joining_stands_where_talks_and_visits_are_arranged(cast: Cast) -> None:
    ava, mum = cast.children["Ava"], cast.viewer("Mum Full", Hat.PARENT)
    joined = joining.begin(HOUSE, ava, cast.adults["Mum Full"])
    here = settling.begin(HOUSE, ava)
    kay = signed_in(cast, "Kay Person")
    arranged = (f"/key/{ava.pk}/talk/", f"/settling/{here.pk}/")
    assert not any(SAID in words(kay.get(address)) for address in arranged)
    joining.say_needs(mum, joined, SAID)
    joining.say_needs(mum, joined, SAID)
    assert all(SAID in words(kay.get(address)) for address in arranged)
    assert Adult.objects.unscoped("test").get(pk=cast.adults["Mum Full"].pk).access_needs == [SAID]
    told = of_record(cast.viewer("Mo Manager"), here).wishes  # beside every record, of whatever room
    assert [wish for _, wish in told if SAID in wish]
    assert SAID not in words(signed_in(cast, "Dad Limited", Hat.PARENT).get(f"/c/{ava.pk}/"))
    assert wishes_of(cast.viewer("Roo Room"), ava) == []
