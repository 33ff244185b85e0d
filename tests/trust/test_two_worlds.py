"""Two worlds that differ in one secret look the same, byte for byte, to whoever must not know it (TRUST 1, 3, 14, 15)."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from hometime.agencies.actions import signposting
from hometime.agencies.actions.signposting import Given
from hometime.agencies.models import Signpost
from hometime.audit.actions import House, action, note, record_reading
from hometime.childfile.bundle.making import bundle
from hometime.childfile.pages import eyes_of
from hometime.complaints import actions as complaints
from hometime.complaints.actions import Said
from hometime.complaints.following import actions as following
from hometime.complaints.intake import actions as intake
from hometime.complaints.intake.actions import Came
from hometime.complaints.keeping import actions as keeping
from hometime.complaints.keeping.drafting import Words
from hometime.complaints.models import Door
from hometime.consents import actions as consents
from hometime.consents.models import Consent
from hometime.consents.standing import Kind, State, Verdict
from hometime.consents.verdicts import verdicts
from hometime.duties import actions as duties
from hometime.duties.actions import Task
from hometime.families import actions as families
from hometime.families.facets import Basis, Collects, Information
from hometime.families.models import Bond
from hometime.keypersons.actions import checking, meeting, sending, wording
from hometime.keypersons.models import ProgressCheck, Slot
from hometime.keypersons.telling import Hearer
from hometime.people import actions as people
from hometime.people.roles import Hat, Role
from hometime.plans.actions import keeping_safe, supporting
from hometime.plans.models import SafetyPlan, SupportPlan, Undertaking
from hometime.records import actions as records
from hometime.records.audiences import Audience
from hometime.records.models import Party
from hometime.schools.actions import moves, packs, sealed
from hometime.schools.models import PackPart, SchoolMove, SealedFile
from hometime.sharing.actions import book_items, worrying
from hometime.sharing.models import BookPage, SharedBook
from hometime.together.models import Outing
from hometime.welcome.actions import joining, settling
from hometime.welcome.actions.settling import Came as Visited
from hometime.welcome.models import Joining, Settling, WelcomePack
from tests.cast import FULL, HOUSE, TODAY
from tests.databases import embedded_only
from tests.trust.crawl import Seen, crawl
from tests.trust.world import PERSONAS, SHARES, World, world

__all__ = ["world"]


@action
def change(actor: House, row: Any, **facts: Any) -> None:
    """Changes a row as some action of a room to come will."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    note("test.changed", row, chain="test")


def bond(world: World, name: str) -> Bond:
    return Bond.objects.unscoped("test").get(adult=world.cast.adults[name], child=world.cast.children["Ava"])


def adult_of(name: str, **facts: Any) -> Callable[[World], None]:
    return lambda world: change(HOUSE, world.cast.adults[name], **facts)


def address_of(name: str, address: str, *, hidden: bool) -> Callable[[World], None]:
    def plant(world: World) -> None:
        families.write_address(HOUSE, world.cast.adults[name], world.cast.setting, address, hidden=hidden)

    return plant


def person_of(name: str, **facts: Any) -> Callable[[World], None]:
    return lambda world: change(HOUSE, world.cast.people[name], **facts)


def decided(name: str, facet: str, value: Any, basis: str = Basis.DECLARED) -> Callable[[World], None]:
    def plant(world: World) -> None:
        families.decide(HOUSE, bond(world, name), facet, value, basis=basis)

    return plant


def order(world: World) -> None:
    families.write_down_order(HOUSE, bond(world, "Dad Limited"), "non-molestation order", TODAY, expires=TODAY)
    families.decide(HOUSE, bond(world, "Dad Limited"), "contact", "none", basis=Basis.ORDER)


def proposed(world: World) -> None:
    families.propose(world.cast.viewer("Mum Full"), world.cast.children["Ava"], "New Partner", "partner")


