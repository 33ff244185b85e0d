"""Signing in, in a real browser: each journey on a phone, ending with the accessibility check."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from playwright.sync_api import Page, expect

from hometime.access.actions import introduce
from hometime.access.tests.conftest import PASSWORD, code_now, with_authenticator
from hometime.people import actions as people
from tests.cast import HOUSE, TODAY, Cast

Visit = Callable[..., Page]
Check = Callable[[Page], None]
Shot = Callable[[Page, str], Path]
WAYS = [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"java_script_enabled": False}]


@pytest.fixture
def town(site: str, cast: Cast) -> Cast:
    """The cast behind a live server; those who sign in have a password."""
    cache.clear()
    for name in ("Mo Manager", "Mum Full", "Tru Parent", "Dee Deputy"):
        people.set_password(HOUSE, cast.people[name], PASSWORD)
    return cast


def type_password(page: Page, town: Cast, name: str, password: str = PASSWORD) -> None:
    """Fills in the form and presses the button."""
    page.get_by_label("Your e-mail address").fill(town.people[name].email or "")
    page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def with_passkeys(page: Page) -> None:
    """Gives the browser a made-up authenticator that always finds a willing finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.parametrize("way", WAYS, ids=["light", "dark", "scripts off"])
def test_a_manager_signs_in_with_a_password_and_an_authenticator(
    way: dict[str, object], visit: Visit, accessible: Check, shot: Shot, town: Cast
) -> None:
    secret = with_authenticator(town, "Mo Manager")
    page = visit("/sign-in/", **way)
    scripts = way.get("java_script_enabled", True)
    if scripts:
        accessible(page)
    shot(page, f"sign_in_{way.get('color_scheme', 'plain')}_390")
    type_password(page, town, "Mo Manager")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    if scripts:
        accessible(page)
    shot(page, f"second_step_{way.get('color_scheme', 'plain')}_390")
    page.get_by_label("Your code").fill(code_now(secret))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    if scripts:
        accessible(page)


