"""A spreadsheet of children: brought, understood column by column, looked at line by line, then taken in or put aside."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hometime.access.gate import gate, viewer_of
from hometime.families import actions, rules
from hometime.families.forms.sheets import BringForm, ColumnsForm
from hometime.families.importing import columns as meant
from hometime.families.models import Sheet
from hometime.families.pages.sheets import mistakes, sheet_page
from hometime.families.views.children import NOT_TAKEN, STAFF
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.ui.pages import page

FORMULA = "=+-@\t"  # what a spreadsheet program would take for the beginning of a formula


@gate(hats=STAFF, asks=rules.write_down)
def bring(request: HttpRequest) -> HttpResponse:
    """Brings a spreadsheet. It is read and kept for a day; nothing of it is written down."""
    viewer = viewer_of(request)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if form.is_valid():
        setting = Setting.objects.get(pk=viewer.setting_id)
        try:
            sheet = actions.bring_sheet(viewer, setting, form.found["rows"], form.found["faults"])
        except Refused as no:
            form.add_error("file", str(no))
        else:
            way = "sheet-columns" if meant.faults_of(sheet.columns) else "sheet"
            answer = redirect(way, sheet.pk)
            if form.found["note"]:
                answer["Location"] += f"?note={form.found['note']}"
            return answer
    waiting = Sheet.objects.visible_to(viewer).filter(taken_in_on__isnull=True).first()
    context = {"form": form, "waiting": waiting}
    return page(
        request, "families/bring.html", "children", context, menu="children", status=NOT_TAKEN if form.errors else 200
    )


@gate(hats=STAFF, opens=Sheet, asks=rules.take_in, sensitive="P3")
def columns(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Says what each column means; remembered for the next spreadsheet with these headings."""
    form = ColumnsForm(sheet, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.columns()
        for fault in meant.faults_of(said):
            form.add_error(None, fault)
        if not form.errors:
            actions.say_columns(viewer_of(request), sheet, said)
            return redirect("sheet", sheet.pk)
    context = {"form": form, "sheet": sheet, "note": request.GET.get("note", "")}
    return page(
        request, "families/columns.html", "children", context, menu="children", status=NOT_TAKEN if form.errors else 200
    )


@gate(hats=STAFF, opens=Sheet, asks=rules.take_in, sensitive="P3")
def sheet(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """What each line would become, with its mistakes; the second press takes it in, all of it or nothing."""
    viewer = viewer_of(request)
    why_not = ""
    if request.method == "POST":
        takes = actions.ask_to_take_in if sheet.long else actions.take_in_sheet
        try:
            takes(viewer, sheet, without_wrong=request.POST.get("write") == "without wrong")
        except Refused as no:
            why_not = str(no)
        else:
            return redirect("sheet", sheet.pk)
    if sheet.taken_in_on is not None:
        return page(request, "families/taken_in.html", "children", {"sheet": sheet}, menu="children")
    if sheet.stage:
        return page(request, "families/taking.html", "children", {"sheet": sheet}, menu="children")
    shown = sheet_page(viewer, sheet, request.GET.get("page"), request.GET.get("only", ""))
    context = {"shown": shown, "why_not": why_not, "note": request.GET.get("note", "")}
    return page(
        request, "families/sheet.html", "children", context, menu="children", status=NOT_TAKEN if why_not else 200
    )


@gate(hats=STAFF, opens=Sheet, asks=rules.take_in, sensitive="P3")
def faults(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Every mistake of every line as a file, to mend the spreadsheet by."""
    out = io.StringIO(newline="")
    rows = [
        (number, fault if fault[0] not in FORMULA else f"'{fault}")
        for number, fault in mistakes(viewer_of(request), sheet)
    ]
    csv.writer(out).writerows([(_("Line"), _("What is wrong")), *rows])
    return HttpResponse(
        out.getvalue().encode("utf-8-sig"),  # so that a spreadsheet program reads its letters
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="lines.csv"', "Cache-Control": "no-store"},
    )


@gate(hats=STAFF, opens=Sheet, does=rules.take_in)
def aside(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Throws a spreadsheet away."""
    actions.put_sheet_aside(viewer_of(request), sheet)
    return redirect("children")