def third_adult(world: World, email: str = "third@town.example") -> None:
    """Somebody new beside Ava; each secret that needs one has its own, since a world may hold all of them."""
    who = people.add_person(HOUSE, "Step Parent", email=email)
    people.appoint(HOUSE, who, Role.PARENT, world.cast.setting, TODAY)
    adult = families.register_adult(HOUSE, who, world.cast.setting, phone="07700 900999")
    families.bind(HOUSE, adult, world.cast.children["Ava"], "partner", TODAY, **FULL)


def household(world: World) -> None:
    families.form_household(
        HOUSE, world.cast.setting, [world.cast.adults["Mum Full"], world.cast.adults["Gran Unknown"]]
    )


def case(
    about: str, handler: str, hat: Hat, role: Role, audience: Audience = Audience.NAMED
) -> Callable[[World], None]:
    """A complaint or an allegation: handled by one, about another, with work owed on it, some of it by nobody."""

    def plant(world: World) -> None:
        cast = world.cast
        record = records.open_record(HOUSE, cast.setting, "complaint", "A case", audience, child=cast.children["Ava"])
        records.name_party(HOUSE, record, cast.people[handler], Party.Part.HANDLER, hat=hat, role=role)
        records.name_party(HOUSE, record, cast.people[about], Party.Part.CONCERNS, hat=Hat.STAFF)
        for owes in (role, Role.MANAGER, Role.KEY_PERSON):
            duties.owe(HOUSE, record, Task("C5", "Look into it", "Done", owes), due=TODAY)

    return plant


def private_word(name: str, role: Role) -> Callable[[World], None]:
    """Something that Ava's mother tells one person."""

    def plant(world: World) -> None:
        cast = world.cast
        wording.tell(cast.viewer("Mum Full"), cast.children["Ava"], Hearer(cast.people[name], role), "A secret")

    return plant


def pointed_to(world: World) -> None:
    """Ava's mother is pointed to something, wants to find it again, and lets us write down why."""
    cast = world.cast
    signpost = Signpost.objects.unscoped("test").get(pk=world.tokens["signpost"])
    given = Given("aloud", "ur", cast.adults["Mum Full"], kept_for_them=True, why="A secret", agreed=True)
    signposting.offer(cast.viewer("Kay Person"), cast.children["Ava"], signpost, given)


def told_by(name: str, about: str) -> Callable[[World], None]:
    """A complaint that a parent sent from their own account, with an addition and a word that it was not fair."""

    def plant(world: World) -> None:
        cast = world.cast
        mine = cast.viewer(name, Hat.PARENT)
        said = Said(TODAY, "It was not right.", channel="written", about=about, child=cast.children["Ava"])
        came = Came(Door.SIGNED_IN, adult=cast.adults[name], language="ur")
        made = intake.take_in(mine, cast.setting, said, came)
        following.add(mine, made, "And it was cold.", "added once")
        following.say_how_fair(mine, made, "no", "Nobody rang.", "said once")

    return plant


def talk(world: World) -> None:
    """Ava's mother chooses a time for her talk, and says her part for the check at two."""
    slot = Slot.objects.unscoped("test").select_related("meeting").get(pk=world.tokens["slot"])
    meeting.choose(world.cast.viewer("Mum Full"), slot.meeting, slot)
    check = ProgressCheck.objects.unscoped("test").get(pk=world.tokens["check"])
    checking.take_part(world.cast.viewer("Mum Full"), check, world.cast.people["Mum Full"], checking.Said("Puddles"))


def settles(world: World) -> None:
    """Ava's mother answers the plan, says how it goes, and stays on a visit of which she tells."""
    cast, mum = world.cast, world.cast.people["Mum Full"]
    found = Settling.objects.unscoped("test").select_related("child", "setting").get(pk=world.tokens["settling"])
    settling.answer(cast.viewer("Mum Full"), found, mum, agrees=False, words="Only at ten")
    settling.say(cast.viewer("Mum Full"), found, mum, "She sleeps badly")
    settling.visit(cast.viewer("Kay Person"), found, Visited("well", "A good hour", stayed=mum, theirs="I was there"))


