"""One child's file on its tabs, as a whole, and as a parent sees it; naming key persons; a child's last day."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from hometime.access.gate import gate, viewer_of
from hometime.access.guessing import WAIT, too_often
from hometime.access.viewer import Viewer
from hometime.audit.proof import proof_on_paper
from hometime.childfile import actions, pages, rules
from hometime.childfile.bundle.making import bundle as made
from hometime.childfile.forms import KeyPersonForm, LastDayForm, SeveralForm
from hometime.childfile.panels import tabs_of
from hometime.families import rules as families
from hometime.families.forms.parts import key_people_of, person_of
from hometime.families.models import Bond, Child
from hometime.families.naming import children_to_name
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.ui import press
from hometime.ui.pages import page
from hometime.ui.troubles import trouble

READERS = (Hat.PARENT, Hat.STAFF)
STAFF = (Hat.STAFF,)
NOT_TAKEN = 422
COPIES = "20/m/ip"  # each is set anew, which is work


def _menu(viewer: Viewer) -> str:
    return "child" if viewer.hat == Hat.PARENT else "children"


@gate(hats=(Hat.PARENT,), cites=("F8",))
def mine(request: HttpRequest) -> HttpResponse:
    """A parent's children: the file of the one, or a list of several."""
    viewer = viewer_of(request)
    children = list(Child.objects.visible_to(viewer).order_by("name", "pk"))
    if len(children) == 1:
        return redirect("child-file", children[0].pk)
    return page(request, "childfile/mine.html", "children", {"children": children}, menu="child")


@gate(hats=READERS, opens=Child, asks=rules.see_file, sensitive="P3", cites=("F8", "F20"))
def file(request: HttpRequest, child: Child) -> HttpResponse:
    """Who the child is: names, room, languages, needs, key person; and at the top whom to hand them over to."""
    viewer = viewer_of(request)
    actions.watch(viewer)
    context = {"file": pages.file_of(viewer, child), "about": pages.about(viewer, child), "tab": "about"}
    return page(request, "childfile/about.html", "children", context, menu=_menu(viewer))


@gate(hats=READERS, opens=Child, asks=rules.see_file, sensitive="P3")
def people(request: HttpRequest, child: Child) -> HttpResponse:
    """For staff, the adults in the child's life by what may be known of them; for a parent, what we know about them."""
    viewer = viewer_of(request)
    actions.watch(viewer)
    context = {"file": pages.file_of(viewer, child), "people": pages.people(viewer, child), "tab": "people"}
    return page(request, "childfile/people.html", "children", context, menu=_menu(viewer))


@gate(hats=READERS, opens=Child, asks=rules.see_file, sensitive="P3", cites=("F20",))
def looked(request: HttpRequest, child: Child) -> HttpResponse:
    """Who of those who work here has looked at the file."""
    viewer = viewer_of(request)
    actions.watch(viewer)
    context = {"file": pages.file_of(viewer, child), "looks": pages.looks(viewer, child), "tab": "looked"}
    return page(request, "childfile/looked.html", "children", context, menu=_menu(viewer))


@gate(hats=READERS, opens=Child, asks=rules.see_file, sensitive="P3")
def tab(request: HttpRequest, child: Child, tab: str) -> HttpResponse:
    """What the rooms of the house keep of the child under one tab."""
    viewer = viewer_of(request)
    actions.watch(viewer)
    panels = tabs_of(viewer, child).get(tab)
    if panels is None:
        raise Http404
    context = {"file": pages.file_of(viewer, child), "panels": panels, "tab": tab}
    return page(request, "childfile/tab.html", "children", context, menu=_menu(viewer))


@gate(hats=READERS, opens=Child, asks=rules.see_file, sensitive="P3", cites=("F20",))
def copy(request: HttpRequest, child: Child) -> HttpResponse:
    """The whole file on one page, to print or to keep: the family's own copy."""
    viewer = viewer_of(request)
    actions.watch(viewer)
    context = pages.whole(viewer, child) | {"name": viewer.name, "today": viewer.today}
    return page(request, "childfile/copy.html", "children", context, menu=_menu(viewer))


@gate(hats=STAFF, opens=Bond, asks=rules.see_as_parent, sensitive="P4")
def as_parent(request: HttpRequest, bond: Bond) -> HttpResponse:
    """The file as one parent sees it, less what that parent is told alone. The looking is written down."""
    viewer = viewer_of(request)
    actions.watch(viewer)
    eyes = pages.eyes_of(viewer, bond)
    child = Child.objects.visible_to(eyes).filter(pk=bond.child_id).first()
    shown = pages.whole(eyes, child, as_parent=True) if child else {}
    context = {"bond": bond, "nothing": child is None, **shown}
    return page(request, "childfile/as_parent.html", "children", context, menu="children")


