"""The sheet of an outing: half a sheet of paper (A5) that works without a signal, a screen or a battery. PDF/UA-1.

It holds first names, of two alike as much of the last name as tells them apart, and a mark, with no word of what the mark is
for. Nobody's telephone number stands on it but the setting's: a sheet can be lost on the way, and whoever carries it rings the
setting, which has the emergency cards. It is void after its day.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.consents.standing import Verdict
from hometime.consents.terms import promised
from hometime.kernel import clock
from hometime.together.actions.planning import CLAUSE
from hometime.together.models import Outing
from hometime.together.pages import POINTS, OutingPage, outing_page
from hometime.ui import press
from hometime.ui.days import day_in_words, time_in_words

SHEET = Path(__file__).parent / "sheets" / "outing.typ"
SPARE = 2  # lines for a child who is answered for at the door


def sheet(viewer: Viewer, outing: Outing) -> bytes:
    """The sheet as it stands at this moment, in English, which those who carry it read. Raises `press.Busy`."""
    with translation.override("en-gb"):
        data = told(viewer, outing_page(viewer, outing))
    return press.pdf(SHEET, data, viewer.today)


def told(viewer: Viewer, shown: OutingPage) -> dict[str, Any]:
    """What the sheet says."""
    outing, now = shown.outing, clock.now().astimezone(clock.LONDON)
    day = day_in_words(outing.day, year=True)
    clause = promised(outing.setting, CLAUSE, outing.day)
    told_of: dict[str, Any] = press.printable(
        {
            "title": _("Outing"),
            "place": outing.place,
            "when": f"{day}, {time_in_words(outing.leaves_at)} – {time_in_words(outing.back_at)}",
            "facts": [
                [_("Answerable"), outing.answerable.called],
                [_("Going along"), ", ".join(person.called for person in shown.going)],
                [_("How"), " · ".join(filter(None, (outing.get_transport_display(), outing.by_words)))],
                [_("Adults"), _("One adult for %(n)s children") % {"n": outing.for_each}],
                [_("Ring"), outing.setting.phone],
            ],
            "head": [_("Child"), _("Stands"), _("Treat"), *(str(POINTS[point.point][0]) for point in shown.points)],
            "lines": [
                [line.name, line.says, line.treated, line.verdict == Verdict.YES, bool(line.facts)]
                for line in (*shown.can_go, *shown.cannot)
            ],
            "spare": SPARE,
            "mark": _("! means: something this child must not meet. Ask the key person before you leave."),
            "treat": _(
                "Treat says whether the family agreed to emergency treatment. Ring 999 whatever it says. Then ring the setting."
            ),
            "ask": _(
                "Ask means: nobody leaves with us without a yes from an adult who may say it. Write who said it, and how."
            ),
            "policy": _("Our policy: %(heading)s.") % {"heading": clause.heading} if clause and clause.heading else "",
            "heads": _("Heads"),
            "clock": _("Time"),
            "who": _("Counted by"),
            "fewer": _("Fewer than left? Count again. Then ring the setting. Then 999."),
            "foot": [
                _("Printed by %(name)s on %(day)s at %(at)s.")
                % {"name": viewer.name, "day": day_in_words(now.date(), year=True), "at": time_in_words(now.time())},
                _("It may have changed since. Look once more before you leave."),
                _("Void after %(day)s.") % {"day": day},
            ],
        }
    )
    return told_of
