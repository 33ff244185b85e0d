"""A notice comes back from the mail server: somebody is to ring the parent, and nothing more is said than whom."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from hometime.access.tests import conftest as signing_in
from hometime.kernel import clock
from hometime.notifications.actions import queue
from hometime.notifications.delivering import deliver_due
from hometime.notifications.mail import Line
from hometime.notifications.sentences import Key
from hometime.notifications.states import Outcome
from hometime.notifications.tests.mailbox import PASSWORD, USER, Box
from hometime.notifications.tests.post_office import Office
from hometime.people import actions as people
from hometime.today.chores import CHORES, read_returns, ring_instead
from tests.cast import FULL, HOUSE, TODAY, Cast, adult
from tests.stories.village import done, owed, words_of

MUM = "Back Home"  # her mail server takes every letter and sends it back: see the post office of the tests


@pytest.mark.clause("F16")
def test_a_bounced_notice_becomes_a_call_with_initials_only(
    fresh_counts: None, cast: Cast, office: Office, line: Line, settings: Any
) -> None:
    settings.MAIL_ON = True
    people.open_house(HOUSE)  # no practice house: that one never sends
    adult(cast, MUM, cast.children["Cy"], "mother", **FULL)
    message = queue(HOUSE, Key.SOMETHING, cast.people[MUM], setting=cast.setting)
    with clock.fixed(message.due_at):
        assert deliver_due(CHORES, line) == {Outcome.SENT: 1}
        assert ring_instead() == 0, "nothing has come back yet"
        (note,) = office.notes_of_return()
        with Box(note).answering() as box:
            settings.RETURNS = f"imap://{USER}:{quote(PASSWORD)}@127.0.0.1:{box.port}"
            assert (read_returns(), read_returns()) == (1, 0), "the mailbox is asked, and each note counts once"
        assert (ring_instead(), ring_instead()) == (1, 0)

    duty, manager = owed(cast.setting, "F16"), signed_in(cast, "Mo Manager")
    assert duty.due == TODAY + dt.timedelta(days=1)
    for page in (words_of(manager, "/today/"), words_of(manager, f"/duty/{duty.pk}/")):
        assert not [word for word in ("Cy Child", MUM, "back.home@", "There is something for you") if word in page]
    assert "C.C." in words_of(manager, "/today/")
    assert signed_in(cast, "Roo Room").get(f"/duty/{duty.pk}/").status_code == 404
    assert done(manager, duty, evidence="She has a new address.") == 302
    with clock.fixed(message.due_at + dt.timedelta(days=1)):
        assert ring_instead() == 0, "a call that was made is not owed again"


def signed_in(cast: Cast, name: str) -> Client:
    """Signs somebody in with a password and an authenticator, as outside the practice world."""
    people.set_password(HOUSE, cast.people[name], signing_in.PASSWORD)
    return signing_in.fully_in(Client(), cast, name)
