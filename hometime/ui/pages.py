"""One way to draw a page: the frame round it (title, language, menu, help, the way out) and the template inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_bidi

from hometime.ui.menu import MenuEntry, ShownEntry, shown
from hometime.ui.titles import browser_title
from hometime.ui.words import LANGUAGES

#: The addresses that every page offers. The root addresses must answer all of them.
PLACES: Mapping[str, str] = {
    "home": "/",
    "help": "/help/",
    "leave": "/leave/",
    "tell": "/told/new/",
    "hat": "/hat/",
    "sign_in": "/sign-in/",
    "sign_out": "/sign-out/",
    "account": "/account/",
    "language": "/language/",
    "tablet": "/tablet/",
    "tablet_switch": "/tablet/switch/",
    "tablet_here": "/tablet/here/",
}

#: Cookies in which a device keeps how it wants to be written to. They hold nothing about a person.
LARGER_TEXT_COOKIE = "text"
SHARED_DEVICE_COOKIE = "shared"


class HatChoice(NamedTuple):
    """Another hat this person may put on: the value to post, and its words."""

    value: str
    words: str


class Viewer(Protocol):
    """What a page needs to know of the person it is drawn for."""

    @property
    def hat(self) -> str:
        """The hat in words, such as “Manager”; empty when nobody has signed in."""

    @property
    def setting_name(self) -> str:
        """The setting whose page this is; empty before one is known."""

    @property
    def setting_phone(self) -> str:
        """The number to ring when the page does not help; empty when there is none."""

    @property
    def person_name(self) -> str:
        """The person's own name, shown only to them."""

    @property
    def menu(self) -> Sequence[MenuEntry]:
        """At most five entries."""

    @property
    def other_hats(self) -> Sequence[HatChoice]:
        """The hats this person may change to; empty for one hat."""

    @property
    def tells(self) -> bool:
        """Whether every page of theirs asks if they are not happy about something: a parent's does."""

    @property
    def on_tablet(self) -> bool:
        """Whether they switched in on a tablet that others use too: each page then offers to switch, and ends by itself."""


@dataclass(frozen=True)
class Visitor:
    """A viewer who has not signed in: the public board, sign-in and error pages are drawn for one."""

    setting_name: str = ""
    setting_phone: str = ""
    hat: str = ""
    person_name: str = ""
    menu: Sequence[MenuEntry] = ()
    other_hats: Sequence[HatChoice] = ()
    tells: bool = False
    on_tablet: bool = False


@dataclass(frozen=True)
class Frame:
    """Everything round a page's own content, ready to draw; templates know it as `frame`."""

    title: str
    language: str
    direction: str
    viewer: Viewer
    menu: Sequence[ShownEntry] = ()
    places: Mapping[str, str] = field(default_factory=lambda: PLACES)
    languages: Sequence[tuple[str, str]] = field(default_factory=lambda: LANGUAGES)  # by their own names on every page
    larger_text: bool = False
    shared_device: bool = False


def frame_for(request: HttpRequest, title_key: str, viewer: Viewer, menu: str = "") -> Frame:
    """Build the frame of one page in the language now active. Raises `Untitled`, `TooManyWords` or `KeyError`."""
    return Frame(
        title=browser_title(title_key),
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        viewer=viewer,
        menu=tuple(shown(viewer.menu, menu)),
        larger_text=request.COOKIES.get(LARGER_TEXT_COOKIE) == "larger",
        shared_device=viewer.on_tablet or request.COOKIES.get(SHARED_DEVICE_COOKIE) == "yes",
    )


def page(
    request: HttpRequest,
    template: str,
    title_key: str,
    context: Mapping[str, Any] | None = None,
    *,
    menu: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw `template` for `request.shown`, a `Viewer` (for a `Visitor` where there is none), and give the response.

    `title_key` is one of `hometime.ui.titles.TITLES`; `menu` is the key of the menu entry to mark as open.
    """
    viewer: Viewer = getattr(request, "shown", None) or Visitor()
    frame = frame_for(request, title_key, viewer, menu)
    return render(request, template, {**(context or {}), "frame": frame}, status=status)