def joins(world: World) -> None:
    """Ava's mother reads what she was given, asks something, and says how to greet her and what she needs."""
    viewer = world.cast.viewer("Mum Full")
    found = Joining.objects.unscoped("test").whole().get(pk=world.tokens["joining"])
    pack = WelcomePack.objects.unscoped("test").get(pk=world.tokens["pack"])
    joining.confirm(viewer, found, pack, "screen")
    joining.ask_to_talk(viewer, found, "Is there a lift?")
    joining.say_needs(viewer, found, "More time")
    joining.say_arrival(viewer, found, "Good evening")


def sent(world: World) -> None:
    cast = world.cast
    made = sending.Sent("We went to the river")
    sending.send(cast.viewer("Mum Full"), cast.children["Ava"], cast.people["Mum Full"], made)


def worried(world: World) -> None:
    worrying.worry(world.cast.viewer("Roo Room"), world.cast.children["Ava"], "A bruise")


def written_in_a_book(world: World) -> None:
    """Ava's key person writes to the other place that cares for her; what it writes back is passed on to the family."""
    kay = world.cast.viewer("Kay Person")
    book = SharedBook.objects.unscoped("test").whole().get(pk=world.tokens["shared book"])
    book_items.send(kay, book_items.write(kay, book, "She danced on the wall"))
    page = BookPage.objects.unscoped("test").whole().get(pk=world.tokens["book page"])
    book_items.pass_on(kay, book_items.write_back(HOUSE, page, "She danced here too", "Chris"))


def plan_answered(world: World) -> None:
    """Ava's mother answers to the support plan, and writes down what she tried."""
    cast, mum = world.cast, world.cast.people["Mum Full"]
    plan = SupportPlan.objects.unscoped("test").select_related("child", "setting").get(pk=world.tokens["plan"])
    step = Undertaking.objects.unscoped("test").select_related("round__plan").get(place="home", round__plan=plan)
    supporting.reply(cast.viewer("Mum Full"), plan, mum, "agrees", "Her father must not know.")
    supporting.try_out(cast.viewer("Mum Full"), step, "Every night but Friday.", person=mum)


def consent_taken_back(world: World) -> None:
    """Ava's mother takes back what she said about walks, and says no to pictures."""
    viewer = world.cast.viewer("Mum Full")
    rows = (
        Consent.objects.unscoped("test")
        .whole()
        .filter(adult=world.cast.adults["Mum Full"], kind__in=("local_walks", "photo"))
    )
    for asked in rows.order_by("pk"):
        consents.answer(viewer, asked, State.REFUSED, words="Her father must not know.")


def consent_of_another(world: World) -> None:
    """Somebody else who may say as much is asked about walks as well, and says no."""
    third_adult(world, "step@town.example")
    ava, kay = world.cast.children["Ava"], world.cast.viewer("Kay Person")
    consents.ask(kay, ava, Kind.LOCAL_WALKS, words="To the pond", where="Pond Lane")
    rows = Consent.objects.unscoped("test").whole().filter(child=ava, kind=Kind.LOCAL_WALKS)
    theirs = rows.get(adult__person__email="step@town.example")
    consents.answer(HOUSE, theirs, State.REFUSED, route="spoken")


def no_to_an_outing(world: World) -> None:
    """Somebody else who may say as much is asked about the outing that Ava is invited to, and says no: she cannot go."""
    third_adult(world, "outing@town.example")
    ava, why = world.cast.children["Ava"], "a test looks"
    outing = Outing.objects.unscoped(why).select_related("setting").get(pk=world.tokens["outing"])
    before = Consent.objects.unscoped(why).get(about=outing, adult=world.cast.adults["Mum Full"])
    asked = consents.ask(
        HOUSE, ava, Kind.OUTING, about=outing, words=before.words, where=before.where, answer_by=before.answer_by,
        opens=before.opens,
    )  # fmt: skip
    theirs = next(each for each in asked if each.adult.person.email == "outing@town.example")
    consents.answer(HOUSE, theirs, State.REFUSED, route="spoken")
    assert verdicts(HOUSE, [ava], Kind.OUTING, about=outing)[ava.pk] == Verdict.NO


