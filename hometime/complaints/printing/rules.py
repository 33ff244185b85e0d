"""Who may make papers of a case, and who may file one that came back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.complaints import rules
from hometime.complaints.models import Complaint
from hometime.kernel.answers import No
from hometime.people.models import current
from hometime.records.models import Party


def make(viewer: Viewer, case: Complaint) -> No | None:
    """Whoever has it in hand, or is on it by a post: it is theirs to answer for. Somebody who only wrote it down is not."""
    mine = {viewer.person_id, *(whose for whose, _role, _place in viewer.acts_in)}
    parts = Party.objects.visible_to(viewer).filter(
        current(viewer.today), record=case, person__in=mine, part__in=(Party.Part.HANDLER, Party.Part.NAMED)
    )
    if any(one.part == Party.Part.HANDLER or one.role for one in parts):
        return None
    return No(_("Whoever has this in hand makes its papers."))


def file_photo(viewer: Viewer, thing: Any) -> No | None:
    """Everybody who may write a complaint down."""
    return rules.write_down(viewer, thing)
