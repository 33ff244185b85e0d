"""Whom it is not safe to write to is written to no more, and what is kept of it stands on their pages."""

from __future__ import annotations

import re

from hometime.families.tests.test_pages import signed_in, words
from hometime.keypersons.actions.sending import send_idea
from hometime.keypersons.actions.wording import read, tell
from hometime.keypersons.telling import hearers
from hometime.notifications.models import Message
from hometime.people.roles import Hat
from tests.cast import Cast


def test_nothing_is_sent_to_an_adult_of_whom_the_office_says_that_it_is_not_safe_to_write(cast: Cast) -> None:
    office, mum, ava = signed_in(cast, "Dee Deputy"), cast.adults["Mum Full"], cast.children["Ava"]
    there = f"/adult/{mum.pk}/contact/"
    assert office.post(there, {"phone": "07700 900222", "never_write": "on"}).status_code == 302
    mum.refresh_from_db()
    assert not mum.safe_to_write
    box = re.search(r'<input[^>]*name="never_write"[^>]*>', office.get(there).content.decode())
    assert box and "checked" in box[0]
    assert "Is it safe to write to them?" in words(office.get(f"/adult/{mum.pk}/"))
    mums = words(signed_in(cast, "Mum Full", Hat.PARENT).get(f"/c/{ava.pk}/people/"))
    assert "Is it safe to write to you?" in mums
    messages = Message.objects.unscoped("a test looks").filter(person=mum.person)
    send_idea(cast.viewer("Kay Person"), ava, "Count the stairs.", "trains")
    teller = cast.viewer("Mum Full", Hat.PARENT)
    hearer = next(one for one in hearers(teller, ava) if one.person == cast.people["Mo Manager"])
    word = tell(teller, ava, hearer, "He moved out.")
    read(cast.viewer("Mo Manager"), word, "Thank you.")
    assert not messages.exists()
    assert office.post(there, {"phone": "07700 900222"}).status_code == 302
    send_idea(cast.viewer("Kay Person"), ava, "Sing in the bath.", "songs")
    assert messages.exists()
