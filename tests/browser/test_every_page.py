"""Every page for every hat in a real browser, over a small practice world: whole, accessible, quiet, and titled plainly.

The table of visits is held against the table of doors: a new page without a visit here fails the first test.
"""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import LazySettings
from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from hometime.access import links
from hometime.access.checks import doors
from hometime.access.viewer import hats_of, viewer_for
from hometime.adoption import drafting
from hometime.agencies.models import (
    Asked,
    FeedReading,
    Incident,
    Involvement,
    Organisation,
    Professional,
    Protocol,
    Question,
    Signpost,
)
from hometime.agencies.models import Visit as Called
from hometime.childfile.models import Opening
from hometime.complaints.keeping.actions import show
from hometime.complaints.models import Complaint, Entry
from hometime.config.environment import ROOT
from hometime.consents.models import Consent, Medicine, Photograph, Ruling
from hometime.duties.models import Duty, Kind
from hometime.families import actions as families
from hometime.families.models import Bond, Child
from hometime.kernel import clock
from hometime.keypersons.models import Contribution, Idea, Meeting, PrivateWord, ProgressCheck
from hometime.languages.models import Booking, Translation
from hometime.people.models import Person, Post, Provider
from hometime.people.roles import Hat, Role
from hometime.plans.models import SafetyPlan, SafetyTask, SupportPlan
from hometime.policies.library.wording import our_version
from hometime.policies.models import AdoptedClause, Adoption, ContactCard
from hometime.policies.reading import read_bytes
from hometime.policies.settling import proposals
from hometime.practice import world
from hometime.records.models import Party
from hometime.schools.actions import registers
from hometime.schools.models import PackPart, Parcel, Partnership, SchoolMove, SealedFile
from hometime.schools.tests.registers import register, school
from hometime.sharing.models import Decision, Sending, SharedBook, ToldUs, Worry
from hometime.together.models import Outing
from hometime.ui.titles import TITLES, browser_title
from hometime.welcome.models import Joining, Settling, WelcomePack
from tests.browser.looking import SPILLS, brings_the_check, look, violations
from tests.browser.visits import ANYONE, ERRORS, HATS, MEANT_TO_FAIL, NO_PAGE, OF_TWO, PARENT, VISITS
from tests.cast import HOUSE
from tests.trust.world import SHARES

Visit = Callable[..., Page]
HEIGHT = 844


@dataclasses.dataclass(frozen=True)
class Look:
    """One way of looking at a page."""

    width: int
    language: str = "en-gb"
    scheme: str = "light"
    contrast: bool = False

    @property
    def load(self) -> tuple[str, str, bool]:
        """What a page must be loaded anew for. Its width is not: no script of ours asks for it."""
        return self.language, self.scheme, self.contrast

    @property
    def name(self) -> str:
        """For the list of faults."""
        return f"{self.width} {self.language} {self.scheme}{' high contrast' if self.contrast else ''}"

    def options(self) -> dict[str, Any]:
        """For a new profile of the browser."""
        return {
            "viewport": {"width": self.width, "height": HEIGHT},
            "color_scheme": self.scheme,
            "forced_colors": "active" if self.contrast else "none",
            "reduced_motion": "reduce",
            "locale": "en-GB",
        }


USUAL = (Look(320), Look(1280), Look(390, "ur", "dark"))
ALL_LOOKS = tuple(
    Look(width, language, scheme, contrast)
    for width in (320, 390, 1280)
    for language in ("en-gb", "ar")
    for scheme, contrast in (("light", False), ("dark", False), ("light", True))
)


