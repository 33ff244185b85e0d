"""What is kept of a complaint beside its steps: what the investigation record still lacked, the summary without names, and
to whom that was shown. All of it is added to and never rewritten (O1-O4, O7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.complaints.models.cases import Complaint
from hometime.complaints.models.written import Written, WrittenRows
from hometime.families.models import place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Row
from hometime.people.models import Person, Provider, Room
from hometime.people.roles import Hat, Role
from hometime.records.audiences import kept_out, seen
from hometime.records.models import Record


class AddedRows(WrittenRows[Row]):
    """Rows that are only ever added, visible as the complaint that they belong to."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the complaint."""
        return seen(viewer, "complaint__")


class Requirement(models.TextChoices):
    """What of the early years framework a complaint touches, by the subjects of its welfare and learning sections."""

    SAFEGUARDING = "safeguarding", _("Safeguarding")
    SUITABLE = "suitable", _("Suitable people")
    TRAINING = "training", _("Staff: training, supervision and support")
    KEY_PERSON = "key_person", _("Key person")
    RATIOS = "ratios", _("Enough staff for the children")
    HEALTH = "health", _("Health: medicines and illness")
    FOOD = "food", _("Food and drink")
    ACCIDENT = "accident", _("Accidents and injuries")
    BEHAVIOUR = "behaviour", _("Supporting children's behaviour")
    PREMISES = "premises", _("Premises, equipment and safety")
    OUTINGS = "outings", _("Outings")
    SEND = "send", _("Special educational needs and disability")
    RECORDS = "records", _("Information and records")
    PARENTS = "parents", _("Information for parents")
    COMPLAINTS = "complaints", _("How complaints are handled")
    LEARNING = "learning", _("Learning and development")
    ASSESSMENT = "assessment", _("Assessment")
    NONE = "none", _("No requirement of the framework")


class Outcome(models.TextChoices):
    """What came of a complaint, for the setting: what was agreed on, and with whom."""

    INSIDE = "inside", _("We act on it ourselves")
    AGREED = "agreed", _("Something was agreed with Ofsted")
    CONDITIONS = "conditions", _("Ofsted changed the conditions of registration")
    OFSTED = "ofsted", _("Ofsted did something else")
    AGENCIES = "agencies", _("Another agency acts on it")
    NONE = "none", _("Nothing had to be done")


class Register(models.TextChoices):
    """On which of Ofsted's registers the setting stands for what the complaint is about."""

    EARLY = "early", _("The early years register")
    COMPULSORY = "compulsory", _("The compulsory part of the childcare register")
    VOLUNTARY = "voluntary", _("The voluntary part of the childcare register")


class Box(models.TextChoices):
    """What the investigation record asks for and nothing else in the case holds."""

    REQUIREMENT = "requirement", _("Requirements it touches")
    INVOLVED = "involved", _("Who was spoken to, and which records were read")
    REFERRED = "referred", _("Who else was told, such as Ofsted or the local authority")
    ACTIONS = "actions", _("What was done about it")
    OUTCOME = "outcome", _("What came of it: ourselves, Ofsted, others")
    SUPPORT = "support", _("What was made easier: an interpreter, an advocate, other help")
    REGISTER = "register", _("Which register it falls under")
    COPY = "copy", _("Copy given to the parent")
    BOUGHT_FORM = "bought_form", _("Number of a bought form, where one is used too")


# The boxes that are answered from a closed list; the answer holds its words, with a space between two.
CHOSEN: Mapping[str, type[models.TextChoices]] = {
    Box.REQUIREMENT: Requirement,
    Box.OUTCOME: Outcome,
    Box.REGISTER: Register,
}


class Answer(Written):
    """One answer on the investigation record. A later one stands beside the earlier, and is the one that counts."""

    data: ClassVar[Holding] = holds("complaint", P4="complaint number box words on by role written_at")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    box = models.CharField(max_length=12, choices=Box)
    words = models.TextField(blank=True)
    role = models.CharField(max_length=30, choices=Role, blank=True)

    objects: ClassVar[AddedRows[Answer]] = AddedRows.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="one_answer_of_a_number")]


class SummaryRows(AddedRows["Summary"]):
    """Summaries: for whoever is on the case, and for those who govern, since they name nobody."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the complaint; and to owners and line managers, unless it concerns them or their own family."""
        if viewer.hat != Hat.OWNER:
            return seen(viewer, "complaint__")
        open_to_them = Q(complaint__left_on__isnull=True)
        governs = place_of(viewer, "complaint__") & ~kept_out(viewer, "complaint__") & open_to_them
        return Q(seen(viewer, "complaint__")) | governs


