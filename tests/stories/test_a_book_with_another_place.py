"""A child whom another place cares for too: a book goes to and fro, each item with the family's yes and a receipt (P23)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from hometime.agencies.actions import registering
from hometime.agencies.models import Involvement, Professional
from hometime.consents.actions import withdraw
from hometime.consents.models import Consent
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.notifications.models import Message
from hometime.sharing.actions import third_party
from hometime.sharing.items import offers
from hometime.sharing.models import BookItem, BookPage, Decision, SharedBook, ToldUs
from tests.cast import TODAY, Cast
from tests.stories.test_sharing import code_on
from tests.stories.village import day, enter, with_both_ladders, words_of

pytestmark = pytest.mark.usefixtures("practice")
NOON = dt.datetime.combine(TODAY, dt.time(12), tzinfo=dt.UTC)
SCOPE = "What she did, and what to go on with"


def at(seconds: float) -> Any:
    """The clock so many seconds after noon."""
    return clock.fixed(NOON + dt.timedelta(seconds=seconds))


@pytest.fixture
def chris(cast: Cast) -> Professional:
    """A childminder who has Ava in the afternoons, on the register; the manager checked the address."""
    with_both_ladders(cast)
    mo = cast.viewer("Mo Manager")
    facts = registering.Facts(
        "Chestnut Childminding", "provider", "Afternoons of children of ours", "Ring", "01632 960005"
    )
    place = registering.take_up(mo, cast.setting, facts)
    who = registering.Who("Chris Chestnut", "Childminder", "How the day went", "01632 960006", "chris@chestnut.example")
    registering.verify(mo, registering.know(mo, place, who), "Rang the number of the register")
    return Professional.objects.unscoped("a story looks").get()


def begun(kay: Client, cast: Cast, chris: Professional, **other: Any) -> SharedBook:
    """The key person asks the family for a book."""
    said = {
        "with_whom": chris.pk, "scope": SCOPE, "purpose": "So that her days fit together", "need": "They have her after us",
        **day("until", TODAY + dt.timedelta(days=200)), **other,
    }  # fmt: skip
    answer = kay.post(f"/key/{cast.children['Ava'].pk}/book/", said)
    assert answer.status_code == 302, answer.content.decode()[:6000]
    return SharedBook.objects.unscoped("a story looks").get()


def said_yes(cast: Cast, book: SharedBook) -> Consent:
    """Ava's mother says yes on her own page."""
    asked = Consent.objects.unscoped("a story looks").get(about=book, adult__person=cast.people["Mum Full"])
    assert enter(cast.people["Mum Full"]).post(f"/consent/{asked.pk}/yes/").status_code == 302
    return Consent.objects.unscoped("a story looks").whole().get(pk=asked.pk)


def kept(cast: Cast, chris: Professional) -> tuple[Client, SharedBook, Consent]:
    """A book that the family agreed to and that was decided on."""
    kay = enter(cast.people["Kay Person"])
    book = begun(kay, cast, chris)
    asked = said_yes(cast, book)
    done = kay.post(f"/book/{book.pk}/settle/", {"shares": "yes", "reasons": "Her mother wants it"})
    assert done.status_code == 302, done.content.decode()[:6000]
    return kay, book, asked


def opened(kay: Client, book: SharedBook) -> tuple[Client, str]:
    """The other place opens its page with the link by mail and the code by telephone. Half a minute passes meanwhile."""
    with at(0):
        assert kay.post(f"/book/{book.pk}/give/").status_code == 302
    page = BookPage.objects.unscoped("a story looks").get(shut_at=None)
    secret = Message.objects.unscoped("a story looks").get(pk=page.message).once.split("/")[-2]
    there = Client()
    with at(20):
        code = code_on(kay.post(f"/book/{book.pk}/code/").content.decode())
        assert there.post(f"/between/{secret}/", {"code": code}).status_code == 422, "the link has not gone yet"
    with at(40):
        assert "Ava" not in words_of(there, f"/between/{secret}/")
        assert there.post(f"/between/{secret}/", {"code": "NONE-SUCH"}).status_code == 422
        assert there.post(f"/between/{secret}/", {"code": code}).status_code == 302
    return there, secret


def written(kay: Client, book: SharedBook, words: str, seconds: float) -> BookItem:
    """The key person writes, looks at it, and sends it."""
    with at(seconds):
        assert kay.post(f"/book/{book.pk}/write/", {"words": words, "no_worry": "on"}).status_code == 302
        item = BookItem.objects.unscoped("a story looks").get(words=words)
        assert kay.post(f"/in-book/{item.pk}/send/").status_code == 302
    return item