class Town:
    """The practice world behind a live server, and the profiles of those who look at it."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.faults: list[str] = []
        self.said: list[str] = []
        self.kept: dict[str, Any] = {ANYONE: None}
        self.looked = 0
        begun = drafts()  # first: what a new version takes over is owed anew
        deputy = Post.objects.get(role=Role.DEPUTY, setting__slug="otter-bridge")
        parent = Person.objects.get(
            introduction__words="Reads Urdu", email__endswith="families.example", pk__in=_parents()
        )
        duties = Duty.objects.unscoped("a test looks for something to open")
        here = duties.filter(setting__slug="otter-bridge", owed_role=Role.MANAGER).order_by("due", "pk")
        open_check, of_two = _open_check()
        self.people = {**HATS, PARENT: parent.email or "", OF_TWO: of_two}
        self.facts = {
            "late": here.open().filter(kind=Kind.ATTESTATION).first().pk,  # type: ignore[union-attr]
            "kept": here.filter(kept_on__isnull=False).last().pk,  # type: ignore[union-attr]
            "review": duties.open().filter(setting__slug="otter-bridge", owed_role=Role.OWNER).first().pk,  # type: ignore[union-attr]
            **_of_a_family(parent),
            **_of_schools(),
            **_of_the_directory(),
            **_of_services(),
            "open check": open_check,
            **_outings(),
            "complaint": _case(closed__isnull=True),
            "answered": _case(entries__kind="letter"),
            "agencys": _case(source="agency"),
            **_work(),
            "record shown": _shown(),
            "new review": _review(open_=True),
            "old review": _review(open_=False),
            "booking": _of_languages(Booking, status="booked"),
            "asked": _of_languages(Booking, status="asked"),
            "translation": _of_languages(Translation, done_on__isnull=False),
            "shown": _clause("F3"),
            "stated": _clause("G1"),
            "card": ContactCard.objects.filter(setting__slug="otter-bridge").latest("name").pk,
            "part": Adoption.objects.filter(setting__slug="otter-bridge").latest("number").pk,
            "deputy": deputy.person_id,
            "deputy post": deputy.pk,
            "password": links.make("password", parent),
            "email": links.make("email", parent, "new@families.example"),
        }
        self.facts |= begun
        self.facts |= family_of(parent)
        # Signed in first: whoever has an authenticator is asked for its code.
        self.profile(PARENT, USUAL[0]).close()
        self.facts["factor"] = TOTP.activate(parent, generate_totp_secret()).instance.pk

    def profile(self, hat: str, look: Look) -> BrowserContext:
        """A profile of the browser in which the wearer of `hat` is signed in."""
        if hat not in self.kept:
            with self.browser.new_context(base_url=self.site, locale="en-GB") as first:
                sign_in(first.new_page(), self.people[hat])
                self.kept[hat] = first.storage_state()
        opened = self.browser.new_context(
            base_url=self.site,
            storage_state=self.kept[hat],
            **look.options(),
        )
        # Always said: a page else speaks the language that its reader reads.
        opened.add_cookies([{"name": "django_language", "value": look.language, "url": self.site}])
        return opened

    def tab(self, profile: BrowserContext) -> Page:
        """A tab in which one address after the other is opened; what it complains of is in `said`."""
        page = profile.new_page()
        page.on("console", lambda m: self.said.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((self.site, "data:")) else self.said.append(r.url))
        return page

    def look_at(self, hat: str, address: str, page: Page, looks: tuple[Look, ...], titles: set[str]) -> None:
        """Opens one page, and notes all that is wrong with it at each width."""
        said = self.said = []
        answer = page.goto(address.format_map(self.facts))
        if any(sign in address for sign in MEANT_TO_FAIL):
            said[:] = [one for one in said if "Failed to load resource" not in one]
        elif answer is None or answer.status != 200:
            said.append(f"answered {answer and answer.status}")
        for each in looks:
            page.set_viewport_size({"width": each.width, "height": HEIGHT})
            found = look(page)
            said += found.faults()
            if found.title not in titles:
                said.append(f"the title {found.title!r} is not one of the twelve")
            self.looked += 1
            self.faults += [f"{hat or 'anyone'} {address} {each.name}: {one}" for one in said]
            said.clear()


def _of_a_family(parent: Person) -> dict[str, str]:
    """What passed between a parent and the key person, in the practice world."""
    mine = Party.objects.unscoped("a test looks for something to open").filter(person=parent, hat=Hat.PARENT)
    child = Child.objects.unscoped("a test looks for something to open").get(bonds__adult__person=parent)
    talks = Meeting.objects.unscoped("a test looks for something to open").filter(pk__in=mine.values("record"))
    rows: dict[str, QuerySet[Any]] = {
        "talk": talks.filter(closed__isnull=True),
        "held": talks.filter(closed__isnull=False),
        "check": ProgressCheck.objects.unscoped("a test looks for something to open").filter(child=child),
        "word": PrivateWord.objects.unscoped("a test looks for something to open").filter(
            child=child, parties__person__email=HATS["manager"]
        ),
        "sent": Contribution.objects.unscoped("a test looks for something to open").filter(child=child),
        "plan": SupportPlan.objects.unscoped("a test looks for something to open").filter(child=child),
        "safety": SafetyPlan.objects.unscoped("a test looks for something to open").filter(child=child),
        "agreed": SafetyTask.objects.unscoped("a test looks for something to open").filter(child=child, shown=True),
        "consent": Consent.objects.unscoped("a test looks for something to open").filter(
            child=child, adult__person=parent, kind="emergency"
        ),
        "unanswered": Consent.objects.unscoped("a test looks for something to open").filter(
            child=child, adult__person=parent, waits=True
        ),
        "ruling": Ruling.objects.unscoped("a test looks for something to open").filter(child=child),
        "medicine": Medicine.objects.unscoped("a test looks for something to open").filter(child=child),
        "photograph": Photograph.objects.unscoped("a test looks for something to open").filter(child=child),
        "idea": Idea.objects.unscoped("a test looks for something to open").filter(child=child),
        "pack": WelcomePack.objects.unscoped("a test looks for something to open").filter(setting=child.setting_id),
        "joining": Joining.objects.unscoped("a test looks for something to open").filter(pk__in=mine.values("record")),
        "settling": Settling.objects.unscoped("a test looks for something to open").filter(child=child),
        "share": Decision.objects.unscoped("a test looks for something to open").filter(
            child=child, shares=True, ground="permission"
        ),
        "unshared": Decision.objects.unscoped("a test looks for something to open").filter(child=child, shares=False),
        "sending": Sending.objects.unscoped("a test looks for something to open").filter(
            decision__child=child, decision__ground="permission", way="spoken"
        ),
        "book": SharedBook.objects.unscoped("a test looks for something to open").filter(child=child),
        "told_us": ToldUs.objects.unscoped("a test looks for something to open").filter(child=child),
        "worry": Worry.objects.unscoped("a test looks for something to open").filter(child__setting=child.setting_id),
        "opening": Opening.objects.unscoped("a test looks for something to open").filter(child=child),
    }
    return {"own": child.pk, **{name: found.order_by("pk")[0].pk for name, found in rows.items()}}


def _of_schools() -> dict[str, str]:
    """A child's move with a part and what was sent, a partner school, a register of the manager's that waits, and a file
    from lead to lead."""
    why = "a test looks for something to open"
    rows: dict[str, QuerySet[Any]] = {
        "move": SchoolMove.objects.unscoped(why).filter(summaries__isnull=False),
        "school part": PackPart.objects.unscoped(why).filter(
            what="learning", closed__isnull=True, move__summaries__isnull=False
        ),
        "parcel": Parcel.objects.unscoped(why),
        "partner": Partnership.objects.unscoped(why).filter(entries__isnull=False),
        "onward": SealedFile.objects.unscoped(why),
    }
    post = Post.objects.select_related("setting__provider").get(role=Role.MANAGER, setting__slug="otter-bridge")
    manager = viewer_for(post.person, hats_of(post.person)[0].key)
    assert manager is not None and post.setting is not None
    lines = [school(1), school(2, EstablishmentName="=formula"), school(3)]
    found = registers.sort_out(post.setting.provider, register(lines), ["901"])
    waiting = registers.bring(manager, post.setting.provider, found)
    return {"register": waiting.pk, **{name: found.order_by("pk")[0].pk for name, found in rows.items()}}


def _of_the_directory() -> dict[str, str]:
    """Somewhere to find help, and a feed that waits to be looked at."""
    rows = Signpost.objects.unscoped("a test looks for something to open").filter(for_families=True)
    waiting = FeedReading.objects.unscoped("a test looks for something to open").filter(closed_on__isnull=True)
    return {"signpost": rows.order_by("name")[0].pk, "feed": waiting.order_by("pk")[0].pk}


def _of_services() -> dict[str, str]:
    """A visit that is expected, one that went wrong, what was told of it, and a question that nobody answered yet."""
    why = "a test looks for something to open"
    rows: dict[str, QuerySet[Any]] = {
        "visit": Called.objects.unscoped(why).filter(arrived_at__isnull=True, letters__isnull=False),
        "wrong visit": Called.objects.unscoped(why).filter(incidents__isnull=False),
        "went wrong": Incident.objects.unscoped(why),
        "service": Organisation.objects.unscoped(why).filter(protocols__isnull=False),
        "professional": Professional.objects.unscoped(why).filter(verified_on__isnull=False),
        "asked outside": Question.objects.unscoped(why),
        "asked to refer": Question.objects.unscoped(why).filter(refers=True),
        "protocol": Protocol.objects.unscoped(why),
        "involved": Involvement.objects.unscoped(why).filter(audience="family"),
        "question": Asked.objects.unscoped(why).filter(answered_on__isnull=True),
    }
    return {name: found.order_by("pk")[0].pk for name, found in rows.items()}


def _outings() -> dict[str, str]:
    """The outing that is to come, the one of today, and one that is back."""
    rows = Outing.objects.unscoped("a test looks for something to open").order_by("-day", "pk")
    return dict(zip(("outing", "outing today", "outing back"), rows.values_list("pk", flat=True), strict=True))


def _open_check() -> tuple[str, str]:
    """A check at two at Otter Bridge that nobody finished yet, and the address of a parent who signs in for it."""
    bonds = Bond.objects.unscoped("a test looks for somebody to sign in as").filter(
        adult__person__in=_parents(), adult__person__email__isnull=False
    )
    checks = ProgressCheck.objects.unscoped("a test looks for something to open").filter(closed__isnull=True)
    check = checks.filter(child__bonds__in=bonds).order_by("opened", "pk")[0]
    return check.pk, str(bonds.filter(child=check.child_id).order_by("pk")[0].adult.person.email)


def family_of(parent: Person) -> dict[str, str]:
    """A parent's child, the adult that they are to it, and a spreadsheet of the manager's that waits."""
    bond = Bond.objects.unscoped("a test looks for something to open").get(adult__person=parent)
    manager = Post.objects.get(role=Role.MANAGER, setting__slug="otter-bridge").person
    viewer = viewer_for(manager, hats_of(manager)[0].key)
    assert viewer is not None
    rows = [["Name", "Date of birth", "Mother"], ["New Child", "4/5/2024", "Some Body"], ["Wrong Child", "soon", ""]]
    sheet = families.bring_sheet(viewer, bond.child.setting, rows, {})
    return {"child": bond.child_id, "bond": bond.pk, "adult": bond.adult_id, "sheet": sheet.pk}


def _case(**which: Any) -> str:
    """A complaint that the manager of Otter Bridge is on."""
    rows = Complaint.objects.unscoped("a test looks for something to open").filter(
        setting__slug="otter-bridge", **which
    )
    return str(rows.filter(parties__role=Role.MANAGER).order_by("received_on", "pk").distinct()[0].pk)


def _of_languages(table: type[Booking] | type[Translation], **which: Any) -> str:
    return str(table.objects.unscoped("a test looks for something to open").filter(**which).order_by("pk")[0].pk)


def _work() -> dict[str, str]:
    """A complaint with points at Otter Bridge, one point of it, the letter of another, and what its manager was told."""
    rows = Entry.objects.unscoped("a test looks for something to open").filter(complaint__setting__slug="otter-bridge")
    point = rows.filter(kind="point", complaint__closed__isnull=True, complaint__about="care").order_by("number")[0]
    letter = rows.filter(kind="letter", complaint=_case(entries__kind="letter")).get()
    return {"hungry": point.complaint_id, "point": point.pk, "letter": letter.pk, "told": rows.get(kind="told").pk}


def _shown() -> str:
    """A showing of the record by the manager of Otter Bridge."""
    manager = Person.objects.get(email=HATS["manager"])
    viewer = viewer_for(manager, hats_of(manager)[0].key)
    assert viewer is not None
    return str(show(viewer, "An inspector", viewer.today.replace(year=viewer.today.year - 2, day=1), viewer.today).pk)


def _review(*, open_: bool) -> str:
    """A review of the owners that is still open, or one that is over."""
    rows = Duty.objects.unscoped("a test looks for something to open").filter(
        record__kind="complaint_review", why__action="review", kept_on__isnull=open_
    )
    return str(rows.order_by("due", "pk")[0].record_id)


def _clause(id_: str) -> str:
    adopted = AdoptedClause.objects.filter(adoption__setting__slug="otter-bridge")
    return str(next(clause.pk for clause in adopted if id_ in clause.covers))


def drafts() -> dict[str, str]:
    """A policy on its way that changes a number, and one that was adopted in the browser."""
    provider = Provider.objects.get(settings__slug="otter-bridge")
    settings = list(provider.settings.order_by("name"))
    text = our_version(provider.name, [setting.name for setting in settings])
    begun = {}
    for name, days in (("draft", "21"), ("adopted", "20")):
        content = text.replace("within 28 days, makes time", f"within {days} days, makes time").encode()
        reading = read_bytes(content, f"{name}.md")
        begun[name] = drafting.begin(HOUSE, provider, reading, content)
    drafting.answer(HOUSE, begun["adopted"], proposals(reading))
    drafting.decide(HOUSE, begun["adopted"], settings, clock.today())
    return {name: draft.pk for name, draft in begun.items()}


def _parents() -> list[str]:
    return list(Post.objects.filter(role=Role.PARENT, setting__slug="otter-bridge").values_list("person", flat=True))


def sign_in(page: Page, address: str) -> None:
    """With the practice world's password."""
    page.goto("/sign-in/")
    page.locator("input[name=login]").fill(address)
    page.locator("input[name=password]").fill(world.PASSWORD)
    page.locator("main form button.button").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert "/sign-in/" not in page.url, page.locator("main").inner_text()


