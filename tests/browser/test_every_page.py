"""Every page for every hat in a real browser, over a small practice world: whole, accessible, quiet, and titled plainly.

The table of visits is held against the table of doors: a new page without a visit here fails the first test.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axe_playwright_python.sync_playwright import Axe
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
from hometime.complaints.keeping.actions import show
from hometime.complaints.models import Complaint, Entry
from hometime.duties.models import Duty, Kind
from hometime.families import actions as families
from hometime.families.models import Bond, Child
from hometime.kernel import clock
from hometime.keypersons.models import Contribution, Idea, Meeting, PrivateWord, ProgressCheck, Worry
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
from hometime.ui.titles import TITLES, browser_title
from hometime.ui.words import compile_catalogues
from tests.browser.conftest import LOOKS_FOR
from tests.browser.test_the_look import CONTROLS, NO_NAME, SPILLS
from tests.cast import HOUSE

Visit = Callable[..., Page]

# Who looks, by the address they sign in with.
HATS: Mapping[str, str] = {
    "manager": "manager@otter.town.example",
    "key person": "key1@otter.town.example",
    "owner": "director3@bluebell.town.example",
    "lead": "safeguarding@otter.town.example",
    "agency": "therapist@otter.town.example",
    "keeper": "keeper@bluebell.town.example",
    "two hats": "director1@bluebell.town.example",
}
PARENT, OF_TWO, ANYONE = "parent", "parent of a child of two", ""
EVERYBODY = ("manager", "key person", "owner", "agency", "keeper", PARENT)

# Each page by the name of its door: who visits it, each with what follows the address. `{…}` is filled from the world.
VISITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "front": ((ANYONE, "/"),),
    "today": tuple((hat, "/today/") for hat in EVERYBODY),
    "duty": (("manager", "/duty/{late}/"), ("manager", "/duty/{kept}/"), ("owner", "/duty/{review}/")),
    "help": ((ANYONE, "/help/"), (PARENT, "/help/"), ("owner", "/help/")),
    "board": ((ANYONE, "/board/otter-bridge/"), ("manager", "/board/ash-and-alder/")),
    "adoption": (("manager", "/adopt/"), ("owner", "/adopt/")),
    "draft-new": (("manager", "/adopt/new/"),),
    "draft": (("manager", "/adopt/{draft}/"), ("owner", "/adopt/{draft}/?sheet=5")),
    "draft-questions": (("manager", "/adopt/{draft}/questions/"), ("owner", "/adopt/{adopted}/questions/")),
    "draft-changes": (("owner", "/adopt/{draft}/changes/"),),
    "draft-decide": (("owner", "/adopt/{draft}/decide/"), ("manager", "/adopt/{draft}/decide/")),
    "draft-adopted": (("owner", "/adopt/{adopted}/adopted/"), ("owner", "/adopt/{adopted}/")),
    "policy-text": ((ANYONE, "/board/otter-bridge/policy/{part}/"),),
    "posters": (("manager", "/board/otter-bridge/posters/"), ("owner", "/board/hilltop/posters/?language=ur")),
    "complaints": (("manager", "/complaints/"), ("key person", "/complaints/"), ("owner", "/complaints/")),
    "complaint-new": (("key person", "/complaints/new/"), ("owner", "/complaints/new/")),
    "complaint-triage": (("manager", "/complaints/{complaint}/beside/"),),
    "complaint-beside": (
        ("manager", "/complaints/{complaint}/beside/sort/"),
        ("manager", "/complaints/{complaint}/beside/risk/"),
        ("manager", "/complaints/{complaint}/beside/part/"),
    ),
    "complaint-allegations": (("owner", "/complaints/allegations/otter-bridge/"),),
    "complaint-taken": (("key person", "/complaints/taken/"),),
    "my-children": (("key person", "/my-children/"), ("manager", "/my-children/")),
    "key-child": (("key person", "/key/{own}/"), (PARENT, "/key/{own}/")),
    "key-write": (("key person", "/key/{own}/write/"),),
    "key-worry": (("key person", "/key/{own}/worry/"),),
    "key-worry-sent": (("key person", "/written/"),),
    "worry": (("lead", "/worry/{worry}/"),),
    "meeting-offer": (("key person", "/key/{own}/talk/"),),
    "check": ((PARENT, "/check/{check}/"), ("manager", "/check/{check}/")),
    "check-mine": ((OF_TWO, "/check/{open check}/mine/"),),
    "check-write": (("manager", "/check/{open check}/write/"),),
    "word-new": ((PARENT, "/key/{own}/word/"),),
    "word": ((PARENT, "/word/{word}/"), ("manager", "/word/{word}/")),
    "words-sealed": (("lead", "/sealed-words/"),),
    "word-open": (("lead", "/sealed-words/{word}/"),),
    "from-home-new": ((PARENT, "/key/{own}/from-home/"),),
    "from-home-told": (("key person", "/key/{own}/told/"),),
    "from-home": ((PARENT, "/from-home/{sent}/"), ("key person", "/from-home/{sent}/")),
    "idea-new": (("key person", "/key/{own}/idea/"),),
    "idea-reply": ((PARENT, "/idea/{idea}/"),),
    "about-child": ((PARENT, "/key/{own}/about/"), ("key person", "/key/{own}/about/")),
    "meeting": ((PARENT, "/meeting/{talk}/"), ("manager", "/meeting/{talk}/"), (PARENT, "/meeting/{held}/")),
    "plan-new": (("manager", "/key/{own}/plan/"),),
    "plan": ((PARENT, "/plan/{plan}/"), ("manager", "/plan/{plan}/")),
    "plan-review": (("manager", "/plan/{plan}/review/"),),
    "safety-new": (("lead", "/key/{own}/agreed/"),),
    "safety-plan": (("lead", "/agreed/{safety}/"),),
    "safety-task": ((PARENT, "/together/{agreed}/"), ("lead", "/together/{agreed}/")),
    "child-tab": (("manager", "/c/{own}/tab/plans/"), ("lead", "/c/{own}/tab/plans/"), (PARENT, "/c/{own}/tab/plans/")),
    "children": (
        ("manager", "/children/"),
        ("key person", "/children/?q=a"),
        ("manager", "/children/?q=nobody&left=yes"),
    ),
    "child-new": (("manager", "/children/new/"), ("manager", "/children/new/?with={child}")),
    "sheet-new": (("manager", "/children/sheet/"),),
    "sheet": (("manager", "/children/sheet/{sheet}/"),),
    "sheet-columns": (("manager", "/children/sheet/{sheet}/columns/?note=letters"),),
    "child-change": (("manager", "/children/{child}/change/"),),
    "adult-new": (("manager", "/children/{child}/adult/"),),
    "adult-propose": ((PARENT, "/children/{child}/propose/"),),
    "adult": (("manager", "/adult/{adult}/"),),
    "adult-contact": (("manager", "/adult/{adult}/contact/"),),
    "adult-address": (("manager", "/adult/{adult}/address/"),),
    "household": (("manager", "/adult/{adult}/household/"),),
    "bond": (("manager", "/bond/{bond}/"),),
    "bond-order": (("manager", "/bond/{bond}/order/"),),
    "bond-end": (("manager", "/bond/{bond}/end/"),),
    "bond-decide": (("manager", "/bond/{bond}/decide/collect/"), ("manager", "/bond/{bond}/decide/consent_power/")),
    "my-child": ((PARENT, "/c/"),),
    "child-file": (("manager", "/c/{child}/"), (PARENT, "/c/{child}/")),
    "child-people": (("manager", "/c/{child}/people/"), (PARENT, "/c/{child}/people/")),
    "child-looked": (("manager", "/c/{child}/looked/"), (PARENT, "/c/{child}/looked/")),
    "child-copy": (("manager", "/c/{child}/copy/"), (PARENT, "/c/{child}/copy/")),
    "child-as-parent": (("manager", "/as/{bond}/"),),
    "allocate": (("manager", "/c/{child}/key-person/"),),
    "child-leaving": (("manager", "/c/{child}/leaving/"),),
    "key-persons": (("manager", "/key-persons/"),),
    "complaint-copy": (
        ("manager", "/complaints/{complaint}/copy/"),
        ("manager", "/complaints/{complaint}/copy/?language=ur"),
    ),
    "complaint-hand-over": (("manager", "/complaints/{complaint}/hand-over/"),),
    "told-how": (
        ("manager", "/complaints/told-how/otter-bridge/"),
        ("key person", "/complaints/told-how/otter-bridge/"),
    ),
    "tell": ((ANYONE, "/tell/otter-bridge/"), (PARENT, "/tell/otter-bridge/")),
    "tell-service": ((ANYONE, "/tell/otter-bridge/service/"),),
    "tell-urgent": ((ANYONE, "/tell/otter-bridge/urgent/"),),
    "follow": ((ANYONE, "/follow/"),),
    "told-all": ((PARENT, "/told/"),),
    "told-new": ((PARENT, "/told/new/"),),
    "complaint": (
        ("manager", "/complaints/{complaint}/"),
        ("manager", "/complaints/{answered}/?looked=yes"),
        ("manager", "/complaints/{agencys}/"),
    ),
    "complaint-write": tuple(
        ("manager", f"/complaints/{{agencys}}/write/{what}/") for what in ("points", "tell", "terms", "evidence")
    ),
    "complaint-write-beside": (("manager", "/complaints/{hungry}/write/finding/{point}/"),),
    "complaint-letter": (("manager", "/complaints/{agencys}/letter/"),),
    "complaint-letter-preview": (("manager", "/complaints/{hungry}/letter/preview/"),),
    "complaint-letter-given": (("manager", "/complaints/{answered}/letter/{letter}/"),),
    "asked": (("manager", "/asked/{told}/"),),
    "complaint-record": (("manager", "/complaints/{complaint}/record/"), ("manager", "/complaints/{answered}/record/")),
    "complaint-summary": (("manager", "/complaints/{answered}/summary/"),),
    "complaint-sort": (("manager", "/complaints/{complaint}/sort/"),),
    "record-shown": (("manager", "/complaints/shown/{record shown}/"),),
    "complaint-figures": (("manager", "/complaints/figures/"), ("owner", "/complaints/figures/")),
    "complaints-over": (("owner", "/complaints/over/"),),
    "complaint-review": (("owner", "/complaints/review/{new review}/"), ("owner", "/complaints/review/{old review}/")),
    "complaint-papers": (("manager", "/complaints/{complaint}/paper/"), ("manager", "/complaints/{answered}/paper/")),
    "complaint-photo": (("key person", "/complaints/photo/"),),
    "languages": (("manager", "/languages/"), ("owner", "/languages/")),
    "record-languages": (("manager", "/record/{complaint}/languages/"),),
    "interpreter": (("manager", "/interpreter/{booking}/"), ("manager", "/interpreter/{asked}/")),
    "translation": (("manager", "/translation/{translation}/"),),
    "assurance": (("owner", "/assurance/"),),
    "policy": (("manager", "/policy/"), ("owner", "/policy/")),
    "policy-part": (("manager", "/policy/otter-bridge/10.1/"), ("owner", "/policy/hilltop/10.2/")),
    "policy-clause": (("manager", "/policy/clause/{shown}/"), ("owner", "/policy/clause/{stated}/")),
    "contacts": (("manager", "/policy/otter-bridge/contacts/"), ("key person", "/policy/otter-bridge/contacts/")),
    "closures": (("manager", "/policy/otter-bridge/closed/"), ("key person", "/policy/otter-bridge/closed/")),
    "contact-new": (("manager", "/policy/otter-bridge/contacts/new/?kind=setting"),),
    "contact": (("owner", "/policy/contact/{card}/"),),
    "hat": (("two hats", "/hat/"),),
    "account_login": ((ANYONE, "/sign-in/"), (ANYONE, "/sign-in/?passkey=no")),
    "mfa_authenticate": ((ANYONE, "/sign-in/second-step/"),),
    "forgotten": ((ANYONE, "/sign-in/forgotten/"),),
    "forgotten-sent": ((ANYONE, "/sign-in/forgotten/sent/"),),
    "new-password": ((ANYONE, "/sign-in/new-password/{password}/"), (ANYONE, "/sign-in/new-password/old/")),
    "account_logout": ((PARENT, "/sign-out/"),),
    "account": ((PARENT, "/account/"), ("keeper", "/account/")),
    "choose-second-step": ((PARENT, "/account/second-step/"), ("manager", "/account/second-step/")),
    "account_reauthenticate": ((PARENT, "/account/proof/"),),
    "mfa_reauthenticate": ((PARENT, "/account/proof/code/"),),
    "mfa_reauthenticate_webauthn": ((PARENT, "/account/proof/passkey/"),),
    "mfa_index": ((PARENT, "/account/passkeys/"),),
    "add-passkey": ((PARENT, "/account/passkeys/add/"),),
    "add-authenticator": ((PARENT, "/account/authenticator/add/"), ("keeper", "/account/authenticator/add/")),
    "mfa_view_recovery_codes": ((PARENT, "/account/codes/"),),
    "remove-factor": ((PARENT, "/account/remove/{factor}/"),),
    "change-password": ((PARENT, "/account/password/"),),
    "email": ((PARENT, "/account/email/"),),
    "confirm-email": ((PARENT, "/account/email/confirm/{email}/"), (PARENT, "/account/email/confirm/old/")),
    "devices": ((PARENT, "/account/devices/"),),
    "posts": (("manager", "/posts/"), ("manager", "/posts/?who=families"), ("owner", "/posts/")),
    "post": (("manager", "/posts/{deputy post}/"),),
    "leaving": (("manager", "/posts/{deputy}/leaving/"),),
    "day-code": (("manager", "/posts/{deputy}/code/"),),
    "cover": (("manager", "/posts/{deputy post}/cover/"),),
    "setup": (("owner", "/setup/"), ("manager", "/setup/")),
    "setup-practice": ((ANYONE, "/setup/practice/"),),
    "setup-places": (("owner", "/setup/places/"),),
    "setup-place": (("owner", "/setup/places/another/"),),
    "setup-place-again": (("owner", "/setup/places/otter-bridge/"),),
    "setup-policy": (("owner", "/setup/policy/"),),
    "setup-people": (("owner", "/setup/people/"),),
    "setup-days": (("owner", "/setup/days/"),),
    "setup-keys": (("owner", "/setup/keys/"),),
    "setup-devices": (("owner", "/setup/devices/"),),
    "setup-safe": (("owner", "/setup/safe/"),),
    "setup-mail": (("owner", "/setup/mail/"),),
    "setup-rooms": (("owner", "/setup/rooms/"), ("manager", "/setup/rooms/")),
    "setup-children": (("owner", "/setup/children/"), ("manager", "/setup/children/")),
    "setup-children-boxes": (("manager", "/setup/children/boxes/"),),
    "setup-key-persons": (("manager", "/setup/children/key-persons/"),),
    "setup-finish": (("owner", "/setup/finish/"),),
    # Last, because it takes every cookie away, the language of the page too.
    "leave": ((ANYONE, "/leave/"),),
}
# Doors that lead to no page of their own, and why.
NO_PAGE: Mapping[str, str] = {
    "sheet-aside": "takes a form",
    "household-leave": "takes a form",
    "bond-seen": "takes a form",
    "bond-sign-in": "takes a form; its mistakes show on the bond's page",
    "order-settle": "takes a form",
    "decision-renew": "takes a form",
    "child-stays": "takes a form",
    "draft-ours": "takes a form, and goes on to the draft",
    "draft-send": "takes a form, and goes back to the draft",
    "draft-aside": "takes a form",
    "healthz": "one word for a machine",
    "language": "takes a form and goes back",
    "duty-done": "takes a form; its mistakes show on the duty's page, which is visited below",
    "mfa_login_webauthn": "takes a form",
    "closure-back": "takes one closure back and leads to the list",
    "contact-compared": "takes a form; its mistakes show among the contact cards",
    "practice-sign-in": "takes a form",
    "end-session": "takes a form",
    "paper-page": "a picture",
    "plan-reply": "takes a form; its mistakes show on the plan's page",
    "plan-told": "takes a form; its mistakes show on the plan's page",
    "plan-tried": "takes a form; its mistakes show on the plan's page",
    "plan-professional": "takes a form; its mistakes show on the plan's page",
    "safety-add": "takes a form; its mistakes show on the page of the plan",
    "safety-report": "takes a form; its mistakes show on the page of the plan",
    "safety-end": "takes a form; its mistakes show on the page of the plan",
    "safety-write": "takes a form; its mistakes show on the page of the task",
    "safety-mine": "takes a form; its mistakes show on the page of the task",
    "safety-give": "takes a form and goes back to the task",
    "safety-show": "takes a form and goes back to the task",
    "safety-hide": "takes a form; its mistakes show on the page of the task",
    "check-told": "takes a form; its mistakes show on the check's page",
    "check-asked": "takes a form; its mistakes show on the check's page",
    "check-copy": "takes a form; its mistakes show on the check's page",
    "check-elsewhere": "takes a form; its mistakes show on the check's page",
    "word-read": "takes a form and goes back to the word",
    "word-opened": "takes a form; its mistakes show on the page that asks why",
    "from-home-voice": "a sound",
    "from-home-thanks": "takes a form and goes back to what came from home",
    "from-home-use": "takes a form; its mistakes show on the page of what came from home",
    "about-add": "takes a form; its mistakes show on the page about the child",
    "about-used": "takes a form and goes back to the page about the child",
    "about-over": "takes a form and goes back to the page about the child",
    "meeting-choose": "takes a form and goes back to the talk",
    "meeting-talk": "takes a form and goes back to the talk",
    "meeting-agree": "takes a form and goes back to the talk",
    "meeting-say": "takes a form; its mistakes show on the talk's page",
    "meeting-again": "takes a form; its mistakes show on the talk's page",
    "meeting-hold": "takes a form; its mistakes show on the talk's page",
    "meeting-end": "takes a form; its mistakes show on the talk's page",
    "worry-taken-up": "takes a form; its mistakes show on the worry's page",
    "tell-step": "tests/browser/test_complaint_intake.py walks through it",
    "tell-now": "tests/browser/test_complaint_intake.py walks through it",
    "tell-sent": "tests/browser/test_complaint_intake.py walks through it",
    "follow-here": "tests/browser/test_complaint_intake.py walks through it",
    "follow-act": "takes a form; its mistakes show on the timeline",
    "follow-paper": "gives a file",
    "told-paper": "gives a file",
    "follow-stop": "takes a form and goes back",
    "told": "tests/browser/test_complaint_intake.py walks through it",
    "told-act": "takes a form; its mistakes show on the timeline",
    "told-about": "tests/browser/test_complaint_intake.py walks through it",
    "told-now": "tests/browser/test_complaint_intake.py walks through it",
    "told-sent": "tests/browser/test_complaint_intake.py walks through it",
    "complaint-code": "takes a form and goes back",
    "complaint-read-back": "takes a form; its mistakes show on the copy",
    "complaint-handed-over": "takes a form; its mistakes show on the page that was handed over",
    "complaint-given": "takes a form; its mistakes show on the copy",
    "complaint-read": "takes a form and goes back",
    "complaint-sender": "takes a form; tests/browser/test_complaint_intake.py looks at its mistakes",
    "complaint-step": "takes a form; its mistakes show on the complaint's page",
    "complaint-record-add": "takes a form; its mistakes show on the page of the record",
    "record-show": "takes a form, and goes on to the record",
    "complaint-over": "takes a form; its mistakes show among the records whose time has come",
    "complaint-review-do": "takes a form; its mistakes show on the page of the review",
    "complaint-form": "a PDF, held to its words in the tests of the papers",
    "complaint-case-form": "a PDF, held to its words in the tests of the papers",
    "complaint-paper": "gives a PDF; its mistakes show on the page of the papers",
    "record-languages-ask": "takes a form; its mistakes show on the page of the record",
    "interpreter-act": "takes a form; its mistakes show on the page of the interpreter",
    "translation-act": "takes a form; its mistakes show on the page of the translation",
    "poster": "a PDF, looked at in hometime/noticeboard/tests",
    "poster-picture": "a picture",
    "setup-you": "for an empty house only; tests/browser/test_setup.py opens it",
    "setup-later": "takes a form and goes on",
    "setup-take-back": "takes a form and goes back",
    "setup-drill": "takes a form and goes back",
    "setup-end": "takes a form and goes on to Today",
}
MEANT_TO_FAIL = ("nowhere", "/old/", "passkey=no")
ERRORS = ((ANYONE, "/nowhere/"), (PARENT, "/nowhere/"), ("manager", "/duty/nowhere/"), ("keeper", "/board/nowhere/"))


@dataclasses.dataclass(frozen=True)
class Look:
    """One way of looking at a page."""

    width: int
    language: str = "en-gb"
    scheme: str = "light"
    contrast: bool = False

    @property
    def name(self) -> str:
        """For the list of faults."""
        return f"{self.width} {self.language} {self.scheme}{' high contrast' if self.contrast else ''}"

    def options(self) -> dict[str, Any]:
        """For a new profile of the browser."""
        return {
            "viewport": {"width": self.width, "height": 844},
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
            "open check": open_check,
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

    def look_at(self, hat: str, address: str, page: Page, look: Look, titles: set[str]) -> None:
        """Opens one page, and notes all that is wrong with it."""
        where = f"{hat or 'anyone'} {address} {look.name}"
        said: list[str] = []
        page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((self.site, "data:")) else said.append(r.url))
        answer = page.goto(address.format_map(self.facts))
        page.evaluate("document.querySelectorAll('details:not(.hat)').forEach(one => { one.open = true })")
        said += page.evaluate(SPILLS) + page.evaluate(NO_NAME.replace("ASKED", CONTROLS))
        for rule in Axe().run(page, options=LOOKS_FOR).response["violations"]:
            said.append(f"{rule['id']} at {rule['nodes'][0]['target']}")
        if page.title() not in titles:
            said.append(f"the title {page.title()!r} is not one of the twelve")
        if page.locator("h1").count() != 1:
            said.append("not one heading of the first level")
        if any(sign in address for sign in MEANT_TO_FAIL):
            said = [one for one in said if "Failed to load resource" not in one]
        elif answer is None or answer.status != 200:
            said.append(f"answered {answer and answer.status}")
        self.looked += 1
        self.faults += [f"{where}: {one}" for one in said]


def _of_a_family(parent: Person) -> dict[str, str]:
    """What passed between a parent and the key person, in the practice world."""
    mine = Party.objects.unscoped("a test looks for something to open").filter(person=parent, hat=Hat.PARENT)
    child = Child.objects.unscoped("a test looks for something to open").get(bonds__adult__person=parent)
    talks = Meeting.objects.unscoped("a test looks for something to open").filter(pk__in=mine.values("record"))
    rows: dict[str, QuerySet[Any]] = {
        "talk": talks.filter(closed__isnull=True),
        "held": talks.filter(closed__isnull=False),
        "check": ProgressCheck.objects.unscoped("a test looks for something to open").filter(child=child),
        "word": PrivateWord.objects.unscoped("a test looks for something to open").filter(child=child),
        "sent": Contribution.objects.unscoped("a test looks for something to open").filter(child=child),
        "plan": SupportPlan.objects.unscoped("a test looks for something to open").filter(child=child),
        "safety": SafetyPlan.objects.unscoped("a test looks for something to open").filter(child=child),
        "agreed": SafetyTask.objects.unscoped("a test looks for something to open").filter(child=child, shown=True),
        "idea": Idea.objects.unscoped("a test looks for something to open").filter(child=child),
        "worry": Worry.objects.unscoped("a test looks for something to open").filter(child__setting=child.setting_id),
    }
    return {"own": child.pk, **{name: found.order_by("pk")[0].pk for name, found in rows.items()}}


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
    browser: Browser, live_server: LiveServer, site: str, settings: LazySettings, tmp_path: Path
) -> Iterator[Town]:
    """The smallest practice world there is, in every language."""
    settings.PRACTICE = True
    settings.LOCALE_PATHS = [str(compile_catalogues(tmp_path))]
    cache.clear()
    world.load(world.Size(children=14))
    made = Town(browser, site)
    yield made
    cache.clear()


def test_every_door_that_shows_a_page_is_visited_here() -> None:
    named = {door.name for door in doors() if not door.excused}
    assert named - set(VISITS) - set(NO_PAGE) == set(), "add a visit to VISITS, or say in NO_PAGE why there is no page"
    assert (set(VISITS) | set(NO_PAGE)) - named == set(), "these doors are gone"


def walk(town: Town, looks: tuple[Look, ...]) -> None:
    """Looks at every page in every way, and tells all faults together."""
    visits = [*ERRORS, *(visit for many in VISITS.values() for visit in many)]
    for look in looks:
        with translation.override(look.language):
            titles = {browser_title(key) for key in TITLES}
        for hat in dict.fromkeys(hat for hat, _ in visits):
            profile = town.profile(hat, look)
            for _, address in (visit for visit in visits if visit[0] == hat):
                page = profile.new_page()
                town.look_at(hat, address, page, look, titles)
                page.close()
            profile.close()
    assert town.looked == len(visits) * len(looks)
    assert not town.faults, "\n".join(town.faults)


@pytest.mark.parametrize("look", USUAL, ids=lambda look: look.name)
def test_every_page_is_whole_accessible_and_quiet_for_every_hat(town: Town, look: Look) -> None:
    """One look at a time, so that the workers share them."""
    walk(town, (look,))


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
    for rule in Axe().run(page, options=LOOKS_FOR).response["violations"]:
        town.faults.append(f"{where}: {rule['id']} at {rule['nodes'][0]['target']}")


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
