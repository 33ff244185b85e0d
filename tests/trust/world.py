"""The world of the trust tests: the cast, a few more people, and something of every audience to look at.

A persona is somebody in one hat, signed in with a second factor.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from hometime.access import enrolling, pins
from hometime.access.models import Tablet
from hometime.access.tablets import cookie_name
from hometime.adoption import drafting
from hometime.adoption.models import PolicyDraft
from hometime.agencies.actions import feeding, incidents, involving, registering, signposting, visits, working
from hometime.agencies.actions.incidents import Happened
from hometime.agencies.actions.involving import Works
from hometime.agencies.actions.registering import Facts, Who
from hometime.agencies.actions.signposting import Facts as Described
from hometime.agencies.actions.signposting import Given
from hometime.agencies.actions.visits import Comes
from hometime.agencies.actions.working import Card
from hometime.agencies.models import Asked
from hometime.agencies.openreferral.shape import Listing
from hometime.agencies.pages import publishing
from hometime.agencies.visiting import What
from hometime.childfile.actions import say_why
from hometime.childfile.models import Opening
from hometime.complaints import actions as taking
from hometime.complaints.actions import Said
from hometime.complaints.handling.actions import answering, asking, looking
from hometime.complaints.intake import actions as complaints
from hometime.complaints.intake.actions import Came
from hometime.complaints.keeping.actions import show
from hometime.complaints.models import Arrival, Complaint, Door
from hometime.consents import actions as consents
from hometime.consents.actions import giving, picturing
from hometime.consents.actions.asking import answer as answer_consent
from hometime.consents.models import Consent
from hometime.consents.standing import Kind as Ask
from hometime.consents.standing import Purpose, State
from hometime.duties import actions as duties
from hometime.duties.actions import Task
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.models import Bond, Decision
from hometime.kernel import clock, ids
from hometime.keypersons.actions import checking, meeting, sending, wording
from hometime.keypersons.actions.meeting import Time
from hometime.keypersons.models import ProgressCheck, Slot
from hometime.keypersons.telling import Hearer
from hometime.languages import actions as languages
from hometime.people import actions as people
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.plans.actions import keeping_safe, supporting
from hometime.plans.actions.supporting import Does, Written
from hometime.policies import actions as policies
from hometime.policies.library.wording import our_version
from hometime.policies.reading import read_bytes
from hometime.policies.settling import proposals, settled
from hometime.records import actions as records
from hometime.records.audiences import Audience
from hometime.records.models import Party, Record
from hometime.records.papers.shapes import Picture, Prepared
from hometime.schools.actions import moves, packs, partners, registers, sealed
from hometime.schools.models import MoveSummary
from hometime.schools.tests.registers import register
from hometime.schools.tests.registers import school as a_school
from hometime.sharing.actions import book_items, book_pages, books, decide, send, third_party, worrying
from hometime.sharing.items import offers
from hometime.sharing.models import Reply, Way, Worry
from hometime.sharing.tests import asked
from hometime.together.actions import planning as outings
from hometime.together.actions.planning import Planned
from hometime.welcome.actions import joining, settling, translating
from hometime.welcome.actions.settling import Came as Visited
from hometime.welcome.actions.settling import Drawn
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast, person, town

# persona: name in the cast, the hat, and (for staff of two settings) the setting by its name in the cast
PERSONAS: dict[str, tuple[str, Hat, str]] = {
    "full": ("Mum Full", Hat.PARENT, ""),
    "limited": ("Dad Limited", Hat.PARENT, ""),
    "barred": ("Ex Barred", Hat.PARENT, ""),
    "unknown": ("Gran Unknown", Hat.PARENT, ""),
    "far-parent": ("Far Mum", Hat.PARENT, ""),
    "key": ("Kay Person", Hat.STAFF, "setting"),
    "back-up": ("Bo Backup", Hat.STAFF, "setting"),
    "other-room": ("Roo Room", Hat.STAFF, "setting"),
    "bank": ("Ban Kay", Hat.STAFF, "setting"),
    "volunteer": ("Vi Volunteer", Hat.STAFF, "setting"),
    "tablet": ("Acorns tablet", Hat.STAFF, "setting"),
    "manager": ("Mo Manager", Hat.STAFF, "setting"),
    "deputy": ("Dee Deputy", Hat.STAFF, "setting"),
    "lead": ("Sal Lead", Hat.STAFF, "setting"),
    "senco": ("Sen Coe", Hat.STAFF, "setting"),
    "line": ("Lin Manager", Hat.OWNER, ""),
    "owner": ("Ola Owner", Hat.OWNER, ""),
    "trustee": ("Tru Parent", Hat.OWNER, ""),
    "trustee-as-parent": ("Tru Parent", Hat.PARENT, ""),
    "worker": ("Staff Parent", Hat.STAFF, "setting"),
    "worker-elsewhere": ("Staff Parent", Hat.STAFF, "sibling"),
    "worker-as-parent": ("Staff Parent", Hat.PARENT, ""),
    "agency": ("Ag Ency", Hat.AGENCY, "setting"),
    "keeper": ("Kee Per", Hat.KEEPER, ""),
    "sibling": ("Sib Manager", Hat.STAFF, "sibling"),
    "stranger": ("Far Manager", Hat.STAFF, "stranger"),
}
NOBODY = "anonymous"
PIN = "2580"
# Enrolled tablets with nobody signed in on them, and what each is for.
SWITCHED_IN = "on the room's tablet"  # the key person there, with face and PIN
TABLETS = {"room-tablet": Tablet.Use.ROOM, "door-tablet": Tablet.Use.DOOR, "outing-tablet": Tablet.Use.OUTING}
SHARES = 2  # of a walk of minutes, so that two workers share it


@dataclasses.dataclass
class World:
    """The cast with things to look at: `tokens` names the value that stands in an address."""

    cast: Cast
    tokens: dict[str, str]

    def client(self, persona: str, *, fresh: bool = False) -> Client:
        """A browser of the persona's own; the last fresh proof was an hour ago, or (`fresh`) a moment ago."""
        client = Client()
        if persona in TABLETS:
            client.cookies[cookie_name()] = self.tokens[persona]
        if persona == SWITCHED_IN:
            return self._switched_in(client)
        if persona not in PERSONAS:
            return client
        name, hat, place = PERSONAS[persona]
        who = self.cast.people[name]
        client.force_login(who, settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        session["hat"] = f"{hat}:{self._place(who, hat, place)}"
        at = (clock.now() - dt.timedelta(hours=0 if fresh else 1)).timestamp()
        session["proof"] = {"who": who.pk, "by": "totp", "strong": True, "at": at}
        session.save()
        return client

    def _switched_in(self, client: Client) -> Client:
        client.cookies[cookie_name()] = self.tokens["room-tablet"]
        answer = client.post(reverse("tablet-face", args=[self.tokens["Kay Person"]]), {"pin": PIN})
        assert answer.status_code == 302, answer.content
        return client

    def _place(self, who: Person, hat: Hat, place: str) -> str:
        if place:
            return str(getattr(self.cast, place).pk)
        return str(next(post.provider_id for post in who.posts.all() if post.hat == hat))


def build() -> World:
    """The whole world, on the clock of the caller."""
    cast = town()
    person(cast, "Ban Kay", (Role.BANK, cast.setting), room=cast.room)
    person(cast, "Acorns tablet", (Role.TABLET, cast.setting), room=cast.room)
    ava, ben, far = (cast.children[name] for name in ("Ava", "Ben", "Far"))
    world = World(cast, {"slug": cast.setting.slug, "absent": ids.token()})
    # thing: the audience, the child, the post that owes a duty on it, and the kind of record
    things: dict[str, tuple[Audience, Any, Role, str]] = {
        "for-setting": (Audience.SETTING, None, Role.MANAGER, "note"),
        "for-family": (Audience.FAMILY, ava, Role.KEY_PERSON, "note"),
        "for-plan": (Audience.FAMILY, ava, Role.SENCO, "plan"),
        "for-room": (Audience.ROOM, ava, Role.KEY_PERSON, "note"),
        "for-staff": (Audience.STAFF, ava, Role.DEPUTY, "note"),
        "for-leads": (Audience.SAFEGUARDING, ava, Role.DSL, "note"),
        "about-the-manager": (Audience.NAMED, ava, Role.LINE_MANAGER, "complaint"),
        "of-the-trustees-child": (Audience.FAMILY, ben, Role.MANAGER, "note"),
        "of-strangers": (Audience.FAMILY, far, Role.MANAGER, "note"),
    }
    for name, (audience, child, role, kind) in things.items():
        setting = child.setting if child is not None else cast.setting
        record = records.open_record(HOUSE, setting, kind, f"About {name}", audience, child=child)
        if name == "about-the-manager":
            _name(record, cast.people["Lin Manager"], Party.Part.HANDLER, Hat.OWNER, Role.LINE_MANAGER)
            _name(record, cast.people["Mum Full"], Party.Part.NAMED, Hat.PARENT)
            _name(record, cast.people["Mo Manager"], Party.Part.CONCERNS, Hat.STAFF)
        owed = duties.owe(HOUSE, record, Task("F1", "Write it down", "Done", role), due=TODAY)
        world.tokens[name] = owed.pk
    for name in ("Kay Person", "Lin Manager", "Mum Full", "Far Mum"):
        who = cast.people[name]
        world.tokens[name] = who.pk
        world.tokens[f"post of {name}"] = who.posts.get().pk
    _families(world)
    said = Said(TODAY, "It went wrong at the gate", child=ava, settled=False, classed="complaint")
    _meet(world)
    _plan(world)
    _go_out(world)
    _visits(world)
    _consents(world)
    _to_school(world)
    came = Came(Door.STAFF, adult=cast.adults["Mum Full"])
    case = complaints.at_the_door(cast.viewer("Kay Person"), cast.setting, said, came, read_back=True)
    world.tokens["complaint"] = case.pk
    world.tokens["arrival"] = Arrival.objects.unscoped("test").get(complaint=case).pk
    mo = cast.viewer("Mo Manager")
    world.tokens["booking"] = languages.ask_for_interpreter(mo, case, None, "ur").pk
    world.tokens["translation"] = languages.ask_for_translation(mo, case, None, "The letter", "ur").pk
    _work_on(world, cast)
    world.tokens["draft"] = _draft(cast).pk
    _uphold(world)
    _adopt(world)
    _signposts(world)
    _enrol(world)
    world.tokens["opening"] = say_why(cast.viewer("Roo Room"), ava, Opening.Why.HURT, "She fell").pk
    return world


def _signposts(world: World) -> None:
    """Somewhere to find help, to which Ava's mother was pointed; and a feed that waits to be looked at."""
    cast, kay = world.cast, world.cast.viewer("Kay Person")
    facts = Described("Money Desk", ["money"], phone="01632 960 555", street="2 Quay Lane", languages=["ur"])
    signpost = signposting.list_signpost(kay, cast.setting, facts)
    given = Given("paper", "ur", cast.adults["Mum Full"], kept_for_them=True, why="Bills", agreed=True)
    world.tokens["offer made"] = signposting.offer(kay, cast.children["Ava"], signpost, given).pk
    found = {"shape": "v3", "services": [Listing("a", "A group").plain()], "problems": []}
    read = feeding.read_feed(cast.viewer("Mo Manager"), cast.setting, "The council", found)
    world.tokens["signpost"], world.tokens["feed reading"] = signpost.pk, read.pk
    world.tokens["published id"] = publishing.as_uuid(signpost.pk)
    world.tokens["taxonomy id"], world.tokens["term id"] = publishing.TAXONOMY, next(iter(publishing.KEYS))


def _enrol(world: World) -> None:
    """A tablet for each use, and one more that its code was not typed on yet."""
    cast = world.cast
    manager = cast.viewer("Mo Manager")
    for name, use in TABLETS.items():
        code = enrolling.prepare(manager, use, cast.room if use == Tablet.Use.ROOM else None)
        enrolled = enrolling.take_up(HOUSE, code)
        assert enrolled is not None
        world.tokens[name] = enrolled[1]
        if use == Tablet.Use.ROOM:
            pins.choose(cast.people["Kay Person"], enrolled[0], PIN)
    enrolling.prepare(manager, Tablet.Use.DOOR)
    world.tokens["tablet"] = Tablet.objects.get(enrolled_at=None).pk


def _meet(world: World) -> None:
    """A talk that Ava's mother was asked for, and a worry about Ava."""
    cast, ava = world.cast, world.cast.children["Ava"]
    times = [Time(TODAY + dt.timedelta(days=days), dt.time(18), "phone") for days in (7, 8)]
    (talk,) = meeting.offer(cast.viewer("Kay Person"), ava, times, "How Ava is doing")
    worrying.worry(cast.viewer("Roo Room"), ava, "Something I saw")
    checking.see_to_checks(HOUSE)
    checks = ProgressCheck.objects.unscoped("test").filter(child=ava)
    world.tokens["check"] = checks.get().pk
    chosen = Hearer(cast.people["Mo Manager"], Role.MANAGER)
    world.tokens["word"] = wording.tell(cast.viewer("Mum Full"), ava, chosen, "Something private").pk
    mum = cast.people["Mum Full"]
    idea = sending.send_idea(cast.viewer("Kay Person"), ava, "Bake bread", "Flour")
    world.tokens["idea"] = idea.pk
    world.tokens["sent"] = sending.send(cast.viewer("Mum Full"), ava, mum, sending.Sent("We baked", answers=idea)).pk
    world.tokens["line"] = sending.add_line(cast.viewer("Mum Full"), ava, "likes", "Flour", family=True).pk
    world.tokens["ava"], world.tokens["talk"] = ava.pk, talk.pk
    world.tokens["slot"] = Slot.objects.unscoped("test").filter(meeting=talk).order_by("on")[0].pk
    world.tokens["worry"] = Worry.objects.unscoped("test").get().pk
    _share(world)
    _welcome(world)


def _share(world: World) -> None:
    """What Ava's key person sent to a health visitor with her mother's yes, and what the health visitor told us."""
    cast, ava = world.cast, world.cast.children["Ava"]
    kay, mo = cast.viewer("Kay Person"), cast.viewer("Mo Manager")
    mine = [offer for offer in offers(kay, ava, asked.TO.name) if offer.source == "who"]
    made = decide(kay, ava, asked.TO, asked.answers(cast), mine)
    theirs = third_party.keep_apart(mo, ava, "Town Health", "Her hearing", TODAY)
    question = third_party.ask(mo, theirs, "Sam School", "For her teacher")
    third_party.answered(mo, question, Reply.YES)
    with clock.fixed(clock.now() - dt.timedelta(minutes=5)):
        gone = send(kay, made)
    world.tokens |= {"share": made.pk, "sending": gone.pk, "told us": theirs.pk, "asking": question.pk}
    _book(world)


def _book(world: World) -> None:
    """A book with Ava's childminder, in which her key person wrote what is not read yet, and the childminder wrote back."""
    cast, kay, mum = world.cast, world.cast.viewer("Kay Person"), world.cast.viewer("Mum Full")
    place = registering.take_up(HOUSE, cast.setting, Facts("Chestnut Childminding", "provider", "Afternoons", "Ring"))
    who = Who("Chris Chestnut", "Childminder", "How her day went", "01632 960300", "chris@chestnut.example")
    registering.verify(HOUSE, minder := registering.know(HOUSE, place, who), "Rang the number of the register")
    covers = books.Covers(minder, "One day", "What she did", "They have her after us", TODAY + dt.timedelta(days=99))
    book = books.begin(kay, cast.children["Ava"], covers)
    answer_consent(mum, Consent.objects.unscoped("test").whole().get(about=book), State.GIVEN)
    books.settle(kay, book, True, "Her mother wants it")
    with clock.fixed(clock.now() - dt.timedelta(minutes=5)):
        page = book_pages.give(kay, book)
        item = book_items.write(kay, book, "She sang")
        book_items.send(kay, item)
    book_items.pass_on(kay, book_items.write_back(HOUSE, page, "She slept", "Chris"))
    world.tokens |= {"shared book": book.pk, "book item": item.pk, "book page": page.pk}


def _welcome(world: World) -> None:
    """Ava settles in: a plan, a visit on which her mother stayed, and what she said; and how her mother joined."""
    cast, kay = world.cast, world.cast.viewer("Kay Person")
    mum = cast.people["Mum Full"]
    found = settling.begin(kay, cast.children["Ava"], TODAY + dt.timedelta(days=7))
    settling.draw_up(kay, found, Drawn("An hour", "A quiet corner", "You stay", "A rabbit"))
    settling.visit(kay, found, Visited("mixed", "She played", stayed=mum, theirs="She slept well"))
    world.tokens["settling"] = found.pk
    for kind, sections in (("guide", {"setting": "A garden"}), ("asks", {"asks": "Ring us", "offers": "Ask us"})):
        world.tokens[kind] = kind
        pack = joining.write(HOUSE, cast.setting, kind, sections)
        joining.publish(HOUSE, pack)
        world.tokens["pack"] = pack.pk
    world.tokens["translated"] = translating.translate(
        HOUSE, pack, "ur", {"asks": "ہمیں فون کریں", "offers": "ہم سے پوچھیں"}, "Ina Iqbal"
    ).pk
    joined = joining.begin(kay, cast.children["Ava"], cast.adults["Mum Full"])
    joining.give(kay, joined, pack, "aloud", "Urdu", "She listened")
    joining.say_needs(cast.viewer("Mum Full"), joined, "No steps")
    world.tokens["joining"] = joined.pk
    world.tokens["arrival note"] = joining.say_arrival(cast.viewer("Mum Full"), joined, "Good morning").pk


def _go_out(world: World) -> None:
    """An outing today with somebody of another room than Ava's, for which her mother has not answered."""
    cast, mo = world.cast, world.cast.viewer("Mo Manager")
    where = Planned("A farm", TODAY, dt.time(9, 30), dt.time(12), "foot", 2, "A gate")
    found = outings.plan(mo, cast.setting, where, cast.people["Roo Room"], [], [cast.children["Ava"]])
    world.tokens["outing"] = found.pk
    asked = Consent.objects.unscoped("test").get(about=found, adult=cast.adults["Mum Full"])
    world.tokens["outing asked"] = asked.pk


def _plan(world: World) -> None:
    """A support plan of Ava's with somebody from outside on it, and an agreed task that her mother is shown."""
    cast, ava = world.cast, world.cast.children["Ava"]
    kay, lead, mum = cast.viewer("Kay Person"), cast.viewer("Sal Lead"), cast.people["Mum Full"]
    steps = [Does("here", "Name things twice", who="Kay"), Does("home", "One book a day", person=mum)]
    later = TODAY + dt.timedelta(days=100)
    plan = supporting.begin(kay, ava, "Words come late", Written("Points at things", "Two words", steps, later))
    supporting.add_professional(kay, plan, "", "Speech therapy", "Words", later, cast.people["Ag Ency"])
    safety = keeping_safe.begin(lead, ava, "A worker outside", later)
    task = keeping_safe.add_task(lead, safety, "Weigh her together", later, mum, shown=True)
    world.tokens["plan"], world.tokens["safety"], world.tokens["agreed"] = plan.pk, safety.pk, task.pk


def _visits(world: World) -> None:
    """A therapist who is with Ava and Kay now, of which something went wrong; and one who has gone, and is asked how it was."""
    cast, kay = world.cast, world.cast.people["Kay Person"]
    facts = Facts("Town Speech Therapy", "health", "Words", "Ring on Mondays")
    service = registering.take_up(HOUSE, cast.setting, facts)
    tess = registering.know(HOUSE, service, Who("Tess Thera", "Speech therapist", "How Ava talks"))
    world.tokens["service"], world.tokens["professional"] = service.pk, tess.pk
    for name in ("visit gone", "visit"):
        comes = Comes(TODAY, kay, "How she talks", space="The den", professional=tess)
        found = visits.expect(HOUSE, cast.setting, comes)
        visits.arrive(HOUSE, found)
        visits.take_in(HOUSE, found, cast.children["Ava"], kay, audience=Audience.FAMILY)
        world.tokens[name] = found.pk
        if name == "visit gone":
            visits.leave(HOUSE, found)
            visits.finish(HOUSE, found, dict.fromkeys(What, False), "I stayed")
    noon = dt.time(12)
    went = incidents.tell(HOUSE, found, Happened("other_child", noon, noon, "The door stood open"))
    world.tokens["went wrong"] = went.pk
    card = working.put_out(HOUSE, cast.setting, Card("Ringing the duty team", "Ring, then write"), service)
    asked = working.ask(HOUSE, service, "Talking late", "When do words usually come?")
    refer = working.ask(HOUSE, service, "Few words", "Ten words at three. What now?")
    working.write_answer(HOUSE, refer, "Ring us with the name.", refers=True)
    world.tokens["asked to refer"] = refer.pk
    works = Works(tess, "Listens to how she talks", TODAY, "joint", leads=True)
    involved = involving.involve(HOUSE, cast.children["Ava"], works)
    involving.advise(HOUSE, involved, "Say each thing twice", TODAY)
    world.tokens |= {"protocol": card.pk, "asked outside": asked.pk, "involved": involved.pk}
    world.tokens["training"] = working.offer(HOUSE, service, "Talking", "An evening of listening").pk
    world.tokens["question"] = Asked.objects.unscoped("test").get().pk


def _consents(world: World) -> None:
    """What Ava's mother is asked and allows: walks, a medicine that was given, pictures; and what a court has ruled."""
    cast, ava, mum = world.cast, world.cast.children["Ava"], world.cast.viewer("Mum Full")
    kay, lead = cast.viewer("Kay Person"), cast.viewer("Sal Lead")
    (walks,) = consents.ask(kay, ava, Ask.LOCAL_WALKS, words="To the pond", where="Pond Lane")
    consents.answer(mum, walks, State.GIVEN, words="With a hat")
    days = (TODAY, TODAY + dt.timedelta(days=9), TODAY + dt.timedelta(days=60))
    medicine = giving.bring(kay, ava, giving.Prescribed("Penicillin", "5 ml", "noon", "sore throat", *days))
    for purpose in (Purpose.RECORD, Purpose.OWN_FAMILY):
        consents.ask(kay, ava, Ask.PHOTO, purpose=purpose)
    for one in Consent.objects.unscoped("test").filter(child=ava).exclude(pk=walks.pk).order_by("pk"):
        consents.answer(mum, one, State.GIVEN)
    given = giving.give(kay, medicine, "5 ml", cast.people["Bo Backup"])
    photograph = picturing.take(kay, ava, picturing.Taken((PICTURE, "ava.png"), caption="In the sand"), _as_it_is)
    picturing.use(kay, photograph, Purpose.OWN_FAMILY)
    ruling = consents.write_ruling(lead, ava, Ask.PHOTO, False, "An order", purpose=Purpose.PRESS)
    world.tokens |= {"consent": walks.pk, "medicine": medicine.pk, "given": given.pk, "photograph": photograph.pk}
    world.tokens["ruling"] = ruling.pk


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63a80000007a0079b361b57b0000000049454e44ae426082"
)


