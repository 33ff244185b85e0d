"""A support plan and an agreed task on a parent's telephone, in English, Urdu and Polish: read, answered, and written to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hometime.kernel import clock
from hometime.plans.actions import keeping_safe, supporting
from hometime.plans.actions.supporting import Does, Written
from hometime.plans.models import Doing, Place, Reply, SafetyTask, SupportPlan, Try
from tests.browser.test_key_persons import LANGUAGES, Home, Thumb, home, main, said, signed_in
from tests.cast import HOUSE

__all__ = ["home"]
Visit = Callable[..., Page]
Accessible = Callable[[Page], None]


def a_plan(home: Home) -> SupportPlan:
    """The child's plan, with something to do in every home."""
    steps = [Does(Place.HERE, "We name each thing twice.", who="At lunch"), Does(Place.HOME, "One book a day.")]
    written = Written("Points at things.", "Asks in two words.", steps, clock.today() + dt.timedelta(days=100))
    return supporting.begin(HOUSE, home.child, "Words come late.", written)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_parent_reads_the_plan_agrees_in_three_taps_and_tells_how_it_goes(
    visit: Visit, home: Home, accessible: Accessible, language: str
) -> None:
    plan = a_plan(home)
    page = signed_in(visit, home.mother, language)
    thumb = Thumb(page)
    ask = page.locator("main .row", has_text=said(language, "Read the support plan and say if you agree"))
    thumb.tap(ask.get_by_role("link"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ur" else "ltr")
    expect(page.get_by_role("heading", level=1)).to_have_text(said(language, "Support plan"))
    expect(page.locator("main")).to_contain_text("We name each thing twice.")
    accessible(page)
    thumb.tap(page.locator("label", has=page.locator("input[name=says][value=agrees]")), opens=False)
    thumb.tap(main(page))
    expect(page.locator("input[name=says]")).to_have_count(0)
    assert thumb.taps == 3 and thumb.screens == 2
    assert Reply.objects.unscoped("a test looks").get().says == "agrees"
    page.locator("select[name=step]").select_option(index=0)
    page.locator(f"form[action$='/plan/{plan.pk}/tried/'] textarea[name=words]").fill("کشتی والی کتاب")
    page.locator(f"form[action$='/plan/{plan.pk}/tried/'] button.button").last.tap()
    expect(page.locator("main")).to_contain_text("کشتی والی کتاب")
    assert Try.objects.unscoped("a test looks").get().person == home.mother
    page.goto("/today/")
    expect(page.locator("main")).not_to_contain_text(said(language, "Read the support plan and say if you agree"))


def test_an_agreed_task_opens_from_the_front_page_and_takes_the_parents_own_words(
    visit: Visit, home: Home, accessible: Accessible
) -> None:
    due = clock.today() + dt.timedelta(days=7)
    plan = keeping_safe.begin(HOUSE, home.child, "A worker outside", None)
    keeping_safe.add_task(HOUSE, plan, "Fill in the sleep diary together.", due, home.mother, shown=True)
    task = SafetyTask.objects.unscoped("a test looks").get()
    page = signed_in(visit, home.mother, "ur")
    ask = page.locator("main .row", has_text=said("ur", "A thing we said we do together"))
    ask.get_by_role("link").tap()
    expect(page.locator("main")).to_contain_text("Fill in the sleep diary together.")
    accessible(page)
    page.locator("textarea[name=words]").fill("ہم نے مل کر لکھا۔")
    main(page).tap()
    expect(page.locator("main")).to_contain_text("ہم نے مل کر لکھا۔")
    assert Doing.objects.unscoped("a test looks").get().task_id == task.pk