def task_withheld(world: World) -> None:
    """One more agreed task, which a lead does not find safe to show."""
    cast = world.cast
    plans = SafetyPlan.objects.unscoped("test").select_related("child", "setting", "under")
    plan = plans.get(pk=world.tokens["safety"])
    mum = cast.people["Mum Full"]
    keeping_safe.add_task(
        cast.viewer("Sal Lead"), plan, "Look at her arms", TODAY, mum, shown=False, why_not="She tells him."
    )


def handed_on(world: World) -> None:
    """A safeguarding file goes from lead to lead, and the family is not told."""
    lead = world.cast.viewer("Sal Lead")
    file = SealedFile.objects.unscoped("test").whole().get(pk=world.tokens["onward"])
    going = sealed.Going(
        "Lea Lead", "Rang the office", "What he did in June", told="not", why_not_told="He reads her post."
    )
    sealed.hand_over(lead, file, going)


def wished(world: World) -> None:
    """Ava's mother writes to the school."""
    mum = world.cast.viewer("Mum Full")
    move = SchoolMove.objects.unscoped("test").whole().get(pk=world.tokens["move"])
    moves.wish(mum, move, world.cast.people["Mum Full"], "Her father must not know.")


def part_taken_back(world: World) -> None:
    """Ava's mother takes back a yes to a part for the school that has not been asked for anew. A lead, who decides what
    leaves, reads the ledger of consents, and so may know it."""
    mum = world.cast.viewer("Mum Full")
    part = PackPart.objects.unscoped("test").get(pk=world.tokens["part"])
    asked = packs.asked_of(part, mum.person_id)
    assert asked is not None
    consents.answer(mum, asked, State.REFUSED)


def three_alike(world: World) -> None:
    """Three complaints about the manager, sorted alike and summed up: what is like them comes to light elsewhere."""
    cast = world.cast
    for number in range(3):
        said = Said(TODAY, f"Rude, {number}.", about="setting_manager", child=cast.children["Ava"], channel="written")
        found = complaints.write_down(cast.viewer("Kay Person"), cast.setting, said)
        lin = cast.viewer("Lin Manager")
        keeping.sort(lin, found, "conduct", cast.room)
        complaints.take_step(lin, found, "answered", words="It is so.", apology="Sorry.", finding="upheld")
        keeping.approve(lin, found, Words("The manager was rude.", "We looked into it.", "We said sorry."))


def written_down(by: str, **said: Any) -> Callable[[World], None]:
    """A complaint as somebody at work writes it down, answered for by whoever may."""

    def plant(world: World) -> None:
        cast = world.cast
        facts = {"child": cast.children["Ava"], "settled": False, "classed": "complaint", **said}
        complaints.write_down(cast.viewer(by), cast.setting, Said(TODAY, "It went badly on Monday.", **facts))

    return plant


def turned_out(by: str, handler: str, about: str) -> Callable[[World], None]:
    """A complaint that turned out to be about somebody only when it was sorted, after it had left the ladder and come
    back, with a strand of its own."""

    def plant(world: World) -> None:
        cast = world.cast
        said = Said(
            TODAY, "It went badly on Monday.", child=cast.children["Ava"], about="key_person", channel="written"
        )
        found = complaints.write_down(cast.viewer(by), cast.setting, said)
        viewer = cast.viewer(handler)
        complaints.open_strand(viewer, found, "personal_data", TODAY)
        complaints.leave_ladder(viewer, found, "A child could be at risk.")
        complaints.send_back(cast.viewer("Sal Lead"), found, "No child is at risk.")
        complaints.reclassify(viewer, found, "They named two.", about=["key_person", about])

    return plant


def seen_by_somebody(world: World) -> None:
    record_reading(world.cast.viewer("Sal Lead"), world.cast.children["Ava"], "child")


def other_session(world: World) -> None:
    world.client("limited")