@pytest.fixture
def town(
    browser: Browser, live_server: LiveServer, site: str, settings: LazySettings, catalogues: str
) -> Iterator[Town]:
    """The smallest practice world there is, in every language."""
    settings.PRACTICE = True
    settings.LOCALE_PATHS = [catalogues]
    cache.clear()
    world.load(world.Size(children=14))
    made = Town(browser, site)
    yield made
    cache.clear()


def test_every_door_that_shows_a_page_is_visited_here() -> None:
    named = {door.name for door in doors() if not door.excused}
    assert named - set(VISITS) - set(NO_PAGE) == set(), "add a visit to VISITS, or say in NO_PAGE why there is no page"
    assert (set(VISITS) | set(NO_PAGE)) - named == set(), "these doors are gone"


def test_no_script_of_ours_asks_how_wide_the_window_is() -> None:
    """So a page that was loaded at one width and made wider is the page that is loaded wide."""
    scripts = [script for script in (ROOT / "hometime").rglob("*.js") if "htmx" not in script.name]
    assert scripts
    for script in scripts:
        assert not re.search(r"matchMedia|innerWidth|clientWidth|screen\.\w|onresize", script.read_text("utf-8")), (
            script
        )


def walk(town: Town, looks: tuple[Look, ...], *, share: int = 0, shares: int = 1) -> None:
    """Looks at every page in every way, and tells all faults together."""
    visits = [*ERRORS, *(visit for many in VISITS.values() for visit in many)][share::shares]
    for load in dict.fromkeys(each.load for each in looks):
        widths = tuple(each for each in looks if each.load == load)
        with translation.override(widths[0].language):
            titles = {browser_title(key) for key in TITLES}
        for hat in dict.fromkeys(hat for hat, _ in visits):
            profile = brings_the_check(town.profile(hat, widths[0]))
            page = town.tab(profile)
            for _, address in (visit for visit in visits if visit[0] == hat):
                town.look_at(hat, address, page, widths, titles)
            profile.close()
    assert town.looked == len(visits) * len(looks)
    assert not town.faults, "\n".join(town.faults)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_whole_accessible_and_quiet_for_every_hat(town: Town, share: int) -> None:
    """Half of the pages at a time, so that two workers share them."""
    walk(town, USUAL, share=share, shares=SHARES)