@gate(hats=(Hat.PARENT,), opens=Child, does=rules.take_copy, cites=("P4", "F20"))
def bundle(request: HttpRequest, child: Child) -> HttpResponse:
    """The parent's own copy of the file as one paper, in the language they read the page in."""
    return _handed(request, viewer_of(request), child)


@gate(hats=STAFF, opens=Bond, does=rules.see_as_parent, sensitive="P4", cites=("P4",))
def bundle_for(request: HttpRequest, bond: Bond) -> HttpResponse:
    """The copy of one parent, made for them by somebody who works here: no more than both may see, in their language."""
    viewer = viewer_of(request)
    actions.watch(viewer)
    eyes = pages.eyes_of(viewer, bond)
    child = Child.objects.visible_to(eyes).filter(pk=bond.child_id).first()
    if child is None:
        return redirect("child-as-parent", bond.pk)  # which says that there is nothing for them
    with translation.override(bond.adult.person.language or translation.get_language()):
        return _handed(request, eyes, child, viewer)


def _handed(request: HttpRequest, eyes: Viewer, child: Child, maker: Viewer | None = None) -> HttpResponse:
    """Writes down for whom a copy is made, and hands it over as a file whose name tells nothing."""
    if too_often(request, "hometime.childfile.copies", {"code": COPIES}):
        return trouble(request, WAIT)
    paper = made(eyes, child, maker)
    try:
        held = paper.pdf(proof_on_paper(child.setting_id, child.setting.slug))
    except press.Busy:
        return trouble(request, WAIT)
    actions.hand_out(maker or eyes, child, eyes.person_id, paper.code)
    return HttpResponse(
        held,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="papers.pdf"', "Cache-Control": "no-store"},
    )


@gate(hats=STAFF, opens=Child, asks=families.allocate, cites=("F8",))
def allocate(request: HttpRequest, child: Child) -> HttpResponse:
    """Names a key person or a back-up. What the former one sees of the child goes with that day."""
    viewer = viewer_of(request)
    form = KeyPersonForm(key_people_of(child.setting, viewer.today), request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        who = person_of(said["person"])
        assert who is not None  # the form lets nobody go without a choice
        try:
            actions.name_key_person(viewer, child, who, said["starts"], said["part"])
        except Refused as no:
            form.add_error("person", str(no))
        else:
            return redirect("child-file", child.pk)
    context = {"form": form, "file": pages.file_of(viewer, child)}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "childfile/allocate.html", "children", context, menu="children", status=status)


@gate(hats=STAFF, asks=rules.name_key_persons, cites=("F8",))
def key_persons(request: HttpRequest) -> HttpResponse:
    """Every child who has no key person, or whose key person leaves: several named in one go."""
    viewer = viewer_of(request)
    setting = Setting.objects.get(pk=viewer.setting_id)
    visible = Child.objects.visible_to(viewer)
    without = list(visible.filter(pk__in=children_to_name(setting, viewer.today)).order_by("name", "pk")[:25])
    people = key_people_of(setting, viewer.today)
    form = SeveralForm(without, people, request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = [(child, who) for child in without if (who := person_of(form.cleaned_data[child.pk])) is not None]
        try:
            actions.give_key_persons(viewer, chosen)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("key-persons" if chosen else "children")
    context = {"form": form, "without": without, "people": people}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "childfile/key_persons.html", "children", context, menu="children", status=status)


@gate(hats=STAFF, opens=Child, asks=rules.leave)
def leaving(request: HttpRequest, child: Child) -> HttpResponse:
    """Gives a child a last day, and says what that ends and what goes on."""
    viewer = viewer_of(request)
    form = LastDayForm(request.POST if request.method == "POST" else None, initial={"last_day": child.left})
    if form.is_valid():
        try:
            actions.give_last_day(viewer, child, form.cleaned_data["last_day"])
        except Refused as no:
            form.add_error("last_day", str(no))
        else:
            return redirect("child-file", child.pk)
    context = {"form": form, "child": child, "stays": child.left is not None and child.left >= clock.today()}
    status = NOT_TAKEN if form.errors else 200
    return page(request, "childfile/leaving.html", "children", context, menu="children", status=status)


@gate(hats=STAFF, opens=Child, does=rules.leave)
def stays(request: HttpRequest, child: Child) -> HttpResponse:
    """Takes a last day back."""
    if child.left is None:
        return redirect("child-file", child.pk)
    actions.take_last_day_back(viewer_of(request), child)
    return redirect("child-file", child.pk)
