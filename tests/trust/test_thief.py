"""A thief with somebody's live session reads what they can by script (TRUST 11): thirty files, then none, and the alarm."""

from __future__ import annotations

import datetime as dt
from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from hometime.childfile.watching import MANY, MOST
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.tests.test_pages import signed_in
from hometime.kernel import clock
from hometime.notifications.models import Message
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast
from tests.trust.crawl import LINK, STAYS_AWAY

NOON = dt.datetime.combine(TODAY, dt.time(12), tzinfo=dt.UTC)
CHILDREN = MOST + 2
# What a script that wants files goes to: the list and the files; and, in the long run, whatever leads to a child.
FILES = ("/children/", "/c/")
WHATEVER = (*FILES, "/as/", "/key/", "/my-children/", "/today/", "/outings/", "/adult/", "/bond/")


def script(client: Client, first: list[str], wanted: tuple[str, ...]) -> dict[str, bytes]:
    """Every page under the addresses `wanted` that a script reaches by its links, by address, within the hour."""
    seen: dict[str, bytes] = {}
    waiting = deque(first)
    while waiting:
        path = waiting.popleft()
        if path in seen or path.startswith(STAYS_AWAY) or not path.startswith(wanted):
            continue
        answer = client.get(path)
        seen[path] = answer.content if answer.status_code == 200 else b""
        for found in LINK.findall(seen[path]):
            to = urlsplit(urldefrag(urljoin(path, found.decode().replace("&amp;", "&"))).url)
            if not to.netloc:
                waiting.append(to.path + (f"?{to.query}" if to.query else ""))
    return seen


@pytest.mark.parametrize(
    ("whose", "wanted"),
    [
        ("Kay Person", FILES),
        pytest.param("Kay Person", WHATEVER, marks=pytest.mark.long),
        pytest.param("Mo Manager", WHATEVER, marks=pytest.mark.long),
    ],
)
def test_a_live_session_gives_a_script_thirty_files_and_no_more(
    cast: Cast, whose: str, wanted: tuple[str, ...]
) -> None:
    marks = {}
    for number in range(CHILDREN):
        child = families.register_child(
            HOUSE, cast.setting, f"Number{number} Child", dt.date(2023, 5, 4), room=cast.room, starts=LONG_AGO
        )
        marks[f"MARK{number:03d}FACT"] = child
        families.write_key_facts(HOUSE, child, [], [f"MARK{number:03d}FACT"])
    with clock.fixed(NOON):
        seen = script(signed_in(cast, whose), ["/children/", "/my-children/", "/today/"], wanted)
        read = {mark for mark in marks if any(mark.encode() in body for body in seen.values())}
        assert 0 < len(read) <= MOST
        (owed,) = Duty.objects.unscoped("a test looks").open().filter(record__kind=MANY)
        assert owed.due == TODAY
        assert Message.objects.unscoped("a test looks").filter(person=cast.people["Sal Lead"]).exists()
        # Whoever comes back with the same cookie, or another of the same person's, gets no further.
        shut = next(child for mark, child in marks.items() if mark not in read)
        assert signed_in(cast, whose).get(f"/c/{shut.pk}/").status_code == 403


def test_without_a_session_or_a_second_factor_a_script_reads_nothing(cast: Cast) -> None:
    families.write_key_facts(HOUSE, cast.children["Ava"], [], ["MARK000FACT"])
    half = signed_in(cast, "Mo Manager")
    session = half.session
    del session["proof"]
    session.save()
    for client in (Client(), half):
        seen = script(client, ["/children/", "/my-children/", f"/c/{cast.children['Ava'].pk}/"], WHATEVER)
        assert not any(seen.values())
