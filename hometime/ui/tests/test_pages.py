"""Frames, titles, menus, the error page, and components that meet hostile words."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from hometime.ui import menu, signs
from hometime.ui.gallery import MANAGER, PARENT, SCREENS, MadeUp, gallery
from hometime.ui.menu import MenuEntry, TooManyWords, shown
from hometime.ui.pages import LARGER_TEXT_COOKIE, PLACES, Viewer, page
from hometime.ui.signs import SIGNS
from hometime.ui.titles import TITLES, Untitled, browser_title
from hometime.ui.troubles import TROUBLES, WITH_A_NUMBER, trouble

HOSTILE = "\"'><script>alert(1)</script>{{ 7|add:7 }}"


def asked(viewer: Viewer | None = None, path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    if viewer is not None:
        request.shown = viewer  # type: ignore[attr-defined]
    return request


def test_there_are_twelve_browser_titles_and_none_says_what_it_is_about() -> None:
    assert len(TITLES) == 12
    for key in TITLES:
        assert not re.search("complain|safeguard|concern|court|health|allegation", browser_title(key), re.IGNORECASE)


def test_a_title_outside_the_list_is_refused() -> None:
    with pytest.raises(Untitled, match="not a browser title"):
        browser_title("complaint")


@pytest.mark.parametrize("name", SCREENS)
def test_the_title_of_a_page_is_one_of_the_twelve(name: str) -> None:
    drawn = gallery(asked(), name).content.decode()
    assert re.findall("<title>(.*?)</title>", drawn) in [[browser_title(key)] for key in TITLES]


def test_a_menu_of_six_words_is_refused() -> None:
    with pytest.raises(TooManyWords):
        shown([MenuEntry("home", "/")] * 6)


def test_every_menu_word_has_a_sign_that_can_be_drawn() -> None:
    assert {word.sign for word in menu.MENU_WORDS.values()} <= set(SIGNS)


def test_the_open_page_is_marked_in_the_menu_and_only_there() -> None:
    drawn = page(asked(MANAGER), "ui/page.html", "today", menu="today").content.decode()
    assert drawn.count('aria-current="page"') == 1
    assert '<a href="#today" aria-current="page">' in drawn


def test_a_page_without_a_viewer_is_drawn_for_a_visitor() -> None:
    drawn = page(asked(), "ui/page.html", "home").content.decode()
    assert "<nav" not in drawn and PLACES["sign_out"] not in drawn


@pytest.mark.parametrize("name", SCREENS)
def test_help_and_the_way_out_stand_on_every_page_in_the_same_order(name: str) -> None:
    drawn = gallery(asked(), name).content.decode()
    header = drawn.split("</header>")[0]
    assert header.index(PLACES["home"]) < header.index(PLACES["help"]) < header.index(PLACES["leave"])


@pytest.mark.parametrize(("language", "direction"), [("en-gb", "ltr"), ("pl", "ltr"), ("ar", "rtl"), ("ur", "rtl")])
def test_a_page_says_its_language_and_direction(language: str, direction: str) -> None:
    with translation.override(language):
        drawn = page(asked(PARENT), "ui/page.html", "home").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in drawn


def test_larger_text_is_remembered_by_the_device() -> None:
    request = asked(PARENT)
    request.COOKIES[LARGER_TEXT_COOKIE] = "larger"
    assert ' data-text="larger"' in page(request, "ui/page.html", "home").content.decode()


@pytest.mark.parametrize("name", SIGNS)
def test_every_sign_is_a_whole_drawing_that_screen_readers_pass_over(name: str) -> None:
    drawing = ElementTree.fromstring(signs.drawn(name).replace(" data-turns", ""))
    assert len(drawing) >= 1 and drawing.get("aria-hidden") == "true"


@pytest.mark.parametrize("status", TROUBLES)
def test_the_error_page_says_what_happened_what_to_do_and_whom_to_ring(status: int) -> None:
    response = trouble(asked(PARENT), status)
    drawn = response.content.decode()
    told = TROUBLES[status]
    assert response.status_code == status
    assert all(str(words) in drawn for words in told)
    assert ('href="tel:01632960114"' in drawn) == (status in WITH_A_NUMBER)


@pytest.mark.parametrize("viewer", [None, PARENT, MANAGER])
def test_not_there_and_not_yours_are_the_same_page_to_one_viewer(viewer: MadeUp | None) -> None:
    pages = {trouble(asked(viewer, path), 404).content for path in ("/c/8mZq/", "/c/nowhere/")}
    assert len(pages) == 1


def test_a_rule_speaks_in_its_own_words_on_the_error_page() -> None:
    drawn = trouble(asked(), 403, words="The case began above you <b>.").content.decode()
    assert "The case began above you &lt;b&gt;." in drawn and str(TROUBLES[403].what) not in drawn


COMPONENTS = {
    "answer": '<c-answer :key="x" :href="x">{{ x }}</c-answer>',
    "audience": '<c-audience :lines="lines" />',
    "button": '<c-button :href="x" :kind="x">{{ x }}</c-button>',
    "card": '<c-card :title="x" :aside="x" :id="x" :tone="x">{{ x }}</c-card>',
    "card, written out": '<c-card title="{{ x }}">{{ x }}</c-card>',
    "contact": '<c-contact :name="x" :role="x" :phone="x" :email="x" :address="x" />',
    "empty": '<c-empty :title="x">{{ x }}<c-slot name="act">{{ x }}</c-slot></c-empty>',
    "fold": '<c-fold :title="x" :count="x">{{ x }}</c-fold>',
    "ladder": '<c-ladder :label="x"><c-rung :title="x" :when="x" :state="x">{{ x }}</c-rung></c-ladder>',
    "meter": '<c-meter :label="x" :value="1" :of="2">{{ x }}</c-meter>',
    "note": '<c-note :title="x" :kind="x" :role="x">{{ x }}</c-note>',
    "printed": '<c-printed :by="x" :code="x" />',
    "row": '<c-row standing="owed" :days="1" :who="x" :clause="x" :clause_href="x" :clause_name="x" :verb="x" '
    ':href="x" :about="x">{{ x }}</c-row>',
    "row, posted": '<c-row :who="x" :verb="x" :post="x">{{ x }}</c-row>',
    "tab": '<c-tabs :label="x"><c-tab :href="x">{{ x }}</c-tab></c-tabs>',
    "task": '<c-task :href="x">{{ x }}</c-task>',
    "tile": '<c-tile :number="x" :label="x" :href="x" :tone="x" />',
    "way": '<c-way :href="x">{{ x }}</c-way>',
}


@pytest.mark.parametrize("name", COMPONENTS)
def test_hostile_words_stay_words_in_a_component(name: str) -> None:
    from django_cotton.compiler_regex import CottonCompiler

    source = CottonCompiler().process(COMPONENTS[name])
    drawn = engines["django"].from_string(source).render({"x": HOSTILE, "lines": [(HOSTILE, HOSTILE)]})
    assert "<script" not in drawn and "\"'" not in drawn
    assert "alert(1)" in drawn and "{{ 7|add:7 }}" in drawn and "14" not in drawn


@pytest.mark.parametrize(
    ("standing", "days", "words"),
    [
        ("overdue", 1, "day late"),
        ("overdue", 3, "days late"),
        ("overdue", None, "Late"),
        ("due_soon", 0, "Today"),
        ("due_soon", 1, "day left"),
        ("owed", 9, "days left"),
        ("owed", None, "No date yet"),
        ("kept", None, "Done"),
        ("kept_late", None, "Done late"),
        ("lifted", None, "Not needed"),
        ("not_kept", None, "Not kept"),
    ],
)
def test_a_badge_says_its_standing_in_words_and_by_shape(standing: str, days: int | None, words: str) -> None:
    from django_cotton.compiler_regex import CottonCompiler

    source = CottonCompiler().process('<c-due :standing="standing" :days="days" />')
    drawn = engines["django"].from_string(source).render({"standing": standing, "days": days})
    assert f">{words}<" in drawn and drawn.count("<svg") == 1
    assert days in (None, 0) or f"<b>{days}</b>" in drawn


def test_a_viewer_may_be_any_object_with_the_named_attributes() -> None:
    drawn = page(asked(replace(PARENT, setting_name="Hilltop")), "ui/page.html", "home").content.decode()
    assert "<bdi>Hilltop</bdi>" in drawn