def owed(book: SharedBook) -> set[str]:
    """What is owed about the book."""
    return {f"{duty.clause} {duty.what}" for duty in Duty.objects.unscoped("a story looks").open().filter(record=book)}


@pytest.mark.clause("P23", "F22")
def test_a_book_goes_to_and_fro_each_item_previewed_sent_and_received(cast: Cast, chris: Professional) -> None:
    kay, book, _ = kept(cast, chris)
    mum, ava = enter(cast.people["Mum Full"]), cast.children["Ava"].pk
    there, secret = opened(kay, book)
    with at(60):
        said = {"words": "She built a bridge of corks.", "no_worry": "on"}
        assert kay.post(f"/book/{book.pk}/write/", said).status_code == 302
        assert "Exactly this, and nothing else" in words_of(kay, f"/book/{book.pk}/")
        assert "corks" not in words_of(there, f"/between/{secret}/"), "what is looked at has not gone"
        assert "corks" not in words_of(mum, f"/book/{book.pk}/")
    item = BookItem.objects.unscoped("a story looks").get()
    with at(60):
        assert kay.post(f"/in-book/{item.pk}/send/").status_code == 302
    with at(70):
        assert "corks" not in words_of(there, f"/between/{secret}/")
        assert kay.post(f"/in-book/{item.pk}/take-back/").status_code == 302
        assert kay.post(f"/in-book/{item.pk}/send/").status_code == 302
    with at(120):
        assert kay.post(f"/in-book/{item.pk}/take-back/").status_code == 422, "it has gone"
        assert "corks" in words_of(there, f"/between/{secret}/")
        assert any("whether it has read" in what for what in owed(book))
        assert there.post(f"/between/{secret}/read/", {"up_to": item.number, "name": ""}).status_code == 422
        assert there.post(f"/between/{secret}/read/", {"up_to": item.number, "name": "Chris"}).status_code == 302
        assert "Read by <bdi>Chris</bdi>" in words_of(kay, f"/book/{book.pk}/")
        assert not any("whether it has read" in what for what in owed(book))
        back = {"words": "  She made it longer here.\n Say: bridge! ", "name": "Chris"}
        assert there.post(f"/between/{secret}/write/", back).status_code == 302
    theirs = ToldUs.objects.unscoped("a story looks").get()
    assert theirs.words.replace("\r", "") == back["words"], "theirs, unedited"
    assert theirs.originator == "Chestnut Childminding"
    with at(180):
        assert any("Read what another place wrote" in what for what in owed(book))
        answer = BookItem.objects.unscoped("a story looks").get(told=theirs)
        assert "Say: bridge!" not in words_of(mum, f"/book/{book.pk}/"), "somebody here reads it first"
        assert kay.post(f"/in-book/{answer.pk}/pass-on/").status_code == 302
        assert kay.post(f"/in-book/{answer.pk}/pass-on/").status_code == 422, "once"
        assert not any("Read what another place wrote" in what for what in owed(book))
        assert "Read by <bdi>Kay Person</bdi>" in words_of(there, f"/between/{secret}/")
        page = words_of(mum, f"/book/{book.pk}/")
        assert "corks" in page and "Say: bridge!" in page and "Read by <bdi>Chris</bdi>" in page, (
            "the family reads the whole book"
        )
        assert "another place" in words_of(mum, f"/c/{ava}/tab/agreements/")
    assert Involvement.objects.unscoped("a story looks").filter(professional=chris, child=book.child).count() == 1


@pytest.mark.clause("P23", "F22")
def test_nothing_of_a_book_goes_before_the_family_said_yes_and_somebody_decided(
    cast: Cast, chris: Professional
) -> None:
    kay = enter(cast.people["Kay Person"])
    book = begun(kay, cast, chris)
    early = {"words": "She sang.", "no_worry": "on"}
    assert kay.post(f"/book/{book.pk}/write/", early).status_code == 422
    assert kay.post(f"/book/{book.pk}/give/").status_code == 422
    refused = kay.post(f"/book/{book.pk}/settle/", {"shares": "yes", "reasons": "It would help"})
    assert refused.status_code == 422
    assert not Decision.objects.unscoped("a story looks").exists()
    mum = enter(cast.people["Mum Full"])
    assert SCOPE in words_of(mum, f"/book/{book.pk}/")
    assert (
        kay.post(f"/book/{book.pk}/settle/", {"shares": "no", "reasons": "She goes there no more"}).status_code == 302
    )
    made = Decision.objects.unscoped("a story looks").get()
    assert made.shares is False and made.closed is not None, "a decision not to is kept too"
    assert "It ended on" in words_of(kay, f"/book/{book.pk}/")