def _as_it_is(data: bytes, name: str) -> Prepared:
    """A picture of our own, which needs no looking at."""
    one = Picture(data, "image/png", 1, 1)
    return Prepared(name, "image/png", len(data), hashlib.sha256(data).hexdigest(), (one,), one, "")


def _to_school(world: World) -> None:
    """Ava moves to a school that one works with: planned, written down, asked for and sent; and a file from lead to lead.
    A register waits."""
    cast, ava = world.cast, world.cast.children["Ava"]
    kay, mo, lead, mum = (cast.viewer(name) for name in ("Kay Person", "Mo Manager", "Sal Lead", "Mum Full"))
    known = {
        "name": "Mill School",
        "street": "Mill Lane",
        "town": "Otterton",
        "postcode": "ZZ1 1ZZ",
        "phone": "01632 960100",
    }
    school = registers.write_school(mo, cast.provider, known)
    partner = partners.begin(mo, cast.setting, school)
    partners.write(mo, partner, "agreed", "We sing the same song.")
    found = registers.sort_out(cast.provider, register([a_school(1)]), ["901"])
    move = moves.begin(kay, ava, TODAY + dt.timedelta(days=60))
    where = moves.Where(school, move.starts_on, "Tia Teacher", "tia@school.example", "01632 960200", "Rang the office")
    moves.say_school(kay, move, where)
    visit = moves.plan_visit(kay, move, TODAY + dt.timedelta(days=9), "us")
    moves.hear_child(kay, move, "I will have a peg", "In play")
    moves.wish(mum, move, cast.people["Mum Full"], "She naps after lunch")
    moves.summarise(kay, move, dict.fromkeys((*MoveSummary.AREAS, *MoveSummary.OTHERS), "Doing well"))
    parts = packs.offer(kay, move)
    for part in parts:
        asked = packs.asked_of(part, cast.people["Mum Full"].pk)
        if asked is not None:
            answer_consent(mum, asked, State.GIVEN)
    parcel = packs.send_parts(mo, move, Way.PAPER)
    onward = sealed.open_file(lead, ava, school)
    world.tokens |= {
        "school": school.pk, "partner": partner.pk, "register": registers.bring(mo, cast.provider, found).pk, "move": move.pk,
        "school visit": visit.pk, "part": parts[0].pk, "own part": parts[-1].pk, "parcel": parcel.pk, "onward": onward.pk,
    }  # fmt: skip


