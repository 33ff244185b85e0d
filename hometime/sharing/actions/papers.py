"""Papers of a child's file: put there by whoever works with the child, each as a record of its own.

So one paper can be marked as an agency's, and locked, without the others.
"""

from __future__ import annotations

import dataclasses

from hometime.access.viewer import Viewer
from hometime.audit.actions import action, note
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.records.audiences import Audience
from hometime.records.models import Paper, Record
from hometime.records.papers.attaching import Ready, attach, give_up, make_ready
from hometime.records.papers.shapes import Refused as NotTaken
from hometime.sharing import rules
from hometime.sharing.actions.tasks import name_leads
from hometime.sharing.items import FILE_PAPER

LONGEST_TITLE = 80


def keep(viewer: Viewer, child: Child, title: str, file: tuple[bytes, str], *, for_family: bool) -> Paper:
    """Puts a paper into a child's file, as it is called there. `for_family` lets the family see it. Raises `Refused`.

    The file is looked at before anything is written; where nothing comes of it, what was sealed is erased.
    """
    if no := rules.decide(viewer, child):
        raise Refused(str(no))
    if not title.strip():
        raise Refused("Say what the paper is.")
    record = Record(
        setting=child.setting, child=child, kind=FILE_PAPER, title="A paper of the file", opened=clock.today(),
        audience=Audience.FAMILY if for_family else Audience.STAFF,
    )  # fmt: skip
    ready = make_ready(viewer, record, *file)
    if isinstance(ready, NotTaken):
        raise Refused(ready.say)
    try:
        return _keep(viewer, record, ready, title.strip()[:LONGEST_TITLE])
    except BaseException:
        give_up(ready)
        raise


@action
def _keep(viewer: Viewer, record: Record, ready: Ready, title: str) -> Paper:
    record.save()
    note("record.opened", record, kind=FILE_PAPER, audience=record.audience)
    name_leads(viewer, record)
    return attach(viewer, record, ready.row, dataclasses.replace(ready.prepared, title=title), ready.kept)
