"""Whatever is ticked, exactly that leaves: on the page of the one it is for stands nothing else of the child (TRUST 17)."""

from __future__ import annotations

import io
import random

import pytest
from django.test import Client
from PIL import Image

from hometime.families import actions as families
from hometime.notifications.models import Message
from hometime.sharing import rules
from hometime.sharing.actions import decide, papers, send, sending, third_party, worrying
from hometime.sharing.items import offers, ticked
from hometime.sharing.models import Got, Ground, Item, Lawful
from hometime.sharing.shapes import Offer
from hometime.sharing.tests.asked import TO, at, harm
from tests.cast import HOUSE, TODAY, Cast

ORDINARY, ALL = 8, 500  # whole shares from the tick to the page; the ticking itself is tried 500 times always


def a_picture() -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "PNG")
    return out.getvalue()


MARKS = [f"mark{number:02d}qzx" for number in range(12)]
PICTURE = a_picture()


@pytest.fixture
def told_much(cast: Cast) -> Cast:
    """Ava, of whom much is known: facts, languages, a paper, what two agencies told us, two worries. Each has a mark of its own."""
    ava, mo, sal = cast.children["Ava"], cast.viewer("Mo Manager"), cast.viewer("Sal Lead")
    families.write_key_facts(HOUSE, ava, [MARKS[0]], MARKS[1:5])
    for mark, sealed in ((MARKS[5], False), (MARKS[6], True)):
        theirs = third_party.keep_apart(sal if sealed else mo, ava, "Hill Clinic", mark, TODAY, sealed=sealed)
        if not sealed:
            third_party.release(sal, theirs, TO.name, Lawful.SAFETY, "She is not safe")
    papers.keep(mo, ava, MARKS[11], (PICTURE, "letter.png"), for_family=True)
    for mark in MARKS[7:9]:
        worrying.worry(cast.viewer("Roo Room"), ava, mark)
    return cast


def share_at_random(cast: Cast, drawn: random.Random) -> None:
    """The lead shares a random part of what could leave; what may not is refused; what leaves is the part, and no more."""
    sal, ava = cast.viewer("Sal Lead"), cast.children["Ava"]
    handed_in = [Offer("check", "1", "A check", MARKS[9]), Offer("pack", "2", "A pack", MARKS[10])]
    found = offers(sal, ava, TO.name, handed_in)
    part = [offer for offer in found if drawn.random() < drawn.choice((0.1, 0.4, 0.8))]
    refused = rules.may_leave(sal, ava, part, TO, ground=Ground.HARM)
    assert (refused is None) == (bool(part) and not any(offer.locked for offer in part))
    if refused is not None:
        return
    with at(0):
        decision = decide(sal, ava, TO, harm(cast), part)
        going = send(sal, decision)
        secret = Message.objects.unscoped("a test looks").get(pk=going.message).once.split("/")[-2]
        code = sending.draw_code(sal, going)
    kept = Item.objects.unscoped("a test looks").filter(decision=decision).order_by("number")
    assert [(one.source, one.about, one.words) for one in kept] == [(one.source, one.about, one.words) for one in part]
    # Each from an address of its own: the door slows down whoever tries a hundred codes in an hour.
    there = Client(REMOTE_ADDR=".".join(str(drawn.randrange(1, 255)) for _ in range(4)))
    with at(40):
        assert there.post(f"/shared/{secret}/", {"code": code}).status_code == 302
        page = there.get(f"/shared/{secret}/").content.decode()
        sending.received(sal, sending.page_of(secret) or going, Got.RANG)
    sent = " ".join(f"{offer.title} {offer.words}" for offer in part)
    for mark in MARKS:
        assert (mark in page) == (mark in sent), f"{mark} of {[offer.key for offer in part]}"
    assert page.count("<img") == sum(len(offer.paper.pages) for offer in part if offer.paper is not None)


@pytest.mark.parametrize("times", [ORDINARY, pytest.param(ALL, marks=pytest.mark.long)])
def test_random_shares_carry_exactly_what_was_ticked(told_much: Cast, times: int, settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    drawn = random.Random("random shares")
    for _ in range(times):
        share_at_random(told_much, drawn)


def made_up(drawn: random.Random) -> list[Offer]:
    """A file of any size, some of it locked."""
    return [
        Offer(drawn.choice(("fact", "plan", "told", "worry")), f"{number}", f"Title {number}", f"words {number}.",
              originator="Hill Clinic", locked=drawn.random() < drawn.choice((0, 0.2)))
        for number in range(drawn.randrange(40))
    ]  # fmt: skip


def test_of_500_random_files_exactly_what_was_ticked_is_taken_and_what_is_locked_keeps_all_of_it_back() -> None:
    drawn = random.Random("random ticks")
    empty, locked = 0, 0
    for _ in range(ALL):
        found = made_up(drawn)
        wanted = [offer for offer in found if drawn.random() < drawn.choice((0.1, 0.5, 0.9))]
        keys = [offer.key for offer in wanted] + [f"fact:{drawn.randrange(100, 200)}", "", "worry:"]
        drawn.shuffle(keys)
        part = ticked(found, keys)
        assert part == wanted, "all of it, nothing else, in the order of the file"
        refused = rules.about_items(part)
        assert (refused is None) == (bool(wanted) and not any(offer.locked for offer in wanted))
        empty, locked = empty + (not wanted), locked + any(offer.locked for offer in wanted)
    assert empty and locked, "both kinds were tried"