@pytest.mark.clause("P23", "F22")
def test_a_yes_taken_back_stops_the_book_at_once(cast: Cast, chris: Professional) -> None:
    kay, book, asked = kept(cast, chris)
    there, secret = opened(kay, book)
    written(kay, book, "She sang to the ducks.", 60)
    with at(100):
        assert "ducks" in words_of(there, f"/between/{secret}/")
        assert kay.post(f"/book/{book.pk}/write/", {"words": "And danced.", "no_worry": "on"}).status_code == 302
        withdraw(cast.viewer("Mum Full"), asked)
        assert "ducks" not in words_of(there, f"/between/{secret}/")
        assert there.post(f"/between/{secret}/write/", {"words": "Hello", "name": "Chris"}).status_code == 302
        assert not ToldUs.objects.unscoped("a story looks").exists(), "the page takes nothing in either"
        waits = BookItem.objects.unscoped("a story looks").get(goes_at=None)
        assert kay.post(f"/in-book/{waits.pk}/send/").status_code == 422
        assert kay.post(f"/book/{book.pk}/give/").status_code == 422
        assert "opens for nobody" in words_of(kay, f"/book/{book.pk}/")
        assert "ducks" in words_of(enter(cast.people["Mum Full"]), f"/book/{book.pk}/"), (
            "the family still reads what went"
        )


@pytest.mark.clause("P23")
def test_nothing_sealed_and_nobody_else_can_be_put_in_a_book(cast: Cast, chris: Professional) -> None:
    kay, book, _ = kept(cast, chris)
    mo, ava = cast.viewer("Mo Manager"), cast.children["Ava"]
    third_party.keep_apart(mo, ava, "Hill Clinic", "Her left ear hears almost nothing at all", TODAY)
    write = f"/book/{book.pk}/write/"
    assert kay.post(write, {"words": "She sang."}).status_code == 422, "whoever writes says that it holds no worry"
    named = kay.post(write, {"words": "She bit Cy today.", "no_worry": "on"})
    assert named.status_code == 422 and "another family: Cy" in named.content.decode()
    quoted = {"words": "We heard that her left ear hears almost nothing.", "no_worry": "on"}
    assert kay.post(write, quoted).status_code == 422
    assert not BookItem.objects.unscoped("a story looks").exists()
    assert "A worry goes to the safeguarding lead" in words_of(kay, f"/book/{book.pk}/")
    known = offers(cast.viewer("Kay Person"), ava, chris.name)
    for offer in known:
        assert kay.post(write, {"words": "", "items": [offer.key], "no_worry": "on"}).status_code == 422


@pytest.mark.clause("P23", "A3")
def test_what_the_other_place_wrote_is_locked_like_all_that_an_agency_tells_us(cast: Cast, chris: Professional) -> None:
    kay, book, _ = kept(cast, chris)
    there, secret = opened(kay, book)
    with at(60):
        assert there.post(f"/between/{secret}/write/", {"words": "She naps at three.", "name": "C"}).status_code == 302
    [locked] = [
        one for one in offers(cast.viewer("Kay Person"), cast.children["Ava"], "Pat Health") if one.source == "told"
    ]
    assert locked.locked and locked.originator == "Chestnut Childminding"
    told = ToldUs.objects.unscoped("a story looks").get()
    assert enter(cast.people["Mum Full"]).get(f"/told-us/{told.pk}/").status_code == 404
    assert "To nobody. It is locked." in words_of(kay, f"/told-us/{told.pk}/")
    again = {"words": "You say that she naps at three.", "no_worry": "on"}
    with at(90):
        assert kay.post(f"/book/{book.pk}/write/", again).status_code == 302, "to them alone it is no news"


