"""A guide in the language of whoever reads it: only what somebody else checked, and what was read is what is written down."""

from __future__ import annotations

import pytest

from hometime.families.tests.test_pages import signed_in, words
from hometime.families.tests.test_speaking import reads
from hometime.kernel.answers import Refused
from hometime.people.roles import Hat
from hometime.welcome.actions import joining, translating
from hometime.welcome.models import Joining, JoiningStep, Pack, PackTranslation, WelcomePack
from tests.cast import HOUSE, Cast

URDU = "ہمیں فون کریں"


@pytest.fixture
def pack(cast: Cast) -> WelcomePack:
    """What each side asks of the other, published, and Ava's mother who joins and reads Urdu."""
    made = joining.write(HOUSE, cast.setting, Pack.ASKS, {"asks": "Ring us", "offers": "Ask us"})
    joining.publish(HOUSE, made)
    joining.begin(HOUSE, cast.children["Ava"], cast.adults["Mum Full"])
    reads(HOUSE, cast.people["Mum Full"], "ur")
    return made


def test_a_family_reads_the_guide_in_its_language_once_somebody_else_has_checked_it(
    cast: Cast, pack: WelcomePack
) -> None:
    office, mum = signed_in(cast, "Mo Manager"), signed_in(cast, "Mum Full", Hat.PARENT)
    door = f"/pack/{pack.pk}/in/ur/"
    assert "Ring us" in words(office.get(door)), "the original stands beside each box"
    assert office.post(door, {"asks": URDU, "by": "Ina Iqbal"}).status_code == 422, "a part is missing"
    assert office.post(door, {"asks": URDU, "offers": "پوچھیں", "by": "Ina Iqbal"}).status_code == 302
    assert URDU not in words(mum.get(f"/pack/{pack.pk}/")), "a draft is read by nobody outside"
    made = PackTranslation.objects.unscoped("a test looks").get()
    check = f"/translated/{made.pk}/checked/"
    answer = office.post(check, {"by": "ina iqbal"})
    assert answer.status_code == 422 and "Somebody else" in words(answer)
    own = office.post(check, {"by": "Farah Khan"})
    assert own.status_code == 422 and "Ask another person here" in words(own), "nobody checks what they wrote in"
    assert signed_in(cast, "Dee Deputy").post(check, {"by": "Farah Khan"}).status_code == 302
    page = mum.get(f"/pack/{pack.pk}/")
    assert URDU in words(page) and 'lang="ur"' in page.content.decode() and "Ina Iqbal" not in words(page)
    assert "checked by" in words(office.get(f"/pack/{pack.pk}/"))
    assert office.post(door, {"asks": "کچھ اور", "offers": "پوچھیں", "by": "Ina Iqbal"}).status_code == 302
    assert "کچھ اور" not in words(mum.get(f"/pack/{pack.pk}/")), "what was changed is checked anew"
    alone = {"by": "Farah Khan", "alone_because": "Two of us work here"}
    assert office.post(check, alone).status_code == 302
    assert "Two of us work here" in words(office.get(f"/pack/{pack.pk}/")), "it says plainly that nobody else could"


def test_what_is_written_down_of_a_confirmation_is_the_language_that_was_read(cast: Cast, pack: WelcomePack) -> None:
    mum = signed_in(cast, "Mum Full", Hat.PARENT)
    step = JoiningStep.objects.unscoped("a test looks").filter(what="confirmed").order_by("number")
    found = Joining.objects.unscoped("a test looks").get()
    mum.post(f"/joining/{found.pk}/read/asks/yes/")
    assert [each.language for each in step] == ["en"], "the page spoke Urdu, the words were English"


def test_a_draft_is_not_translated_and_english_is_no_translation(cast: Cast, pack: WelcomePack) -> None:
    draft = joining.write(HOUSE, cast.setting, Pack.GUIDE, {"setting": "A garden"})
    assert signed_in(cast, "Mo Manager").get(f"/pack/{draft.pk}/in/ur/").status_code == 403
    assert signed_in(cast, "Mo Manager").get(f"/pack/{pack.pk}/in/en/").status_code == 404
    with pytest.raises(Refused):
        translating.translate(HOUSE, pack, "bfi", {"asks": "x", "offers": "y"}, "Somebody")
