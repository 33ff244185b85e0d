"""Posts that end or are covered: letting somebody go, handing a post to a deputy, handing over a code for a day."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hometime.access import rules
from hometime.access.actions import hand_day_code
from hometime.access.forms import CoverForm, LeavingForm
from hometime.access.gate import Forbidden, gate, viewer_of
from hometime.access.leaving import end_credentials, shut_out
from hometime.access.viewer import Viewer
from hometime.access.views.drawn import NOT_TAKEN
from hometime.audit.actions import action
from hometime.kernel.answers import No, Refused
from hometime.people import actions as people
from hometime.people.models import Cover, Person, Post, Provider
from hometime.people.roles import HAT_OF, UNNAMED, Hat, Role
from hometime.ui.pages import page

SEE_TO = (Hat.STAFF, Hat.OWNER)
ROWS = 25
# What these posts see is sealed: nobody takes one for themselves, not even for a day (TRUST 10).
SEALED = (Role.DSL, Role.DEPUTY_DSL)


@gate(hats=SEE_TO, asks=rules.see_posts)
def posts(request: HttpRequest) -> HttpResponse:
    """The posts in reach, those of the families apart, each with what can be done about it."""
    viewer = viewer_of(request)
    families = request.GET.get("who") == "families"
    held = in_reach(viewer).filter(Q(role=Role.PARENT) if families else ~Q(role=Role.PARENT))
    listed = Paginator(held.order_by("person__name", "pk"), ROWS).get_page(request.GET.get("page"))
    covers = Cover.objects.filter(post__in=list(listed), ends__gte=viewer.today).select_related("by").order_by("starts")
    by_post: dict[str, list[Cover]] = {}
    for cover in covers:
        by_post.setdefault(cover.post_id, []).append(cover)
    rows = [(post, Role(post.role).label, by_post.get(post.pk, [])) for post in listed]
    context = {
        "rows": rows,
        "listed": listed,
        "families": families,
        "tablets": rules.see_to_tablets(viewer, None) is None,
    }
    return page(request, "access/posts.html", "people", context)


@dataclasses.dataclass(frozen=True)
class Act:
    """Something that can be done about a post, or why it cannot be."""

    title: str
    words: str
    verb: str
    href: str
    why_not: No | None


@gate(hats=SEE_TO, asks=rules.see_posts)
def one(request: HttpRequest, post: str) -> HttpResponse:
    """One post, and what can be done about it; where something may not be done, the reason instead."""
    viewer = viewer_of(request)
    held = in_reach(viewer).filter(pk=post).first()
    if held is None:
        raise Http404
    person = held.person
    covering = Act(
        _("Somebody else for a while"),
        _("Holidays, illness: what this post owes goes to whoever covers it, and comes back."),
        _("Hand over"),
        reverse("cover", args=[held.pk]),
        rules.hand_over(viewer, held),
    )
    code = Act(
        _("They cannot get in"),
        _("Their phone is lost or new. Once you have seen that it is them, give them a code."),
        _("Code for today"),
        reverse("day-code", args=[person.pk]),
        rules.hand_code(viewer, person),
    )
    ending = Act(
        _("They are leaving"),
        _("After their last day every way in is shut. What they wrote stays."),
        _("Give a last day"),
        reverse("leaving", args=[person.pk]),
        rules.let_go(viewer, person),
    )
    context = {
        "post": held,
        "role": Role(held.role).label,
        "covers": Cover.objects.filter(post=held, ends__gte=viewer.today).select_related("by").order_by("starts"),
        "acts": [code, ending] if held.role == Role.PARENT else [covering, code, ending],
    }
    return page(request, "access/post.html", "people", context)


@gate(hats=SEE_TO, asks=rules.see_posts, step_up=True)
def leaving(request: HttpRequest, who: str) -> HttpResponse:
    """Gives somebody a last day; every way in stops with it, without anything having to run."""
    viewer = viewer_of(request)
    person = person_in_reach(viewer, who)
    allowed(rules.let_go(viewer, person))
    form = LeavingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            let_go(viewer, person, form.cleaned_data["last_day"], at_once=form.cleaned_data["at_once"])
        except Refused as no:
            form.add_error("at_once", str(no))
        else:
            return redirect("posts")
    context = {"form": form, "person": person}
    return page(request, "access/leaving.html", "people", context, status=NOT_TAKEN if form.errors else 200)


@action
def let_go(viewer: Viewer, person: Person, last_day: dt.date, *, at_once: bool) -> None:
    """Ends somebody's posts with the viewer's provider, and sweeps their credentials where the day is over already."""
    people.let_go(viewer, person, last_day, Provider.objects.get(pk=viewer.provider_id))
    if at_once and person.left_on is None:
        raise Refused("They hold a post with another provider too. Give yesterday as their last day here instead.")
    if at_once:
        shut_out(viewer, person)
    elif person.left_on and person.left_on < viewer.today:
        end_credentials(viewer, person)


@gate(hats=SEE_TO, asks=rules.see_posts, step_up=True)
def cover(request: HttpRequest, post: str) -> HttpResponse:
    """Hands a post to somebody for stated dates."""
    viewer = viewer_of(request)
    held = in_reach(viewer).exclude(role=Role.PARENT).filter(pk=post).first()
    if held is None:
        raise Http404
    allowed(rules.hand_over(viewer, held))
    form = CoverForm(candidates(held, viewer), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            people.hand_over(viewer, held, Person.objects.get(pk=given["by"]), given["starts"], given["ends"])
        except Refused as no:
            form.add_error("starts", str(no))
        else:
            return redirect("posts")
    context = {"form": form, "post": held, "role": Role(held.role).label}
    return page(request, "access/cover.html", "people", context, status=NOT_TAKEN if form.errors else 200)


@gate(hats=SEE_TO, asks=rules.see_posts, step_up=True)
def day_code(request: HttpRequest, who: str) -> HttpResponse:
    """Makes a code for somebody who stands here, and shows it once."""
    viewer = viewer_of(request)
    person = person_in_reach(viewer, who)
    allowed(rules.hand_code(viewer, person))
    code = hand_day_code(viewer, person) if request.method == "POST" else ""
    return page(request, "access/day_code.html", "people", {"person": person, "code": code})


def in_reach(viewer: Viewer) -> QuerySet[Post]:
    """The posts that are held or still to begin, as far as the viewer may see to them."""
    running = Q(ends__isnull=True) | Q(ends__gte=viewer.today)
    return Post.objects.filter(running, rules.reach(viewer)).select_related("person", "setting", "room")


def person_in_reach(viewer: Viewer, person_id: str) -> Person:
    """Whoever holds one of those posts; not found otherwise."""
    post = in_reach(viewer).filter(person=person_id).first()
    if post is None:
        raise Http404
    return post.person


def candidates(post: Post, viewer: Viewer) -> list[tuple[str, str]]:
    """Who could cover a post: those who work for the provider today in the same kind of hat, by name.

    A safeguarding post is never taken for oneself: somebody else hands it over.
    """
    hat = HAT_OF[Role(post.role)]
    same = [role for role, worn in HAT_OF.items() if worn in (hat, Hat.OWNER if hat == Hat.KEEPER else hat)]
    here = Post.objects.on(viewer.today).filter(provider=post.provider_id, role__in=same)
    if post.setting_id:
        here = here.filter(setting=post.setting_id)
    if post.role in SEALED:
        here = here.exclude(person=viewer.person_id)
    names = here.exclude(person=post.person_id).exclude(role__in=UNNAMED).values_list("person", "person__name")
    return sorted(set(names), key=lambda pair: pair[1])


def allowed(answer: No | None) -> None:
    """Raises the rule's own words where it says no."""
    if answer is not None:
        raise Forbidden(answer)
