"""Two people do at the same moment what may be done once: in threads, over a database that really commits."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from hometime.access.viewer import Viewer
from hometime.agencies.actions import registering
from hometime.agencies.models import Professional
from hometime.consents.actions import answer
from hometime.consents.models import Consent, Route
from hometime.consents.standing import State
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.keypersons.actions import checking
from hometime.keypersons.models import ProgressCheck
from hometime.sharing.actions import book_items, books, sending
from hometime.sharing.models import BookItem, Decision, Sending, SharedBook, Way
from tests import cast as people
from tests.cast import HOUSE, TODAY, Cast
from tests.stories.test_the_check_at_two import BORN, SUMMARY
from tests.stories.village import with_both_ladders
from tests.trust.test_two_worlds import change

LOOK = "a test looks"
DONE = "This is already done. Nothing was changed."


@pytest.fixture
def house(transactional_db: None) -> Iterator[Cast]:
    """The cast, in a database that commits."""
    with clock.fixed(TODAY):
        there = people.town()
        with_both_ladders(there)
        yield there


def known(house: Cast, body: str, sector: str, role: str) -> Professional:
    """Somebody on the register, whose address the manager checked."""
    mo = house.viewer("Mo Manager")
    place = registering.take_up(
        mo, house.setting, registering.Facts(body, sector, "What they do", "Ring", "01632 960005")
    )
    who = registering.Who(f"{role} One", role, "How it went", "01632 960006", "one@there.example")
    registering.verify(mo, registering.know(mo, place, who), "Rang the number of the register")
    return Professional.objects.unscoped(LOOK).select_related("organisation").get(organisation=place)


def at_once(does: Callable[[Viewer], object], viewers: list[Viewer]) -> list[str]:
    """What two are told who do the same at the same moment: that it is done, or why not."""
    meet = threading.Barrier(2, timeout=20)

    def attempt(viewer: Viewer) -> str:
        try:
            does_it = does(viewer)
            meet.wait()
            does_it()  # type: ignore[operator]
        except Refused as no:
            return str(no)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        return sorted(
            each.result()
            for each in [threads.submit(contextvars.copy_context().run, attempt, viewer) for viewer in viewers]
        )


def test_of_two_who_do_at_the_same_moment_what_is_done_once_one_does(house: Cast) -> None:
    ava, mum = house.children["Ava"], house.people["Mum Full"]
    both = [house.viewer("Mo Manager"), house.viewer("Kay Person")]
    minder = known(house, "Chestnut Childminding", "provider", "Childminder")
    covers = books.Covers(
        minder, "So that her days fit", "What she did", "They have her after us", TODAY.replace(month=12)
    )
    book = books.begin(both[1], ava, covers)
    asked = Consent.objects.unscoped(LOOK).whole().get(about=book, adult__person=mum)
    answer(house.viewer("Mum Full"), asked, State.GIVEN, route=Route.SCREEN)

    def settles(viewer: Viewer) -> Callable[[], object]:
        mine = SharedBook.objects.unscoped(LOOK).whole().get(pk=book.pk)
        return lambda: books.settle(viewer, mine, True, "Her mother wants it")

    assert at_once(settles, both) == [DONE, "done"]
    assert Decision.objects.unscoped(LOOK).count() == 1

    item = book_items.write(both[1], SharedBook.objects.unscoped(LOOK).whole().get(), "She sang.")

    def sends(viewer: Viewer) -> Callable[[], object]:
        mine = BookItem.objects.unscoped(LOOK).whole().get(pk=item.pk)
        return lambda: book_items.send(viewer, mine)

    assert at_once(sends, both) == [DONE, "done"]

    change(HOUSE, ava, born=BORN)
    for name in ("Ben", "Cy", "Far"):
        change(HOUSE, house.children[name], born=TODAY)
    checking.see_to_checks(HOUSE)
    check = ProgressCheck.objects.unscoped(LOOK).select_related("child", "setting").get()
    checking.take_part(house.viewer("Mum Full"), check, mum, checking.Said(likes="Puddles.", health_visitor="yes"))
    checking.finish(both[1], check, SUMMARY)
    nurse = known(house, "Town Health", "health", "Health visitor")

    def copies(viewer: Viewer) -> Callable[[], object]:
        mine = ProgressCheck.objects.unscoped(LOOK).select_related("child", "setting").get(pk=check.pk)
        return lambda: checking.copy(viewer, mine, nurse, "paper", "Puts three words together.")

    assert at_once(copies, both) == [DONE, "done"]
    going = Sending.objects.unscoped(LOOK).select_related("decision__child", "decision__setting").get()
    sending.stop(both[0], going)

    def goes(viewer: Viewer) -> Callable[[], object]:
        mine = Decision.objects.unscoped(LOOK).whole().get(pk=going.decision_id)
        return lambda: sending.send(viewer, mine, Way.PAPER)

    assert at_once(goes, both) == ["It is on its way already.", "done"]