OTHERS = ("limited", "barred", "unknown", "far-parent")
SECRETS: dict[str, tuple[Callable[[World], Any], tuple[str, ...]]] = {
    "another adult's address": (address_of("Mum Full", "12 Open Lane", hidden=False), OTHERS),
    "another adult's hidden address": (
        address_of("Mum Full", "12 Hidden Lane", hidden=True),
        ("limited", "key", "unknown", "senco", "other-room"),
    ),
    "another adult's telephone": (adult_of("Mum Full", phone="07700 900123"), OTHERS),
    "another adult's e-mail": (person_of("Mum Full", email="elsewhere@town.example"), OTHERS),
    "another adult's language": (adult_of("Mum Full", reads=["ur"], interpreter="ur"), OTHERS),
    "another adult's language on screen": (person_of("Mum Full", language="ur"), OTHERS),
    "another adult's access need": (adult_of("Mum Full", access_needs=["BSL interpreter"]), OTHERS),
    "another adult signed in": (other_session, ("full", "barred", "unknown")),
    "an order": (order, ("full", "limited", "barred", "unknown", "key", "bank")),
    "a facet flipped": (decided("Dad Limited", "info", Information.NONE), ("full", "barred", "unknown", "far-parent")),
    "who may collect": (decided("Gran Unknown", "contact", "none"), ("full", "limited", "barred", "unknown")),
    "what a restriction rests on": (
        decided("Ex Barred", "collect", Collects.NO, Basis.REQUEST),
        ("full", "limited", "barred"),
    ),
    "a proposed adult": (proposed, ("full", "limited", "barred", "unknown")),
    "a third adult": (third_adult, ("full", "limited", "barred", "unknown")),
    "a household of two others": (household, ("limited", "barred", "far-parent")),
    "a complaint about the manager": (
        case("Mo Manager", "Lin Manager", Hat.OWNER, Role.LINE_MANAGER),
        ("manager", "deputy", "key", "full", "limited", "trustee-as-parent"),
    ),
    "a complaint about the key person": (
        case("Kay Person", "Mo Manager", Hat.STAFF, Role.MANAGER),
        ("key", "back-up", "limited", "barred", "lead"),
    ),
    "a complaint that another adult sent": (
        told_by("Mum Full", "setting_manager"),
        ("limited", "manager", "deputy", "key", "barred", "unknown"),
    ),
    "three complaints about the manager, and what was kept of them": (
        three_alike,
        ("manager", "deputy", "full", "limited", "trustee-as-parent"),
    ),
    "an allegation": (
        case("Ban Kay", "Sal Lead", Hat.STAFF, Role.DSL, Audience.SAFEGUARDING),
        ("bank", "key", "manager", "full", "worker"),
    ),
    "a complaint about the manager that staff wrote down": (
        written_down("Roo Room", about="setting_manager"),
        ("manager", "deputy", "key", "limited"),
    ),
    "a complaint about the key person that staff wrote down": (
        written_down("Roo Room", about="key_person"),
        ("key", "back-up", "limited", "barred"),
    ),
    "a child said to be at risk from the key person": (
        written_down("Roo Room", at_risk="yes", about="key_person"),
        ("key", "manager", "other-room", "limited"),
    ),
    "a complaint about the line manager that staff wrote down": (
        written_down("Roo Room", about="line_manager"),
        ("line", "manager", "key", "limited"),
    ),
    "a complaint about the line manager that a parent sent": (
        told_by("Mum Full", "line_manager"),
        ("line", "manager", "key", "limited"),
    ),
    "a complaint that turned out to be about the line manager": (
        turned_out("Roo Room", "Mo Manager", "line_manager"),
        ("line", "key", "limited"),
    ),
    "a private word to the manager": (
        private_word("Mo Manager", Role.MANAGER),
        ("limited", "key", "barred", "unknown", "deputy", "back-up", "other-room", "owner", "senco"),
    ),
    "a private word to the key person": (
        private_word("Kay Person", Role.KEY_PERSON),
        ("manager", "limited", "back-up", "deputy", "barred", "owner"),
    ),
    "what another adult was pointed to": (
        pointed_to,
        ("limited", "barred", "unknown", "far-parent", "bank", "senco", "other-room", "owner", "agency"),
    ),
    "another adult's talk and part": (talk, ("limited", "barred", "unknown", "far-parent", "bank", "lead")),
    "how another family settles in": (settles, ("limited", "barred", "unknown", "far-parent", "bank", "lead", "senco")),
    # What an adult needs stands with what is known of them, which the lead reads too.
    "how another adult joins": (joins, ("limited", "barred", "unknown", "far-parent", "other-room", "senco")),
    "something from another home": (sent, ("limited", "barred", "unknown", "far-parent", "bank", "lead", "senco")),
    "a worry about a child": (worried, ("key", "manager", "full", "limited", "deputy", "bank", "owner")),
    "what a book with another place says": (
        written_in_a_book,
        ("limited", "other-room", "barred", "unknown", "far-parent", "senco", "bank"),
    ),
    "what one home says to a plan": (
        plan_answered,
        ("agency", "limited", "barred", "unknown", "far-parent", "lead", "bank"),
    ),
    "what one adult takes back": (
        consent_taken_back,
        ("limited", "barred", "unknown", "far-parent", "other-room", "agency", "owner"),
    ),
    "what another who may say as much says": (consent_of_another, ("full", "limited", "barred", "unknown")),
    "another adult's no to an outing": (no_to_an_outing, ("full", "limited", "barred", "unknown")),
    "an agreed task withheld from a parent": (
        task_withheld,
        ("full", "manager", "key", "limited", "deputy", "senco", "agency", "barred", "back-up", "other-room"),
    ),
    "a safeguarding file on its way to a school": (
        handed_on,
        ("manager", "full", "key", "deputy", "limited", "senco", "back-up", "bank", "agency"),
    ),
    "what one adult says of a move to school": (wished, ("limited", "barred", "unknown", "bank", "lead", "senco")),
    "a part for the school that one adult takes back": (
        part_taken_back,
        ("limited", "barred", "unknown", "bank", "senco"),
    ),
    "who has looked": (seen_by_somebody, ("full", "limited", "manager", "key")),
}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Refusals are expected here; nobody wants to read them in the log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def walk(
    world: World, viewers: tuple[str, ...], plant: Callable[[World], Any] | None = None
) -> dict[str, dict[str, Seen]]:
    """What each viewer gets to see, with the secret or without; the world is the same afterwards."""
    with transaction.atomic():
        if plant is not None:
            plant(world)
        seen = {}
        for viewer in viewers:
            with transaction.atomic():
                seen[viewer] = crawl(world, viewer)
                transaction.set_rollback(True)
        transaction.set_rollback(True)
    return seen