class Summary(Written):
    """A complaint in a few lines without names, as somebody wrote or approved it. The last number counts.

    Dates, the finding and whether it was on time are not kept here: they are read from the case. `steps` says how many
    steps there were when it was written, so that one that is behind can be told.
    """

    data: ClassVar[Holding] = holds(
        "complaint", P4="complaint number nature handled action steps on by written_at approved_by approved_role"
    )
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="summaries")
    number = models.PositiveSmallIntegerField()
    nature = models.TextField()
    handled = models.TextField()
    action = models.TextField(blank=True)
    steps = models.PositiveSmallIntegerField()
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    approved_role = models.CharField(max_length=30, choices=Role, blank=True)

    objects = SummaryRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="one_summary_of_a_number")]


class NoName(Written):
    """Somebody's word that a flagged spot of a summary is no name and gives nobody away."""

    data: ClassVar[Holding] = holds("complaint", P4="complaint words on by written_at")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="no_names")
    words = models.CharField(max_length=200)

    objects: ClassVar[AddedRows[NoName]] = AddedRows.as_manager()  # type: ignore[assignment]


class Matter(models.TextChoices):
    """What a complaint is about, in one word: chosen by whoever handles it, so that like can be seen beside like."""

    DAILY_CARE = "daily_care", _("Daily care: food, sleep, changing, clothes")
    SAFETY = "safety", _("Safety and supervision")
    ACCIDENT = "accident", _("Accidents and how parents were told")
    HEALTH = "health", _("Health, medicines, allergies")
    BEHAVIOUR = "behaviour", _("Behaviour between children")
    CONDUCT = "conduct", _("How somebody here spoke or acted")
    KEY_PERSON = "key_person", _("Key person and settling in")
    TELLING = "telling", _("What parents are told, and when")
    PRIVACY = "privacy", _("Privacy and information")
    SUPPORT = "support", _("Special needs and support")
    FAIRNESS = "fairness", _("Fairness, language and culture")
    FEES = "fees", _("Fees, hours and places")
    PREMISES = "premises", _("Building, garden, equipment")
    HANDLING = "handling", _("How a concern was dealt with")
    OTHER = "other", _("Something else")


class Theme(Written):
    """What a complaint is about and in which room it happened. The last one counts."""

    data: ClassVar[Holding] = holds("complaint", P4="complaint number matter room on by written_at")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="themes")
    number = models.PositiveSmallIntegerField()
    matter = models.CharField(max_length=12, choices=Matter)
    room = models.ForeignKey(Room, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[AddedRows[Theme]] = AddedRows.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="one_theme_of_a_number")]


class DisclosureRows(WrittenRows["Disclosure"]):
    """Showings of the summary record: one's own. What somebody else could show may be more than one may know of."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Whoever showed it, in the hat and at the place in which it was shown."""
        return Q(by_id=viewer.person_id, hat=viewer.hat, provider_id=viewer.provider_id, place=viewer.setting_id)


class Disclosure(Written):
    """The summary record was shown to somebody: who, to whom, when, and for which range of days (O2)."""

    data: ClassVar[Holding] = holds(
        "complaint", P1="provider place", P4="on by written_at hat shown_to first last shown"
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=22, blank=True)  # the setting of whoever showed it, in a hat worn at one
    hat = models.CharField(max_length=10, choices=Hat)
    shown_to = models.CharField(max_length=120)
    first = models.DateField()
    last = models.DateField()
    shown = models.JSONField(default=list)  # the references that stood on the page

    objects = DisclosureRows.as_manager()


class DisposalRows(WrittenRows["Disposal"]):
    """What is left of complaints that were disposed of, for those who govern."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Owners and line managers, unless it concerned them."""
        if viewer.hat != Hat.OWNER:
            return Q(pk__in=[])
        return place_of(viewer, "record__") & ~kept_out(viewer, "record__")


class Disposal(Written):
    """The stub of a complaint that is gone: its record without a word of it, when it was completed, and who signed."""

    data: ClassVar[Holding] = holds("audit", P1="record reference completed_on kept_until on by written_at why rows")
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="disposal")
    reference = models.CharField(max_length=7)
    completed_on = models.DateField()
    kept_until = models.DateField()
    why = models.CharField(max_length=200)
    rows = models.PositiveIntegerField()

    objects = DisposalRows.as_manager()