@pytest.mark.long
@pytest.mark.parametrize("look", ALL_LOOKS, ids=lambda look: look.name)
def test_every_page_in_every_width_direction_scheme_and_contrast(town: Town, look: Look) -> None:
    walk(town, (look,))


@pytest.mark.parametrize(
    "look", [Look(320, "ur", "dark"), *(pytest.param(each, marks=pytest.mark.long) for each in ALL_LOOKS)], ids=str
)
def test_forms_with_mistakes_and_empty_pages_are_whole_too(town: Town, look: Look) -> None:
    profile = town.profile("manager", look)
    page = profile.new_page()
    page.goto(f"/duty/{town.facts['late']}/")
    page.locator("textarea").fill("")
    page.locator("main form button[data-kind=main]").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    check(page, town, f"empty words {look.name}")
    page.goto(f"/posts/{town.facts['deputy']}/leaving/")
    page.locator("main form button.button").first.click()
    expect(page.locator("[role=alert]")).to_be_visible()
    check(page, town, f"no last day {look.name}")
    profile.close()
    profile = town.profile(ANYONE, look)
    page = profile.new_page()
    page.goto("/sign-in/")
    page.locator("main form button.button").first.click()
    expect(page.locator("[role=alert]")).to_be_visible()
    check(page, town, f"empty sign-in {look.name}")
    profile.close()
    for hat, address in (("agency", "/today/"), ("key person", "/children/?q=nobody")):
        profile = town.profile(hat, look)
        page = profile.new_page()
        page.goto(address)
        expect(page.locator(".empty")).to_be_visible()
        check(page, town, f"nothing at {address} {look.name}")
        profile.close()
    assert not town.faults, "\n".join(town.faults)


