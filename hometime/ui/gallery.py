"""Made-up pages for looking at: the screens and every component, without a database, in English, Arabic and Urdu."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hometime.ui.forms import DayField
from hometime.ui.gallery_words import TEXTS
from hometime.ui.menu import MenuEntry
from hometime.ui.pages import HatChoice, Viewer, Visitor, frame_for


@dataclass(frozen=True)
class MadeUp:
    """A viewer who exists only in the gallery."""

    hat: str
    person_name: str
    menu: tuple[MenuEntry, ...]
    other_hats: tuple[HatChoice, ...] = ()
    setting_name: str = "Otter Bridge Pre-School"
    setting_phone: str = "01632 960 114"
    tells: bool = False
    on_tablet: bool = False


def _entries(*keys: str) -> tuple[MenuEntry, ...]:
    return tuple(MenuEntry(key, f"#{key}") for key in keys)


MANAGER = MadeUp(
    hat="Manager",
    person_name="Jo Patel",
    menu=_entries("today", "children", "people", "complaints", "policy"),
    other_hats=(HatChoice("parent", "Parent or carer"), HatChoice("owner", "Owner")),
)
PARENT = MadeUp(hat="", person_name="Amina", menu=_entries("home", "child", "messages", "say", "help"))
NOBODY = Visitor(setting_name="Otter Bridge Pre-School", setting_phone="01632 960 114")


class TellUs(forms.Form):
    """The questions of a made-up complaint, one of each kind of field."""

    what = forms.CharField(
        label="What happened?",
        help_text="Your own words are fine. You can also tell us by phone.",
        widget=forms.Textarea,
        error_messages={"required": "Tell us what happened"},
    )
    day = DayField(label="When did it happen?", help_text="For example 27 3 2026")
    about = forms.ChoiceField(
        label="Who is it about?",
        choices=[
            ("care", "How my child is looked after"),
            ("person", "Somebody who works here"),
            ("manager", "The manager"),
            ("unsure", "I do not know"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who it is about"},
    )
    reach = forms.MultipleChoiceField(
        label="How is it safe to reach you?",
        choices=[("ring", "Ring me"), ("text", "Send me a text"), ("post", "Write me a letter")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    phone = forms.CharField(label="Your phone number", required=False, widget=forms.TextInput({"autocomplete": "tel"}))
    language = forms.ChoiceField(
        label="Which language shall we use?", choices=[("en", "English"), ("ur", "Urdu"), ("pl", "Polish")]
    )
    paper = forms.FileField(label="A photo or a PDF", required=False, help_text="JPG, PNG, WebP or PDF, under 15 MB")
    copy = forms.BooleanField(label="Send me a copy of what I wrote", required=False)


class SignIn(forms.Form):
    """The two boxes of a made-up sign-in."""

    login = forms.CharField(label="Your e-mail address", widget=forms.EmailInput({"autocomplete": "username"}))
    password = forms.CharField(label="Your password", widget=forms.PasswordInput({"autocomplete": "current-password"}))


@dataclass(frozen=True)
class Screen:
    """One page of the gallery: its template, its browser title, who looks at it and which menu word is open."""

    template: str
    title: str
    viewer: Viewer
    menu: str = ""


SCREENS: Mapping[str, Screen] = {
    "today": Screen("ui/gallery/today.html", "today", MANAGER, "today"),
    "parent": Screen("ui/gallery/parent.html", "home", PARENT, "home"),
    "complaint": Screen("ui/gallery/complaint.html", "message", PARENT, "say"),
    "board": Screen("ui/gallery/board.html", "board", NOBODY),
    "form": Screen("ui/gallery/form.html", "say", PARENT, "say"),
    "sign_in": Screen("ui/gallery/sign_in.html", "sign_in", NOBODY),
    "empty": Screen("ui/gallery/empty.html", "message", PARENT, "messages"),
    "parts": Screen("ui/gallery/parts.html", "policy", MANAGER, "policy"),
    "confirm": Screen("ui/gallery/confirm.html", "policy", MANAGER, "policy"),
}

MONDAY = dt.date(2026, 9, 7)

DUE: tuple[dict[str, Any], ...] = (
    {"standing": "overdue", "days": 3, "who": "Y.A.", "clause": "10.1 · F8", "what": "Meet his parents",
     "verb": "Book"},
    {"standing": "overdue", "days": 1, "who": "O.P.", "clause": "10.1 · F18", "what": "Photographs: no answer yet",
     "verb": "Remind"},
    {"standing": "due_soon", "days": 2, "who": "K7M-4QF", "clause": "10.2 · C6",
     "what": "Tell the parent what you found, by Wednesday 9 September", "verb": "Open"},
    {"standing": "due_soon", "days": 4, "who": "Z.N.", "clause": "10.1 · F15",
     "what": "Check at age two: meet her parents, interpreter booked", "verb": "Open"},
    {"standing": "owed", "days": 9, "who": "A.K.", "clause": "10.1 · F5", "what": "Settling in: second visit",
     "verb": "Open"},
    {"standing": "owed", "days": None, "who": "", "clause": "10.1 · A3", "what": "Walk round: is the poster up?",
     "verb": "Done"},
)  # fmt: skip


def _context(name: str, language: str) -> dict[str, Any]:
    texts = {**TEXTS["en"], **TEXTS.get(language, {})}
    context: dict[str, Any] = {
        "t": texts,
        "monday": MONDAY,
        "starts": dt.time(15, 30),
        "due": DUE,
        "list_page": Paginator(range(120), 25).page(2),
        "audience": [("You", texts["why_you"]), ("Priya", texts["why_priya"]), ("Jo Patel", texts["why_jo"])],
        "board_steps": texts["board_steps"],
        "sign_in": SignIn(),
        "tell_us": TellUs(),
        "ask": "Hand the manager’s post to Priya Shah?",
        "what_happens": "Her duties, reminders and cases go to Priya, and come back on Friday 18 September.",
        "verb": "Hand it over",
        "kind": "main",
        "back": "#back",
    }
    if name == "form":
        context["tell_us"] = TellUs(
            data={"day_day": "31", "day_month": "2", "day_year": "2026", "language": "en", "reach": ["ring"]}
        )
    return context


def gallery(request: HttpRequest, name: str, language: str = "en") -> HttpResponse:
    """Draw the gallery page `name` (a key of `SCREENS`) in the language now active; `language` chooses sample words."""
    screen = SCREENS[name]
    frame = frame_for(request, screen.title, screen.viewer, screen.menu)
    return render(request, screen.template, {**_context(name, language), "frame": frame})