@pytest.mark.clause("P23")
def test_what_the_other_place_writes_is_held_back_with_a_reason_and_nobody_else_is_told_of(
    cast: Cast, chris: Professional
) -> None:
    kay, book, _ = kept(cast, chris)
    mum = enter(cast.people["Mum Full"])
    there, secret = opened(kay, book)
    third_party.keep_apart(
        cast.viewer("Mo Manager"),
        cast.children["Ava"],
        "Hill Clinic",
        "Her left ear hears almost nothing at all",
        TODAY,
    )
    with at(60):
        before = words_of(mum, f"/book/{book.pk}/").split("<main")[1].split("</main>")[0]
        for words in ("She bit Cy today.", "They say her left ear hears almost nothing.", "I am tired of this."):
            assert there.post(f"/between/{secret}/write/", {"words": words, "name": "C"}).status_code == 302
        items = list(BookItem.objects.unscoped("a story looks").order_by("number"))
        named, told, tired = (f"/in-book/{item.pk}" for item in items)
        page = kay.post(f"{named}/pass-on/")
        assert page.status_code == 422 and "names somebody of another family" in page.content.decode()
        assert kay.post(f"{told}/pass-on/").status_code == 422, "another agency told us"
        assert any("Read what another place wrote" in what for what in owed(book)), "nobody has read it yet"
        assert kay.post(f"{tired}/hold-back/", {"because": " "}).status_code == 422
        for way in (named, told, tired):
            assert kay.post(f"{way}/hold-back/", {"because": "We ring them about it"}).status_code == 302
        assert "We ring them about it" in words_of(kay, f"/book/{book.pk}/")
        assert not any("Read what another place wrote" in what for what in owed(book))
        now = words_of(mum, f"/book/{book.pk}/").split("<main")[1].split("</main>")[0]
        assert now == before, "not a byte of what was held back"
        assert "Read by <bdi>Kay Person</bdi>" in words_of(there, f"/between/{secret}/"), "they have their receipt"
        assert kay.post(f"{tired}/pass-on/").status_code == 302
        assert "I am tired of this." in words_of(mum, f"/book/{book.pk}/"), "it can be passed on later"


@pytest.mark.clause("P23")
def test_nobody_floods_a_book_with_its_link(cast: Cast, chris: Professional) -> None:
    kay, book, _ = kept(cast, chris)
    there, secret = opened(kay, book)
    with at(60):
        said = [
            there.post(f"/between/{secret}/write/", {"words": f"Line {number}.", "name": "C"}) for number in range(12)
        ]
    assert [answer.status_code for answer in said] == [302] * 10 + [429, 429]
    late = said[-1].content.decode()
    assert "try again in an hour" in late and "Line 11." in late, "what was typed is still there"
    assert ToldUs.objects.unscoped("a story looks").count() == 10
    with at(90):
        assert "Line 9." in words_of(there, f"/between/{secret}/"), "it is still read"


@pytest.mark.clause("P23")
def test_a_page_is_shut_a_book_ends_and_its_last_day_closes_it(cast: Cast, chris: Professional) -> None:
    kay, book, _ = kept(cast, chris)
    there, secret = opened(kay, book)
    written(kay, book, "She sang to the ducks.", 60)
    with at(100):
        assert "ducks" in words_of(there, f"/between/{secret}/")
        stranger = Client()
        assert "ducks" not in words_of(stranger, f"/between/{secret}/"), "another browser needs the code"
    with at(100 + 13 * 3600):
        assert "ducks" not in words_of(there, f"/between/{secret}/"), "after half a day the code is asked for again"
    with at(120):
        assert kay.post(f"/book/{book.pk}/shut/").status_code == 302
        assert "ducks" not in words_of(there, f"/between/{secret}/")
    with clock.fixed(TODAY + dt.timedelta(days=201)):
        late = {"words": "She sang.", "no_worry": "on"}
        assert enter(cast.people["Kay Person"]).post(f"/book/{book.pk}/write/", late).status_code == 422
    with at(130):
        kay = enter(cast.people["Kay Person"])
        assert kay.post(f"/book/{book.pk}/end/", {"because": ""}).status_code == 422
        assert kay.post(f"/book/{book.pk}/end/", {"because": "She moves away"}).status_code == 302
        assert owed(book) == set()
        assert kay.post(f"/book/{book.pk}/give/").status_code == 422


def test_only_those_who_work_with_the_child_keep_a_book_and_only_a_family_that_may_know_reads_it(
    cast: Cast, chris: Professional
) -> None:
    kay, book, _ = kept(cast, chris)
    written(kay, book, "She sang to the ducks.", 60)
    with at(100):
        for name in ("Dad Limited", "Gran Unknown", "Roo Room", "Sen Coe"):
            assert enter(cast.people[name]).get(f"/book/{book.pk}/").status_code == 404, name
        mum = enter(cast.people["Mum Full"])
        assert mum.post(f"/book/{book.pk}/end/", {"because": "x"}).status_code == 404
        assert "ducks" in words_of(enter(cast.people["Mo Manager"]), f"/book/{book.pk}/")
    page = words_of(kay, f"/share/{book.decided_id or SharedBook.objects.unscoped('a story looks').get().decided_id}/")
    assert "item by item" in page and "Send exactly this" not in page, "the decision itself is no way out"
