"""The viewer as a page shows them: hat in words, setting, telephone number, and a menu of at most five words."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from hometime.access import rules
from hometime.access.viewer import HatChoice, Held, Viewer, hats_of
from hometime.people.models import Setting
from hometime.people.roles import UNNAMED, Hat, Role
from hometime.ui import menu, pages

# The menus of EXPERIENCE 2, as far as their pages stand. An entry is added here when its room opens. Help stands at the
# top of every page; only a parent's menu, under the thumb, says it again.
HOME, TODAY, DECIDE = (menu.MenuEntry(key, "/today/") for key in ("home", "today", "decide"))
POLICY, PEOPLE = menu.MenuEntry("policy", "/policy/"), menu.MenuEntry("people", "/posts/")
MY_CHILDREN = menu.MenuEntry("my_children", "/my-children/")
DESK, SEALED = menu.MenuEntry("desk", "/desk/"), menu.MenuEntry("sealed", "/sealed-words/")
VISITS = menu.MenuEntry("visits", "/visits/")
COMPLAINTS = menu.MenuEntry("complaints", "/complaints/")
CHILDREN, CHILD = menu.MenuEntry("children", "/children/"), menu.MenuEntry("child", "/c/")
HELP, ASSURANCE = menu.MenuEntry("help", "/help/"), menu.MenuEntry("assurance", "/assurance/")
MENUS: dict[Hat, tuple[menu.MenuEntry, ...]] = {
    Hat.PARENT: (HOME, CHILD, HELP),
    Hat.STAFF: (TODAY, CHILDREN, COMPLAINTS, POLICY),
    Hat.OWNER: (DECIDE, COMPLAINTS, POLICY, ASSURANCE),
    Hat.AGENCY: (HOME,),
    Hat.KEEPER: (HOME,),
}


@dataclasses.dataclass
class Shown:
    """What a page needs to know of whom it is drawn for (hometime.ui.pages.Viewer). Asks the database only when
    drawn."""

    request: HttpRequest
    viewer: Viewer | None
    held: Held | None = None

    @cached_property
    def _choices(self) -> list[HatChoice]:
        return hats_of(self.request.user, self.viewer.today if self.viewer else None, self.held)  # type: ignore[arg-type]

    @property
    def _setting(self) -> Setting | None:
        return self.viewer.home if self.viewer else None

    @property
    def hat(self) -> str:
        """The hat in words: a staff member's first post, else the hat's own name."""
        if self.viewer is None:
            return ""
        roles = sorted(self.viewer.posts, key=list(type(next(iter(self.viewer.posts)))).index)
        return str((roles[0] if self.viewer.hat == Hat.STAFF else self.viewer.hat).label)

    @property
    def setting_name(self) -> str:
        """The setting, or the provider where the hat reaches them all."""
        if self._setting is not None:
            return self._setting.name
        return next((c.place for c in self._choices if self.viewer and c.hat == self.viewer.hat), "")

    @property
    def setting_phone(self) -> str:
        """The number to ring: the setting's, or for a hat that reaches over a whole provider, its first one's."""
        return self._setting.phone if self._setting else self._some_phone

    @cached_property
    def _some_phone(self) -> str:
        if self.viewer is None:
            return ""
        reached = Setting.objects.filter(provider=self.viewer.provider_id).exclude(phone="").order_by("name")
        return reached.values_list("phone", flat=True).first() or ""

    @property
    def person_name(self) -> str:
        """The person's own name."""
        return self.viewer.name if self.viewer else ""

    @property
    def tells(self) -> bool:
        """Whether every page asks if they are not happy about something: a parent's does (C2, EXPERIENCE 3.3)."""
        return self.viewer is not None and self.viewer.hat == Hat.PARENT

    @property
    def on_tablet(self) -> bool:
        """Whether somebody switched in on a tablet that others use too."""
        return self.viewer is not None and bool(self.viewer.tablet)

    @property
    def menu(self) -> Sequence[menu.MenuEntry]:
        """The menu of the hat, with key children for a key person and the people for whoever sees to them."""
        if self.viewer is None or self.viewer.tablet:
            return ()
        first, *rest = MENUS[self.viewer.hat]
        people = () if rules.see_posts(self.viewer, None) else (PEOPLE,)
        # A tablet in a room writes no complaint down, and opens no file: nobody knows who holds it.
        at_work = {COMPLAINTS: {Role.TABLET}, CHILDREN: UNNAMED}
        shown = [entry for entry in rest if self.viewer.posts - at_work.get(entry, set())]
        mine = (MY_CHILDREN,) if self.viewer.key_person_ids else ()
        if not self.viewer.a_lead or people:
            return (*mine, first, *people, *shown)[: menu.MOST_WORDS]
        # A lead's desk comes with Today; the policy is a word on Today for them. What finds no place here has one on
        # the desk or on Today; so has the desk itself, for a manager who leads too.
        shown = [entry for entry in shown if entry != POLICY]
        return (*mine, first, DESK, *shown, SEALED, VISITS)[: menu.MOST_WORDS]

    @property
    def other_hats(self) -> Sequence[pages.HatChoice]:
        """The other hats this person may put on today; on a tablet in a room there is the one."""
        if self.viewer is None or self.viewer.tablet:
            return ()
        worn = (self.viewer.hat, self.viewer.setting_id or self.viewer.provider_id)
        return tuple(
            pages.HatChoice(choice.key, f"{choice.hat.label}, {choice.place}")
            for choice in self._choices
            if (choice.hat, choice.setting_id or choice.provider_id) != worn
        )


def shown(request: HttpRequest, viewer: Viewer | None, held: Held | None = None) -> Any:
    """What pages show of a viewer; a visitor where nobody has signed in. `held` are the person's posts of today."""
    return Shown(request, viewer, held) if viewer is not None else pages.Visitor()
