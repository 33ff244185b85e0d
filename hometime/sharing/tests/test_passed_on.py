"""The family's list of what was passed on about their child: whose paper opens from it, and of what it holds no trace."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from hometime.people import actions as people
from hometime.records.models import Paper
from hometime.sharing.actions import decide, papers, send
from hometime.sharing.actions.sending import told_the_family
from hometime.sharing.items import offers
from hometime.sharing.models import Decision, Told, Way
from hometime.sharing.shapes import Answers
from hometime.sharing.tests.asked import TO, answers, at, harm
from hometime.sharing.tests.test_random_shares import PICTURE
from tests.cast import HOUSE, Cast
from tests.stories.village import enter
from tests.trust.crawl import NEW_EACH_TIME

LINK = re.compile(r'href="(/paper/[^"]+)"')


@pytest.fixture(autouse=True)
def practising(cast: Cast) -> Iterator[None]:
    """A house where a password is enough to go in, at a minute after noon."""
    people.open_house(HOUSE, practice=True)
    with at(60):
        yield


def passed(cast: Cast, by: str, said: Answers, *items: str) -> Decision:
    """Something of Ava was read out to somebody outside an hour ago: who she is, and the papers of these titles."""
    viewer, ava = cast.viewer(by), cast.children["Ava"]
    going = [one for one in offers(viewer, ava, TO.name) if one.source == "who" or one.title in items]
    assert len(going) == 1 + len(items)
    with at(-3600):
        made = decide(viewer, ava, TO, said, going)
        send(viewer, made, Way.SPOKEN)
    return made


def kept(cast: Cast, title: str, *, for_family: bool) -> Paper:
    """A paper of one page in Ava's file."""
    return papers.keep(
        cast.viewer("Mo Manager"), cast.children["Ava"], title, (PICTURE, "page.png"), for_family=for_family
    )


def on_the_list(client: Client, cast: Cast) -> tuple[int, bytes]:
    """How the page with the list answers, but for what is drawn anew each time. Where there is nothing to read, there is
    no such page."""
    answer = client.get(f"/c/{cast.children['Ava'].pk}/tab/agreements/")
    body = answer.content
    for pattern, kept_part in NEW_EACH_TIME:
        body = pattern.sub(kept_part, body)
    return answer.status_code, body


def test_a_paper_that_went_opens_from_the_list_for_who_may_see_it_and_for_nobody_else(cast: Cast) -> None:
    drawing, notes = kept(cast, "Her drawing", for_family=True), kept(cast, "Our notes", for_family=False)
    passed(cast, "Mo Manager", answers(cast), "Her drawing", "Our notes")
    mum = enter(cast.people["Mum Full"])
    page = on_the_list(mum, cast)[1].decode()
    assert "Her drawing" in page and "Our notes" in page, "both went, and she reads that they did"
    assert LINK.findall(page) == [f"/paper/{drawing.pk}/1/"], "a paper that is not hers to see stands there by its name"
    shown = mum.get(f"/paper/{drawing.pk}/1/")
    assert shown.status_code == 200 and shown["Content-Type"].startswith("image/")
    assert mum.get(f"/paper/{notes.pk}/1/").status_code == 404
    for other in ("Dad Limited", "Ex Barred", "Far Mum"):
        theirs = enter(cast.people[other])
        assert b"Her drawing" not in on_the_list(theirs, cast)[1], other
        assert theirs.get(f"/paper/{drawing.pk}/1/").status_code == 404, other


def bytes_after(cast: Cast, client: Client, said: Answers) -> tuple[int, bytes]:
    """The list once the lead has shared with these answers; the world is the same afterwards."""
    with transaction.atomic():
        made = passed(cast, "Sal Lead", said, "Her drawing")
        if said.told == Told.AFTER:
            told_the_family(cast.viewer("Sal Lead"), made)
        found = on_the_list(client, cast)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("told_before", [True, False])
def test_a_share_on_the_ground_of_harm_of_which_no_family_is_told_changes_no_byte_of_the_list(
    cast: Cast, told_before: bool
) -> None:
    kept(cast, "Her drawing", for_family=True)
    if told_before:
        passed(cast, "Mo Manager", answers(cast))
    mum = enter(cast.people["Mum Full"])
    without = on_the_list(mum, cast)
    assert (without[0] == 200 and b"Pat Health" in without[1]) == told_before
    assert on_the_list(mum, cast) == without, "looking twice changes nothing, or the comparison would prove nothing"
    assert bytes_after(cast, mum, harm(cast)) == without
    told = bytes_after(cast, mum, harm(cast, told=Told.AFTER, why_not_told=""))
    assert told != without and b"Her drawing" in told[1], "of one that may be told there is a line"
