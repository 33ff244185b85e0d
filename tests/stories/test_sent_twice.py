"""Forms at work that are sent twice, as happens on a bad line: each writes one row and opens the same page again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from hometime.agencies.models import Visit
from hometime.consents.models import Consent, Medicine
from hometime.keypersons.models import Idea
from hometime.together.models import Outing
from tests.cast import TODAY, Cast
from tests.stories.village import day, enter

pytestmark = pytest.mark.usefixtures("practice")
LOOK = "a story looks"
SOON = TODAY + dt.timedelta(days=3)


@dataclasses.dataclass(frozen=True)
class Sent:
    """A form: who sends it, the page that it stands on, where it is sent, what it says, what it writes, and other words."""

    who: str
    page: str
    to: str
    says: Callable[[Cast], dict[str, Any]]
    writes: Any
    other: dict[str, str]


def idea(town: Cast) -> dict[str, Any]:
    """Something to try at home."""
    return {"tied_to": "Trains", "words": "Count the wagons."}


def outing(town: Cast) -> dict[str, Any]:
    """A walk with two children."""
    return {
        "place": "Priory Farm", **day("day", SOON), "leaves_at": "9:30", "back_at": "12:00", "transport": "foot",
        "for_each": "2", "risks": "The gate to the road.", "answerable": town.people["Kay Person"].pk,
        "going": [town.people["Roo Room"].pk], "children": [town.children["Ava"].pk, town.children["Ben"].pk],
    }  # fmt: skip


def visit(town: Cast) -> dict[str, Any]:
    """Somebody who is not in the register."""
    return {"name": "Una Known", "agency": "Somewhere", **day("on", SOON), "host": town.people["Kay Person"].pk}


def medicine(town: Cast) -> dict[str, Any]:
    """A medicine for three days."""
    days = {**day("starts", TODAY), **day("ends", SOON), **day("expires", SOON + dt.timedelta(days=90))}
    return {"name": "Amoxicillin", "dose": "5 ml", "times": "At noon", "reason": "An ear", "form": "no_wins", **days}


FORMS = {
    "an idea for home": Sent("Kay Person", "/key/{ava}/idea/", "", idea, Idea, {"words": "Count the steps."}),
    "an outing": Sent("Mo Manager", "/outings/new/", "", outing, Outing, {"place": "The library"}),
    "a visit": Sent("Mo Manager", "/visits/", "/visits/new/", visit, Visit, {"name": "Otto Other"}),
    "a medicine": Sent("Kay Person", "/consents/{ava}/medicine/", "", medicine, Medicine, {"name": "Paracetamol"}),
}


@pytest.mark.parametrize("sent", FORMS.values(), ids=FORMS)
def test_a_form_that_is_sent_twice_writes_one_row_and_asks_nobody_again(town: Cast, sent: Sent) -> None:
    client, ava = enter(town.people[sent.who]), town.children["Ava"].pk
    page = sent.page.format(ava=ava)
    once = re.search(r'name="once" value="([\w-]+)"', client.get(page).content.decode())
    assert once, "the page carries a key"
    rows, to = sent.writes.objects.unscoped(LOOK), (sent.to or page)
    said = {**sent.says(town), "once": once[1]}
    first = client.post(to, said)
    assert first.status_code == 302, first.content.decode()
    asked = Consent.objects.unscoped(LOOK).count()
    again = client.post(to, said)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert (rows.count(), Consent.objects.unscoped(LOOK).count()) == (1, asked)
    assert client.post(to, {**said, **sent.other}).status_code == 302
    assert rows.count() == 2, "other words from the same page are other words"
