"""A live server, a real browser, the accessibility check and screenshots for the journeys in this folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from hometime.audit import triggers as of_the_audit
from hometime.complaints import triggers as of_complaints
from hometime.people import actions as people
from tests.browser.chromium import find, flags
from tests.browser.looking import violations
from tests.cast import HOUSE

# Playwright's driver runs an event loop in this thread, and Django then takes every query for one from async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
HERE = Path(__file__).parent
SHOTS = HERE.parents[1] / "screenshots"
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 10_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test of this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the run."""
    program = find()
    if program is None:
        pytest.fail(
            "No browser was found. On Debian or Ubuntu: sudo apt install chromium, or name one in HOMETIME_BROWSER."
        )
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=flags())
        yield started
        started.close()


@pytest.fixture(scope="session", autouse=True)
def _emptied_past_the_triggers() -> Iterator[None]:
    """A journey's database is emptied after it, which triggers refuse: they stand aside meanwhile."""
    plain = BaseDatabaseOperations.execute_sql_flush

    def emptied(ops: BaseDatabaseOperations, sql_list: list[str]) -> None:
        pen = SimpleNamespace(connection=connection, execute=lambda sql, params=None: connection.cursor().execute(sql))
        for table in (of_the_audit, of_complaints):
            table.lower_triggers(None, pen)
        plain(ops, sql_list)
        for table in (of_the_audit, of_complaints):
            table.raise_triggers(None, pen)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", emptied)
        yield


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[str]:
    """The address of a live server, by the name that passkeys need."""
    address = live_server.url.replace("127.0.0.1", "localhost")
    with override_settings(CSRF_TRUSTED_ORIGINS=[address], ALLOWED_HOSTS=["localhost"]):
        yield address


@pytest.fixture
def practice(site: str, settings: LazySettings, catalogues: str) -> Iterator[None]:
    """A practice house behind the live server, in every language, where a password is enough to go in."""
    settings.PRACTICE = True
    settings.LOCALE_PATHS = [catalogues]
    cache.clear()
    people.open_house(HOUSE, practice=True)
    yield
    cache.clear()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a page in a fresh profile: `visit("/", viewport=…, color_scheme="dark", locale="ar",
    java_script_enabled=False)`.

    The test fails at its end when a page asked for anything off the site, or reported a fault in its console.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(path: str = "/", **options: object) -> Page:
        # Without motion: a colour on its way from one to another is no colour to judge.
        usual = {"base_url": site, "viewport": PHONE, "locale": "en-GB", "reduced_motion": "reduce"}
        context = browser.new_context(**{**usual, **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request", lambda r: None if r.url.startswith((site, "data:", "blob:")) else faults.append(f"asked {r.url}")
        )
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on(
            "console", lambda m: faults.append(f"console: {m.text}") if "Content Security Policy" in m.text else None
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """The accessibility check with which every journey ends: `accessible(page)`."""

    def check(page: Page) -> None:
        found = violations(page)
        assert not found, found

    return check


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Page, str], Path]:
    """Takes a picture of the whole page into screenshots/: `shot(page, "today_dark_390")`."""

    def take(page: Page, name: str) -> Path:
        SHOTS.mkdir(exist_ok=True)
        place = SHOTS / f"{name}.png"
        page.screenshot(path=place, full_page=True)
        return place

    return take