def test_a_manager_adds_a_passkey_and_next_time_needs_no_password(
    visit: Visit, accessible: Check, shot: Shot, town: Cast
) -> None:
    page = visit("/sign-in/")
    with_passkeys(page)
    type_password(page, town, "Mo Manager")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second step")
    accessible(page)
    shot(page, "choose_second_step_390")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What shall we call it?").fill("My phone")
    accessible(page)
    shot(page, "add_passkey_390")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Printed codes")
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(10)
    accessible(page)
    shot(page, "printed_codes_390")
    page.goto("/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    page.goto("/account/passkeys/")
    expect(page.get_by_text("My phone", exact=True)).to_be_visible()
    accessible(page)
    page.goto("/sign-in/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    people.let_go(HOUSE, town.people["Mo Manager"], TODAY, town.provider)
    page.reload()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("That passkey did not open the door")
    accessible(page)


def test_after_the_password_a_passkey_is_the_second_step(visit: Visit, accessible: Check, town: Cast) -> None:
    page = visit("/sign-in/")
    with_passkeys(page)
    type_password(page, town, "Mum Full")
    page.goto("/account/passkeys/add/")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Printed codes")
    page.goto("/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    type_password(page, town, "Mum Full")
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
    accessible(page)


def test_wrong_passwords_by_the_dozen_meet_a_wait_and_keep_what_was_typed(
    visit: Visit, accessible: Check, shot: Shot, town: Cast
) -> None:
    page = visit("/sign-in/")
    for number in range(12):
        type_password(page, town, "Mum Full", f"wrong {number}")
    expect(page.get_by_role("alert")).to_contain_text("Wait five minutes")
    expect(page.get_by_label("Your e-mail address")).to_have_value(town.people["Mum Full"].email or "")
    accessible(page)
    shot(page, "sign_in_wait_390")
    type_password(page, town, "Mum Full")
    expect(page.get_by_role("alert")).to_contain_text("Wait five minutes")


def test_two_hats_are_chosen_and_changed_by_buttons(visit: Visit, accessible: Check, shot: Shot, town: Cast) -> None:
    secret = with_authenticator(town, "Tru Parent")
    page = visit("/sign-in/")
    type_password(page, town, "Tru Parent")
    page.get_by_label("Your code").fill(code_now(secret))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What are you here as?")
    accessible(page)
    shot(page, "hat_390")
    page.get_by_role("button", name=re.compile("Parent or carer")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
    page.locator("details.hat summary").click()
    page.get_by_role("button", name=re.compile("Owner or trustee")).click()
    expect(page.get_by_role("banner")).to_contain_text("Owner or trustee")
    expect(page.get_by_role("heading", level=1)).to_have_text("To decide")
    accessible(page)


def test_whoever_is_stopped_is_out_on_the_next_click(visit: Visit, accessible: Check, shot: Shot, town: Cast) -> None:
    deputy = visit("/sign-in/")
    secret = with_authenticator(town, "Dee Deputy")
    type_password(deputy, town, "Dee Deputy")
    deputy.get_by_label("Your code").fill(code_now(secret))
    deputy.get_by_role("button", name="Go on").click()
    expect(deputy.get_by_role("heading", level=1)).to_have_text("Today")

    manager = visit("/sign-in/")
    secret = with_authenticator(town, "Mo Manager")
    type_password(manager, town, "Mo Manager")
    manager.get_by_label("Your code").fill(code_now(secret))
    manager.get_by_role("button", name="Go on").click()
    expect(manager.get_by_role("heading", level=1)).to_have_text("Today")
    manager.goto("/posts/")
    accessible(manager)
    shot(manager, "posts_390")
    manager.get_by_role("link", name=re.compile("Open.*Dee Deputy, Deputy manager")).click()
    accessible(manager)
    shot(manager, "post_390")
    manager.get_by_role("link", name="Give a last day").click()
    manager.get_by_role("button", name="Keep this last day").click()
    expect(manager.get_by_role("alert")).to_be_visible()
    for label, text in (("Day", "1"), ("Month", "12"), ("Year", "2026")):
        manager.get_by_label(label, exact=True).fill(text)
    manager.get_by_label("Sign them out now").check()
    accessible(manager)
    shot(manager, "leaving_390")
    manager.get_by_role("button", name="Keep this last day").click()
    expect(manager.get_by_role("heading", level=1)).to_have_text("Posts")

    deputy.reload()
    expect(deputy.get_by_role("heading", level=1)).to_have_text("Sign in")
    type_password(deputy, town, "Dee Deputy")
    expect(deputy.get_by_role("alert")).to_contain_text("do not fit together")
    accessible(deputy)


def test_a_post_is_handed_over_and_a_code_given_out(visit: Visit, accessible: Check, shot: Shot, town: Cast) -> None:
    page = visit("/sign-in/")
    secret = with_authenticator(town, "Mo Manager")
    type_password(page, town, "Mo Manager")
    page.get_by_label("Your code").fill(code_now(secret))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    page.goto("/posts/")
    page.get_by_role("link", name=re.compile("Open.*Mo Manager, Manager")).click()
    page.get_by_role("link", name="Hand over").click()
    page.get_by_label("Who covers it?").select_option(label="Dee Deputy")
    first, last = page.get_by_role("group", name="From which day?"), page.get_by_role("group", name="Up to which day?")
    for box, parts in ((first, ("20", "7", "2031")), (last, ("3", "7", "2031"))):
        for label, text in zip(("Day", "Month", "Year"), parts, strict=True):
            box.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_role("alert")).to_contain_text("The last day must be on or after the first day")
    expect(page.get_by_label("Who covers it?")).to_have_value(town.people["Dee Deputy"].pk)
    accessible(page)
    shot(page, "cover_390")
    last.get_by_label("Day", exact=True).fill("31")
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_role("main")).to_contain_text("Covered by Dee Deputy")
    page.get_by_role("link", name="Families").click()
    page.get_by_role("link", name=re.compile("Open.*Mum Full, Parent or carer")).click()
    page.get_by_role("link", name="Code for today").click()
    page.get_by_role("button", name="Yes, make a code").click()
    expect(page.locator(".tile b")).to_have_text(re.compile(r"^\d{8}$"))
    accessible(page)
    shot(page, "day_code_390")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_practice_world_is_one_press_away(
    scheme: str, visit: Visit, accessible: Check, shot: Shot, town: Cast, settings: LazySettings
) -> None:
    settings.PRACTICE = True
    people.open_house(HOUSE, practice=True)
    introduce(HOUSE, town.people["Mo Manager"], "Runs the setting, and has a busy week.", 1)
    introduce(HOUSE, town.people["Dad Limited"], "Separated. Sees what is his to see, and nothing of her.", 2)
    page = visit("/sign-in/", color_scheme=scheme)
    accessible(page)
    shot(page, f"practice_{scheme}_390")
    page.get_by_role("button", name=re.compile("Go in.*Mo Manager")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    accessible(page)


def test_ones_own_account_on_a_phone(visit: Visit, accessible: Check, shot: Shot, town: Cast) -> None:
    page = visit("/sign-in/")
    type_password(page, town, "Mum Full")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
    for address, heading in (
        ("/account/", "Your account"),
        ("/account/devices/", "Where you are signed in"),
        ("/account/second-step/", "Your second step"),
        ("/account/authenticator/add/", "Set up an authenticator"),
        ("/account/password/", "Choose a new password"),
        ("/account/email/", "A new address to sign in"),
        ("/account/codes/", "Printed codes"),
        ("/account/proof/", "Is it still you?"),
        ("/sign-out/", "Sign out?"),
    ):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        accessible(page)
        shot(page, f"account_{address.strip('/').replace('/', '_')}_390")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign out?")  # only a page that came can be left
    page.go_back()
    expect(page.get_by_role("main")).not_to_contain_text("Mum Full")
