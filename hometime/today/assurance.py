"""The owners' assurance: the check code of each audit chain as it stands, to be kept where nobody here can reach it.

Somebody who could rewrite the whole database could make a whole new chain. A code written down outside shows it:
`hometime verify --code PLACE:NUMBER:CODE` holds the database against what the owner wrote down (TRUST 13).
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.http import HttpRequest, HttpResponse

from hometime.access.gate import gate, viewer_of
from hometime.access.viewer import Viewer
from hometime.audit.proof import head_code
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Provider, Setting
from hometime.people.roles import Hat
from hometime.ui.pages import page

MOST = 200  # a group with more settings reads their codes with `hometime verify --json`


@dataclasses.dataclass(frozen=True)
class Line:
    """The head of one chain: whose it is, the name it has on the command line, how many events, and the code."""

    name: str
    place: str
    events: int
    code: str


def lines(viewer: Viewer) -> list[Line]:
    """The heads of the chains that an owner answers for, as they stood at the end of yesterday: each setting's, and the
    provider's own. A number that grew while one looks would tell that something was just written down."""
    settings = Setting.objects.filter(provider=viewer.provider_id).order_by("name")
    if viewer.settings:
        settings = settings.filter(pk__in=viewer.settings)
    places = [(setting.name, setting.slug, setting.pk) for setting in settings[:MOST]]
    provider = Provider.objects.get(pk=viewer.provider_id)
    found = [
        (name, place, head_code(chain, before=_midnight(viewer.today)))
        for name, place, chain in [*places, (provider.name, provider.pk, provider.pk)]
    ]
    return [Line(name, place, events, code) for name, place, (events, code) in found if code]


def _midnight(day: dt.date) -> dt.datetime:
    """The instant at which a local day begins."""
    return dt.datetime.combine(day, dt.time(), clock.LONDON)


def written_down(words: str) -> tuple[str, int, str]:
    """A code as an owner wrote it down, as (chain, number, code). Raises Refused where it is none."""
    place_name, _, rest = words.partition(":")
    number, _, code = rest.partition(":")
    if not (place_name and number.isdigit() and code):
        raise Refused(
            f"{words} is not a check code. It looks like otter-bridge:120:ABCD-EFGH-IJKL, or K7M-4QF:ABCD-EFGH-IJKL."
        )
    setting = Setting.objects.filter(slug=place_name).first()
    return (setting.pk if setting else place_name), int(number), code.strip().upper()


@gate(hats=(Hat.OWNER,))
def assurance(request: HttpRequest) -> HttpResponse:
    """The codes of today, to print or to write down."""
    context = {"lines": lines(viewer_of(request)), "today": clock.today()}
    return page(request, "today/assurance.html", "home", context, menu="assurance")