def _work_on(world: World, cast: Cast) -> None:
    """A point, a witness who was asked, and a letter on its way, in the complaint of the world."""
    case = Complaint.objects.unscoped("test").get(pk=world.tokens["complaint"])
    mo = cast.viewer("Mo Manager")
    point = looking.set_points(mo, case, ["The gate stood open"])[0]
    looking.find(mo, point, "upheld", "The lock was broken")
    world.tokens["point"] = point.pk
    world.tokens["asked"] = asking.ask(mo, case, cast.people["Roo Room"], "What did you see at the gate?").pk
    answering.save_draft(mo, case, 0, {"explanation": "We asked everybody.", "apology": "We are sorry."})
    world.tokens["letter"] = answering.give(mo, case, "post").pk


def _uphold(world: World) -> None:
    """A complaint that was upheld, which the owners review; and a showing of the record by the manager."""
    cast = world.cast
    manager = cast.viewer("Mo Manager")
    said = Said(TODAY, "Nobody rang.", channel="written", child=cast.children["Ava"], classed="complaint")
    case = complaints.at_the_door(manager, cast.setting, said, Came(Door.STAFF), read_back=True)
    taking.take_step(manager, case, "answered", words="We looked.", apology="Sorry.", finding="upheld")
    review = taking.review_of(case)
    assert review is not None
    world.tokens["upheld"], world.tokens["review"] = case.pk, review.pk
    world.tokens["shown"] = show(manager, "An inspector", TODAY, TODAY).pk


