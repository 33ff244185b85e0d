"""Who is who, and who works in which room."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.kernel.answers import Refused
from hometime.people.models import Post, Room, Setting, holders
from hometime.people.roles import Role
from hometime.setup import actions, founding, pages, posts, rules
from hometime.setup.people_forms import KeyPersonForm, PersonForm, RoomsForm
from hometime.setup.views.first import OFFICE, OWNERS, onward
from hometime.ui.troubles import trouble


@gate(hats=OWNERS, asks=rules.set_up)
def people(request: HttpRequest) -> HttpResponse:
    """Who is who: the posts that are held, and a line for each that is not."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    settings = founding.settings_of(provider)
    if not settings:
        return redirect("setup-places")
    forms = [PersonForm(place, request.POST or None) for place in posts.vacant(provider, settings, viewer.today)]
    each_valid = [form.is_valid() for form in forms]  # all of them, so that every mistake shows
    if request.method == "POST" and all(each_valid):
        named = [posts.Named(form.place, **form.cleaned_data) for form in forms if form.cleaned_data.get("name")]
        posts.name_people(viewer, provider, named)
        if holders(settings[0], Role.MANAGER, viewer.today):
            actions.finish(viewer, provider, "people")
        return redirect("setup-people")
    wrong = [form for form in forms if form.errors]
    context = {
        "forms": forms,
        "wrong": wrong,
        "held": posts.held_here(viewer, provider),
        "notes": posts.notes(provider, settings, viewer.today),
        "several": len(settings) > 1,
        "me": viewer.person_id,
    }
    return pages.drawn(request, "people", "setup/people.html", context, status=pages.NOT_TAKEN if wrong else 200)


@gate(hats=OFFICE, asks=rules.help_to_set_up)
@require_POST
def take_back(request: HttpRequest, post: str) -> HttpResponse:
    """Takes back a post that was given today by a slip."""
    viewer = viewer_of(request)
    provider = founding.provider_of(viewer)
    mine = {"setting": viewer.setting_id, "role": Role.KEY_PERSON} if viewer.setting_id else {}
    held = Post.objects.filter(provider=provider, pk=post, **mine).exclude(role=Role.PARENT).first()
    if held is None:
        raise Http404
    try:
        posts.take_back(viewer, provider, held)
    except Refused as no:
        return trouble(request, 403, words=str(no))
    return redirect("setup-rooms" if held.role == Role.KEY_PERSON else "setup-people")


@gate(hats=OFFICE, asks=rules.help_to_set_up)
def rooms(request: HttpRequest) -> HttpResponse:
    """The rooms and the key persons of one setting; `at` names it where there are several."""
    viewer = viewer_of(request)
    setting = chosen_setting(request, viewer)
    if setting is None:
        return redirect("setup-places")
    there = list(Room.objects.filter(setting=setting).order_by("name", "pk"))
    about = request.POST.get("about", "")
    form = RoomsForm(request.POST if about == "rooms" else None)
    person = KeyPersonForm(there, request.POST if about == "person" else None)
    if about == "rooms" and form.is_valid():
        posts.open_rooms(viewer, setting, form.names())
        return again(setting)
    if about == "person" and person.is_valid():
        typed = person.cleaned_data
        room = next((room for room in there if room.pk == typed["room"]), None)
        try:
            posts.add_key_person(viewer, setting, typed["name"], typed["email"], room)
        except Refused as no:
            person.add_error("name", str(no))
        else:
            return again(setting)
    if about == "done":
        actions.finish(viewer, founding.provider_of(viewer), "rooms")
        return onward(request, "rooms")
    context = {
        "setting": setting,
        "others": [each for each in reachable(viewer) if each != setting],
        "rooms": there,
        "key_people": posts.key_people(setting, viewer.today),
        "rooms_form": form,
        "person_form": person,
        "today": viewer.today,
    }
    status = pages.NOT_TAKEN if form.errors or person.errors else 200
    return pages.drawn(request, "rooms", "setup/rooms.html", context, status=status)


def again(setting: Setting) -> HttpResponse:
    """Back to the rooms of the same setting."""
    answer = redirect("setup-rooms")
    answer["Location"] += f"?at={setting.slug}"
    return answer


def reachable(viewer: Viewer) -> list[Setting]:
    """The settings whose rooms and children this viewer may write down: all of the owners', the one of the office."""
    all_of_them = founding.settings_of(founding.provider_of(viewer))
    return [each for each in all_of_them if not viewer.setting_id or each.pk == viewer.setting_id]


def chosen_setting(request: HttpRequest, viewer: Viewer) -> Setting | None:
    """The setting that the address names, or the first."""
    found = reachable(viewer)
    named = request.POST.get("at") or request.GET.get("at")
    if named and named not in {setting.slug for setting in found}:
        raise Http404
    return next((setting for setting in found if setting.slug == named), found[0] if found else None)
