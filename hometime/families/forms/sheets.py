"""Bringing a spreadsheet, and saying what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.families.importing.columns import meanings
from hometime.families.importing.reading import MOST_BYTES, MOST_ROWS
from hometime.families.models import Sheet
from hometime.kernel import bounded

READS = "hometime.families.importing.reading:read"
LIMITS = bounded.Limits(processor_seconds=60, wall_seconds=75.0)
REFUSED: Mapping[str, object] = {
    "big": _("This file is too big. Choose one under 15 MB."),
    "old": _("This is an old or locked Excel file. Save it as “Excel workbook (.xlsx)” without a password."),
    "other": _("This is not a spreadsheet that we can read. Save it as XLSX or as CSV."),
    "empty": _("There is nothing in this spreadsheet. Are the children on its first sheet?"),
    "rows": _("There are more than %(most)d lines. Divide the file, and bring one part after the other."),
    "broken": _("This file is broken. Open it in your spreadsheet program and save it again."),
}


class BringForm(forms.Form):
    """A spreadsheet of children."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Your spreadsheet"),
        help_text=_("XLSX or CSV, one child a line, up to 15 MB. Nothing is written down before you have looked."),
        error_messages={
            "required": _("Choose a file"), "empty": _("The file is empty. Choose another one."), "missing": _("Choose a file"),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: dict[str, Any] = {}

    def clean_file(self) -> Any:
        """Reads the file in a process of its own; says in plain words why it cannot."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(REFUSED["big"])  # type: ignore[arg-type]
        found: Any = bounded.run(READS, upload.read(), limits=LIMITS)
        code = "broken" if isinstance(found, bounded.Refused) else found.get("refused")
        if code:
            raise forms.ValidationError(
                str(REFUSED[code]) % {"most": MOST_ROWS} if code == "rows" else str(REFUSED[code])
            )
        self.found = dict(found)
        return upload


class ColumnsForm(forms.Form):
    """What each column means. The headings and a few of the cells stand beside it."""

    def __init__(self, sheet: Sheet, data: Any = None) -> None:
        super().__init__(data)
        samples = sheet.rows[:3]
        for number, meaning in enumerate(sheet.columns):
            heading = sheet.headings[number] if number < len(sheet.headings) else ""
            shown = [cells[number] for _number, cells, _codes in samples if number < len(cells) and cells[number]]
            self.fields[f"column{number}"] = forms.ChoiceField(
                label=heading or _("Column %(n)d") % {"n": number + 1}, choices=meanings(), initial=meaning,
                required=False, help_text=" · ".join(cell[:40] for cell in shown),
            )  # fmt: skip

    def columns(self) -> list[str]:
        """The meaning of each column."""
        return [self.cleaned_data[name] for name in self.fields]