PROMISE = b"# 10.2 Complaints\n\n## Parents\n\n- The complaints procedure is displayed on the parents' notice board.\n"


SHEET = [["Name", "Date of birth"], ["New Child", "4/5/2024"]]


def _families(world: World) -> None:
    """Children, adults and what lies between them; an order, a household, and a spreadsheet that waits."""
    cast = world.cast
    bonds = Bond.objects.unscoped("test")
    for name, child in cast.children.items():
        world.tokens[name] = child.pk
    for name in ("Mum Full", "Tru Parent", "Far Mum"):
        world.tokens[f"adult {name}"] = cast.adults[name].pk
        world.tokens[f"bond of {name}"] = bonds.get(adult=cast.adults[name]).pk
    mum, barred = (bonds.get(adult=cast.adults[name]) for name in ("Mum Full", "Ex Barred"))
    world.tokens["decision"] = Decision.objects.unscoped("test").get(bond=mum, facet="pr").pk
    world.tokens["order"] = families.write_down_order(HOUSE, barred, "an order", TODAY).pk
    home = families.form_household(HOUSE, cast.stranger, [cast.adults["Far Mum"]])
    world.tokens["membership"] = home.memberships.unscoped("test").get().pk
    world.tokens["sheet"] = families.bring_sheet(cast.viewer("Mo Manager"), cast.setting, SHEET, {}).pk


