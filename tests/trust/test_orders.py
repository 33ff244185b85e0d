"""A court order comes while a father is signed in: whatever he had open or waiting then gives him no byte of the child any more,
from the next request on (TRUST 2). And a family that moves: nothing goes to where it lived, and nobody is told (TRUST 7)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from hometime.access import actions as accounts
from hometime.access import links
from hometime.childfile.bundle.making import bundle
from hometime.consents import actions as consents
from hometime.consents.standing import Kind
from hometime.duties.actions import Task, owe
from hometime.families import actions as families
from hometime.families.facets import Basis, Information
from hometime.families.models import Adult, Bond
from hometime.families.tests.test_pages import signed_in
from hometime.kernel import clock
from hometime.keypersons.actions import checking, sending
from hometime.keypersons.actions.meeting import Time, offer
from hometime.keypersons.models import Section
from hometime.notifications.actions import queue
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from hometime.notifications.states import Outcome, State
from hometime.people.roles import Hat, Role
from hometime.plans.actions import supporting
from hometime.plans.actions.supporting import Does, Written
from hometime.records.models import Paper
from hometime.records.papers.attaching import take_in
from hometime.today import chores
from tests.cast import FULL, HOUSE, TODAY, Cast, adult
from tests.stories.village import photograph

NOON = dt.datetime.combine(TODAY, dt.time(12), tzinfo=dt.UTC)
MARK = re.compile(r"\bAva\b|\bA\.C\.|Puddles|Otters|Kites|Two words|Words come late|No eggs|Quiet Row")
AGAIN = re.compile(r"""(?:href|src|action)=["']?(/[^"' >#]*)""")
FIELDS = re.compile(r"""<(?:input|textarea|select)[^>]*\bname=["']?([\w-]+)""")
LEAVES_ALONE = ("/static/", "/sign-out/", "/leave/", "/account/", "/hat/", "/language/", "/board/", "/nearby/")
ANSWER = Task("F14", "Tell us what Ava enjoys at home", "Tell us", Role.PARENT)


@dataclasses.dataclass
class Post:
    """A mail server that takes everything, and remembers it."""

    taken: list[EmailMessage] = dataclasses.field(default_factory=list)

    def attempt(self, message: EmailMessage) -> Outcome:
        self.taken.append(message)
        return Outcome.SENT

    def hang_up(self) -> None:
        """Nothing to hang up."""

    def all_of_it(self) -> str:
        return "\n".join(message.message().as_string() for message in self.taken)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    """Every mail of the house that goes out."""
    office = Post()
    monkeypatch.setattr("hometime.notifications.delivering.sending_is_on", lambda: True)
    monkeypatch.setattr(chores, "sending_is_on", lambda: True)
    monkeypatch.setattr("hometime.notifications.delivering.Line", lambda: office)
    return office


@dataclasses.dataclass
class House:
    """What the father had in hand before the order: his browser, and everything that he opened with it."""

    cast: Cast
    client: Client
    picture: str
    opened: dict[str, str] = dataclasses.field(default_factory=dict)
    tags: dict[str, dict[str, str]] = dataclasses.field(default_factory=dict)
    link: str = ""

    def look(self, address: str) -> None:
        """Opens a page and keeps it open, with the marks by which a browser would ask whether it is still the same."""
        answer = self.client.get(address)
        if answer.status_code != 200:
            return
        kept = {"ETag": "HTTP_IF_NONE_MATCH", "Last-Modified": "HTTP_IF_MODIFIED_SINCE"}
        self.tags[address] = {kept[name]: answer[name] for name in kept if name in answer}
        self.opened[address] = html.unescape(b"".join(answer).decode("utf-8", "replace"))


@pytest.fixture
def father(cast: Cast) -> House:
    """Ava's father, who lives elsewhere, may know all of her so far; and there is something of every room for him."""
    ava, kay = cast.children["Ava"], cast.viewer("Kay Person")
    dad = adult(cast, "Dad Apart", ava, "father", **FULL)
    families.write_key_facts(HOUSE, ava, ["ur"], ["No eggs"])
    families.write_address(HOUSE, cast.adults["Mum Full"], cast.setting, "3 Quiet Row", hidden=False)
    sending.add_line(kay, ava, Section.LIKES, "Puddles", family=False)
    record = sending.send(HOUSE, ava, dad.person, sending.Sent("Otters at the river"))
    paper = take_in(HOUSE, record, photograph().read(), "river.jpg")
    assert isinstance(paper, Paper)
    sending.send_idea(kay, ava, "Kites in the wind", "wind")
    offer(kay, ava, [Time(TODAY + dt.timedelta(days=2), dt.time(17), "phone")])
    steps = [Does("here", "Name each thing"), Does("home", "Read a book with me")]
    supporting.begin(kay, ava, "Words come late", Written("Points", "Two words", steps, TODAY + dt.timedelta(days=60)))
    consents.ask(cast.viewer("Mo Manager"), ava, Kind.PHOTO, purpose="record")
    checking.see_to_checks(HOUSE)
    owe(HOUSE, record, ANSWER, person=dad.person, due=TODAY)
    return House(cast, signed_in(cast, "Dad Apart", Hat.PARENT), f"/paper/{paper.pk}/1/")


def wander(house: House, draw: random.Random, pages: int) -> None:
    """He opens his home page, his child, and some of what leads on from there."""
    front = ["/today/", f"/c/{house.cast.children['Ava'].pk}/", house.picture]
    for address in front:
        house.look(address)
    for _ in range(pages):
        found = {way for page in house.opened.values() for way in AGAIN.findall(page)}
        ahead = sorted(way for way in found - set(house.opened) if not way.startswith(LEAVES_ALONE))
        if ahead:
            house.look(draw.choice(ahead))


def bond_of(house: House) -> Bond:
    return Bond.objects.unscoped("test").get(adult=house.cast.adults["Dad Apart"], child=house.cast.children["Ava"])


def order(house: House) -> None:
    """The order is written down, and what it says decided."""
    lead, bond = house.cast.viewer("Sal Lead"), bond_of(house)
    families.write_down_order(lead, bond, "prohibited steps", TODAY)
    families.decide(lead, bond, "info", Information.NONE, basis=Basis.ORDER, evidence="seen")


def before(house: House, post: Post, draw: random.Random) -> list[Callable[[], object]]:
    """What waits for the moment of the order, in an order of its own."""
    dad, setting = house.cast.people["Dad Apart"], house.cast.setting

    def asks_for_a_link() -> None:
        house.link = links.make("password", dad)

    waits = [
        lambda: wander(house, draw, draw.randint(2, 5)),
        lambda: queue(HOUSE, Key.SOMETHING, dad, setting=setting),
        lambda: accounts.ask_mail(HOUSE, dad, "new_password", to=dad.email or ""),
        asks_for_a_link,
    ]
    return draw.sample(waits, draw.randint(2, len(waits)))


def after(house: House, draw: random.Random, told: list[tuple[str, str]]) -> list[Callable[[], object]]:
    """All that he can still try: his pages again and as his browser kept them, their forms, his link, his mail."""
    client, ava = house.client, house.cast.children["Ava"].pk

    def hear(what: str, answer: Any) -> None:
        assert answer.status_code != 304, what
        body = b"" if answer.status_code == 302 else b"".join(answer)
        assert answer.get("Content-Type", "text/html").startswith("text/html"), f"{what} gives a file"
        told.append((what, html.unescape(body.decode("utf-8", "replace")) + answer.get("Location", "")))

    def again(address: str) -> None:
        hear(address, client.get(address))
        kept: Any = house.tags[address]
        hear(f"{address}, as kept", client.get(address, **kept))

    def send(address: str, page: str) -> None:
        typed = {name: "Otters" if name == "words" else "1" for name in FIELDS.findall(page)}
        hear(f"form {address}", client.post(address, typed))

    ways = {way for page in house.opened.values() for way in AGAIN.findall(page) if not way.startswith(LEAVES_ALONE)}
    tries: list[Callable[[], object]] = [lambda address=address: again(address) for address in house.opened]  # type: ignore[misc]
    behind = draw.sample(sorted(ways), min(6, len(ways)))
    tries += [lambda way=way: hear(way, client.get(way)) for way in behind]  # type: ignore[misc]
    forms = [
        (way, page) for page in house.opened.values() for way in re.findall(r"""action=["']?(/[^"' >#]+)""", page)
        if not way.startswith(LEAVES_ALONE)
    ]  # fmt: skip
    forms += [(address, page) for address, page in house.opened.items() if 'method="post"' in page]
    tries += [lambda way=way, page=page: send(way, page) for way, page in draw.sample(forms, min(3, len(forms)))]  # type: ignore[misc]
    tries += [lambda: hear("copy", client.post(f"/c/{ava}/bundle/")), lambda: hear("file", client.get(f"/c/{ava}/"))]
    tries += [chores.send_mail]
    if house.link:
        tries.append(lambda: hear("link", Client().get(reverse("new-password", args=[house.link]), follow=True)))
    draw.shuffle(tries)
    return tries


@pytest.mark.parametrize("times", [10, pytest.param(200, marks=pytest.mark.long)])
def test_after_an_order_nothing_that_was_open_or_waiting_gives_a_byte_of_the_child(
    times: int, father: House, post: Post
) -> None:
    knew = 0
    for seed in range(times):
        draw = random.Random(seed)
        with clock.fixed(NOON + dt.timedelta(days=seed)):
            house = dataclasses.replace(
                father, client=signed_in(father.cast, "Dad Apart", Hat.PARENT), opened={}, tags={}, link=""
            )
            wander(house, draw, 1)
            told: list[tuple[str, str]] = []
            for step in before(house, post, draw):
                step()
            knew += sum(bool(MARK.search(page)) for page in house.opened.values())
            assert house.opened[house.picture]
            order(house)
            post.taken.clear()
            for step in after(house, draw, told):
                step()
            chores.send_mail()
            typed = re.compile(r"<textarea[^>]*>[^<]*</textarea>")  # his own words of this moment, given back to him
            shown = [(seed, what, found.group()) for what, page in told if (found := MARK.search(typed.sub("", page)))]
            assert not shown, shown[:5]
            assert not MARK.search(post.all_of_it()) and "order" not in post.all_of_it().lower()
            lead = house.cast.viewer("Sal Lead", day=clock.today())
            families.decide(lead, bond_of(house), "info", Information.FULL, basis=Basis.ORDER, evidence="varied")
    assert knew >= 2 * times, "before the order he knew her"


@pytest.mark.parametrize("times", [4, pytest.param(100, marks=pytest.mark.long)])
def test_a_move_sends_nothing_to_the_old_address_and_shows_the_new_one_to_no_other_adult(
    times: int, father: House, post: Post
) -> None:
    """Both ways to reach her change, with letters waiting: on paper, as mail, and a link that was asked for."""
    cast, draw = father.cast, random.Random(7)
    ava, mum = cast.children["Ava"], cast.people["Mum Full"]
    lead, manager = signed_in(cast, "Mo Manager"), cast.viewer("Mo Manager")
    adults = [name for name in ("Dad Apart", "Dad Limited", "Ex Barred") if name in cast.adults]
    for number in range(times):
        with clock.fixed(NOON + dt.timedelta(days=number)):
            mum.refresh_from_db()
            old, new = mum.email or "", f"mum{number}@moved.example"
            queue(HOUSE, Key.SOMETHING, mum, setting=cast.setting)
            accounts.ask_mail(HOUSE, mum, "new_password", to=old)
            street = f"{number} Canary Lane"
            kept_from = draw.choice(["yes", "not known"])
            session = lead.session
            session["proof"] = session["proof"] | {"at": clock.now().timestamp()}
            session.save()
            door = reverse("adult-address", args=[cast.adults["Mum Full"].pk])
            assert lead.post(door, {"address": street}).status_code == 422, "whom to keep it from is asked every time"
            assert lead.post(door, {"address": street, "kept_from": kept_from}).status_code == 302
            accounts.change_email(HOUSE, mum, new)
            accounts.ask_mail(HOUSE, mum, "new_password", to=new)
            post.taken.clear()
            for hour in (0, 4):
                with clock.fixed(NOON + dt.timedelta(days=number, hours=hour)):
                    chores.send_mail()
            gone = [(message.to, message.body) for message in post.taken]
            to_old = [body for to, body in gone if to == [old]]
            assert all("/new-password/" not in body and "something" not in body for body in to_old), to_old
            assert [to for to, _ in gone if to == [new]], "what waited for her goes where she is now"
            row = Adult.objects.unscoped("test").get(pk=cast.adults["Mum Full"].pk)
            assert row.address == "", "a hidden address leaves nothing where the open one stood"
            for name in adults:
                his = signed_in(cast, name, Hat.PARENT)
                for address in ("/today/", f"/c/{ava.pk}/", f"/c/{ava.pk}/looked/"):
                    page = html.unescape(his.get(address).content.decode())
                    assert street not in page and new not in page and "moved" not in page, (number, name, address)
                paper = str(bundle(cast.viewer(name, Hat.PARENT), ava, manager if number % 2 else None).data())
                assert street not in paper and new not in paper, (number, name)
    waiting = Message.objects.unscoped("test").filter(person=mum, state=State.QUEUED)
    assert not [message for message in waiting if message.address]