def check(page: Page, town: Town, where: str) -> None:
    """The page as it stands: nothing spills, and the accessibility check finds nothing."""
    town.faults += [f"{where}: {one}" for one in page.evaluate(SPILLS)]
    town.faults += [f"{where}: {rule} at {places[0]}" for rule, places in violations(page)]


def test_signing_in_doing_what_is_owed_and_the_language_work_with_scripts_off(town: Town) -> None:
    profile = town.browser.new_context(base_url=town.site, java_script_enabled=False, locale="en-GB")
    page = profile.new_page()
    page.goto("/board/otter-bridge/")
    page.get_by_role("button", name="Polski").click()
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    assert page.url.endswith("/board/otter-bridge/")
    page.get_by_role("button", name="English").click()
    sign_in(page, HATS["manager"])
    page.goto(f"/duty/{town.facts['late']}/")
    page.get_by_label("What did you see or do?").fill("Read the board against the regulator's own page.")
    page.locator("main form button[data-kind=main]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    duty = Duty.objects.unscoped("a test looks whether it was kept").get(pk=town.facts["late"])
    assert duty.kept_on is not None and duty.evidence.startswith("Read the board")
    page.get_by_role("link", name="Help").first.click()
    page.get_by_role("button", name="Larger letters").click()
    expect(page.locator("html")).to_have_attribute("data-text", "larger")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    profile.close()


def test_a_printed_day_is_one_sheet_of_paper(town: Town) -> None:
    import pypdfium2

    profile = town.profile("manager", Look(1280))
    page = profile.new_page()
    page.goto("/today/")
    rows = page.locator(".card .rows > .row")
    assert rows.count() > 1
    # As long as a list can be before it goes over to a second page of the list.
    page.evaluate(
        """many => { const rows = document.querySelector('.card .rows');
        while (rows.children.length < many) rows.append(rows.children[rows.children.length % 2].cloneNode(true)) }""",
        25,
    )
    sheet = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(sheet) == 1
    words = sheet[0].get_textpage().get_text_range()
    assert "Printed by" in words and "Sign out" not in words
    sheet.close()
    profile.close()