def differences(one: dict[str, Seen], other: dict[str, Seen]) -> list[str]:
    """The addresses that are not in both, or do not answer with the same bytes in both."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def hidden_from(viewer: str) -> list[str]:
    """The secrets that a viewer must not know, in the order of the table."""
    return [secret for secret, (_, viewers) in SECRETS.items() if viewer in viewers]


@pytest.mark.parametrize("viewer", sorted({viewer for _, viewers in SECRETS.values() for viewer in viewers}))
def test_whoever_must_not_know_sees_the_same_bytes_with_all_the_secrets_at_once(viewer: str, world: World) -> None:
    """What cannot be told from all of them together cannot be told from any. Where it can, each is asked by itself."""
    without = walk(world, (viewer,))[viewer]
    assert len(without) > 10
    hidden = hidden_from(viewer)

    def all_of_them(world: World) -> None:
        for secret in hidden:
            SECRETS[secret][0](world)

    found = differences(without, walk(world, (viewer,), all_of_them)[viewer])
    told = [
        f"{secret}: {viewer} can tell from {path}"
        for secret in (hidden if found else ())
        for path in differences(without, walk(world, (viewer,), SECRETS[secret][0])[viewer])
    ]
    assert not found, "\n".join(told or [f"{viewer} can tell from {path}" for path in found])


@pytest.mark.long
@pytest.mark.parametrize("share", range(SHARES))
def test_whoever_must_not_know_a_secret_sees_the_same_bytes_without_it(share: int, world: World) -> None:
    """Each secret by itself, for every viewer."""
    secrets = dict(list(SECRETS.items())[share::SHARES])
    without = walk(world, tuple(sorted({viewer for _, viewers in secrets.values() for viewer in viewers})))
    assert all(len(pages) > 10 for pages in without.values())
    told = []
    for secret, (plant, viewers) in secrets.items():
        for viewer, pages in walk(world, viewers, plant).items():
            told += [f"{secret}: {viewer} can tell from {path}" for path in differences(without[viewer], pages)]
    assert not told, "\n".join(told)


PAPERS = ("full", "limited", "key", "back-up", "manager", "deputy", "lead")  # whose papers of Ava's file there are


def papers(world: World, names: tuple[str, ...]) -> dict[str, str]:
    """What stands on a parent's own paper, or on the one that somebody at work makes for Ava's mother."""
    cast, ava = world.cast, world.cast.children["Ava"]
    found = {}
    for name in names:
        viewer = cast.viewer(PERSONAS[name][0], PERSONAS[name][1])
        mothers = viewer.hat == Hat.STAFF
        paper = bundle(eyes_of(viewer, bond(world, "Mum Full")), ava, viewer) if mothers else bundle(viewer, ava)
        found[name] = json.dumps(paper.data(), ensure_ascii=False)
    return found


def test_a_familys_paper_tells_no_secret_to_whoever_must_not_know_it(world: World) -> None:
    without, told = papers(world, PAPERS), []
    knowing = {"something from another home": "key", "what one home says to a plan": "full"}
    for secret, (plant, viewers) in SECRETS.items():
        names = tuple(name for name in PAPERS if name in viewers or name == knowing.get(secret))
        if not names:
            continue
        with transaction.atomic():
            plant(world)
            there = papers(world, names)
            transaction.set_rollback(True)
        told += [
            f"{secret}: on the paper of {name}" for name in names if name in viewers and there[name] != without[name]
        ]
        knows = knowing.get(secret)
        assert knows is None or there[knows] != without[knows], "or the papers would prove nothing"
    assert not told, "\n".join(told)


# Who may know each of these, so that the walk is known to see what it looks for.
KNOWN_TO: dict[str, tuple[str, ...]] = {
    "line": ("a complaint about the manager",),
    "lead": (
        "an allegation",
        "a child said to be at risk from the key person",
        "a private word to the key person",
        "a worry about a child",
        "an agreed task withheld from a parent",
        "a safeguarding file on its way to a school",
    ),
    "manager": (
        "a complaint about the key person",
        "a private word to the manager",
        "what another who may say as much says",
    ),
    "key": (
        "another adult's talk and part",
        "something from another home",
        "what one home says to a plan",
        "what one adult takes back",
        "what one adult says of a move to school",
    ),
    "full": ("a complaint that another adult sent", "what a book with another place says"),
}


@embedded_only
@pytest.mark.parametrize("knows", KNOWN_TO)
def test_whoever_may_know_sees_a_difference(knows: str, world: World) -> None:
    """Otherwise the walk would prove nothing. The walk is the same on both databases."""
    without = walk(world, (knows,))[knows]
    for secret in KNOWN_TO[knows]:
        with transaction.atomic():
            SECRETS[secret][0](world)
            told = crawl(world, knows, until=lambda path, answer: without.get(path) != answer)
            transaction.set_rollback(True)
        path, answer = list(told.items())[-1]
        assert without.get(path) != answer, f"{knows} sees nothing of {secret}"


def test_what_is_not_there_and_what_is_not_yours_answer_with_the_same_bytes(world: World) -> None:
    for persona in ("barred", "unknown", "far-parent", "agency", "keeper", "tablet"):
        client = world.client(persona)
        hidden, absent = (client.get(f"/duty/{world.tokens[thing]}/") for thing in ("for-family", "absent"))
        assert hidden.status_code == absent.status_code == 404
        assert hidden.content.replace(world.tokens["for-family"].encode(), b"") == absent.content.replace(
            world.tokens["absent"].encode(), b""
        )