def _adopt(world: World) -> None:
    """A clause adopted here and one adopted by strangers, and a contact card of each."""
    for name, setting in (("here", world.cast.setting), ("far", world.cast.stranger)):
        reading = read_bytes(PROMISE, "promise.md")
        paper = policies.take_in(HOUSE, setting.provider, reading, PROMISE)
        confirmed = settled(reading, proposals(reading))
        adopted = policies.freeze(HOUSE, setting, paper, reading.parts[0], confirmed, TODAY)
        world.tokens[f"clause {name}"] = adopted.clauses.get().pk
        card = policies.write_card(HOUSE, setting, "regulator", "Ofsted", phone="01632 960123", source="their page")
        world.tokens[f"card {name}"] = card.pk
    world.tokens["number"] = adopted.number
    days = {"first_day": dt.date(2026, 7, 24), "last_day": dt.date(2026, 8, 31)}
    shut = people.close_for(HOUSE, world.cast.setting, what="Summer holiday", kind="holiday", **days)
    world.tokens["closure"] = shut.pk


def _draft(cast: Cast) -> PolicyDraft:
    """A policy on its way for the provider of the two settings."""
    content = our_version(cast.provider.name, [cast.setting.name, cast.sibling.name], ["10.2"]).encode()
    return drafting.begin(HOUSE, cast.provider, read_bytes(content, "policy.md"), content)


def _name(record: Record, who: Person, part: str, hat: Hat, role: Role | None = None) -> None:
    records.name_party(HOUSE, record, who, part, hat=hat, role=role)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """The world, on the cast's day."""
    with clock.fixed(TODAY), ids.seeded("the world"):
        yield build()


__all__ = ["LONG_AGO", "NOBODY", "PERSONAS", "Duty", "World", "build", "world"]
