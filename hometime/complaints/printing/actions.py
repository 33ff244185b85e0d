"""Making papers of a case, each with a line that says so; and filing what comes back on paper where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils import translation
from django.utils.translation import gettext_noop as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note, person_of
from hometime.audit.proof import proof_on_paper
from hometime.complaints.models import Complaint, Printout
from hometime.complaints.printing import letters
from hometime.complaints.printing.bundle import bundle, record
from hometime.complaints.printing.eyes import Level
from hometime.complaints.printing.gathering import Gathered, gather, gather_for_them
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.records.papers.attaching import take_in
from hometime.records.papers.shapes import Refused as NotTaken
from hometime.records.printing import Paper

ENGLISH = "en-gb"
What = Printout.What
LETTERS: Mapping[str, Callable[[Gathered], Paper | None]] = {
    What.ACKNOWLEDGEMENT: letters.acknowledgement,
    What.DELAY: letters.delay,
    What.OUTCOME: letters.outcome,
    What.TIMELINE: letters.timeline,
}
THEM = "Whoever complained"
NOTHING = _("There is no such letter yet: nothing was written down that it could say.")


def make(
    viewer: Viewer, case: Complaint, what: str, *, level: str = "", for_whom: str = "", why: str = "",
    language: str = ENGLISH,
) -> bytes:  # fmt: skip
    """Makes a paper of a case and gives the PDF; that it was made, for whom and why, is written down first.

    A bundle is for somebody and has a reason. Letters are made in `language`; records are in the language they were
    written in, which is English for whatever is ours. Raises `Refused` where there is nothing to print or somebody is
    missing, and `press.Busy`.
    """
    if what == What.BUNDLE and not (for_whom.strip() and why.strip()):
        raise Refused("Say for whom this is made, and why.")
    of = gather(viewer, case)
    with translation.override(language if what in LETTERS else ENGLISH):
        if what in LETTERS:
            level, paper = "", LETTERS[what](of)
        else:
            level = level or Level.LETTERS  # who forgets to choose shows less
            paper = (
                bundle(viewer, of, level, for_whom=for_whom.strip(), why=why.strip())
                if what == What.BUNDLE
                else record(viewer, of, level)
            )
        if paper is None:
            raise Refused(NOTHING)
        log(viewer, case, what, level, for_whom.strip(), why.strip(), paper.own_code or paper.code)
        return paper.pdf(proof_on_paper(case.setting_id, case.setting.slug))


def make_theirs(who: Actor, case: Complaint) -> bytes:
    """Makes the timeline for whoever complained, in the language they read the page in, and gives the PDF; that it was
    made is written down first. Who may have it was asked before. Raises `press.Busy`."""
    paper = letters.timeline(gather_for_them(case, clock.today()))
    log(who, case, What.TIMELINE, "", THEM, "", paper.own_code or paper.code)
    return paper.pdf(proof_on_paper(case.setting_id, case.setting.slug))


@action
def log(viewer: Actor, case: Complaint, what: str, level: str, for_whom: str, why: str, code: str) -> Printout:
    """Writes down that a paper was made."""
    row = Printout(
        complaint=case, what=what, level=level, for_whom=for_whom, why=why, code=code, on=clock.today(),
        by_id=person_of(viewer), written_at=clock.now(),
    )  # fmt: skip
    row.save()
    note("paper.made", row, chain=case.setting_id, complaint=case.pk, what=what, level=level, code=code)
    return row


def file_photo(viewer: Viewer, reference: str, photo: bytes, name: str) -> None:
    """Files the photograph of a filled form in the case of this reference, whether or not the one who files it may see
    the case. Raises `Refused` in words where no case has it, or the file cannot be taken."""
    found = Complaint.objects.unscoped("a form goes to its case by the code on it, whoever holds the paper")
    case = found.filter(reference=reference, setting__provider=viewer.provider_id).select_related("setting").first()
    if case is None:
        raise Refused("No complaint has this code. Look at the form again.")
    if viewer.setting_id and viewer.setting_id != case.setting_id:
        raise Refused("No complaint has this code. Look at the form again.")
    taken = take_in(viewer, case, photo, name)
    if isinstance(taken, NotTaken):
        raise Refused(taken.say)
