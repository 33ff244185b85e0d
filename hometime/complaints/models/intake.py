"""How a complaint came in and who may follow it; words that came later; and who was told how to complain (C2, C6, C12)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.complaints.models.cases import Complaint
from hometime.complaints.models.written import Written, WrittenRows
from hometime.families.models import Adult, Bond, followed_bond_on, place_of
from hometime.families.tongues import named
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat
from hometime.records.audiences import seen
from hometime.records.models import Record


class Door(models.TextChoices):
    """By which door it came in."""

    POSTER = "poster", _("The notice board, without signing in")
    SERVICE = "service", _("The page for other services")
    SIGNED_IN = "signed_in", _("A parent who had signed in")
    STAFF = "staff", _("Written down by somebody who works here")


class Medium(models.TextChoices):
    """How it was told. The first two are spoken, and both are complaints all the same (C12)."""

    SPOKEN = "spoken", _("In person")
    PHONE = "phone", _("By telephone")
    WRITTEN = "written", _("In writing")


class Way(models.TextChoices):
    """How somebody wants to be reached."""

    RING = "ring", _("Ring me")
    TEXT = "text", _("Send me a text")
    EMAIL = "email", _("Send me an e-mail")
    WRITE = "write", _("Write me a letter")
    NONE = "none", _("Do not contact me. I will look here with my code.")


class ArrivalRows(Scoped["Arrival"]):
    """Arrivals: for whoever sees the complaint, and for the one parent whose complaint it is."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the complaint for those at work; a parent finds their own only, while they may hear of
        its child, and also once the child has left."""
        if viewer.hat != Hat.PARENT:
            return seen(viewer, "complaint__")
        mine = Q(adult__person_id=viewer.person_id) & place_of(viewer, "complaint__")
        return mine & followed(Q(adult__person_id=viewer.person_id) & followed_bond_on(viewer.today))


def followed(bond: Q) -> Q:
    """Arrivals that nobody linked to a family, and those to whose child the linked adult has a bond that `bond` finds."""
    bonds = Bond.objects.unscoped("whoever may no longer hear of a child follows no complaint about the child")
    return (
        Q(complaint__child__isnull=True)
        | Q(adult__isnull=True)
        | Q(Exists(bonds.filter(bond, child=OuterRef("complaint__child"), adult=OuterRef("adult"))))
    )


class Arrival(Guarded):
    """How one complaint came in, as its sender said it, and who may follow it. What a stranger typed is not confirmed
    until somebody here has reached them by a contact that was held before (`confirmed_on`, TRUST 23b)."""

    class Reached(models.TextChoices):
        """How somebody made sure who had sent it."""

        RANG = "rang", _("Rang a number that we already held")
        WROTE = "wrote", _("Wrote to an address that we already held")
        MET = "met", _("Spoke to them face to face")

    data: ClassVar[Holding] = holds(
        "complaint",
        P4="complaint door medium once adult called child_called organisation whom way reach hours shared ofsted_number "
        "companion authority language code code_since confirmed_on confirmed_by confirmed_how confirmed_words",
    )
    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="arrival")
    door = models.CharField(max_length=10, choices=Door)
    medium = models.CharField(max_length=8, choices=Medium, default=Medium.WRITTEN)
    once = models.CharField(max_length=64, unique=True, null=True)  # what makes a form that is sent twice count once
    adult = models.ForeignKey(Adult, null=True, on_delete=models.PROTECT, related_name="+")
    called = models.CharField(max_length=120, blank=True)
    child_called = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    whom = models.CharField(max_length=300, blank=True)
    way = models.CharField(max_length=6, choices=Way, blank=True)
    reach = models.CharField(max_length=300, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    shared = models.BooleanField(default=False)
    ofsted_number = models.CharField(max_length=40, blank=True)
    companion = models.CharField(max_length=120, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=128, blank=True)
    code_since = models.DateTimeField(null=True)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_how = models.CharField(max_length=6, choices=Reached, blank=True)
    confirmed_words = models.TextField(blank=True)

    objects = ArrivalRows.as_manager()

    @property
    def unconfirmed(self) -> bool:
        """Whether nobody has made sure yet who sent it."""
        return self.door in (Door.POSTER, Door.SERVICE) and self.confirmed_on is None

    @property
    def setting_id(self) -> str:
        """The setting of the complaint, for the audit."""
        return str(self.complaint.setting_id)


class DraftRows(Scoped["Telling"]):
    """Unsent words: for nobody but the browser that holds their secret."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Nobody."""
        return Q(pk__in=[])


class Telling(Guarded):
    """What somebody has typed at a door and not sent yet, found by the digest of a secret in their browser. Once it was
    sent only the complaint stands here, so that sending it again gives the same answer."""

    data: ClassVar[Holding] = holds("unsent", P4="digest setting door person answers began complaint")
    digest = models.CharField(max_length=64, unique=True)
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    door = models.CharField(max_length=10, choices=Door)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    began = models.DateTimeField()
    complaint = models.ForeignKey(Complaint, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DraftRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["began"], name="tellings_by_age")]


class WordRows(WrittenRows["Word"]):
    """Later words, for whoever sees the record they stand on."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the record."""
        return seen(viewer, "record__")


class Word(Written):
    """Something that whoever complained said later: that what was written is right, a correction, more words, or
    whether it was fair so far. A correction stands beside what was written first and changes nothing in it."""

    class Kind(models.TextChoices):
        """What it is."""

        RIGHT = "right", _("Read back: they say it is right")
        CORRECTED = "corrected", _("Read back: they put it right")
        NOT_WANTED = "not_wanted", _("Read back: they did not want it")
        ADDED = "added", _("They added something")
        FAIR = "fair", _("Whether it was fair so far")

    class How(models.TextChoices):
        """In what way."""

        SCREEN = "screen", _("On the screen")
        PAPER = "paper", _("On paper")
        ALOUD = "aloud", _("Read out to them")
        INTERPRETER = "interpreter", _("Through an interpreter")

    class Fair(models.TextChoices):
        """The three answers."""

        YES = "yes", _("Yes")
        NOT_SURE = "not_sure", _("Not sure")
        NO = "no", _("No")

    data: ClassVar[Holding] = holds("complaint", P4="record kind how answer interpreter words on by written_at once")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    how = models.CharField(max_length=12, choices=How, blank=True)
    answer = models.CharField(max_length=8, choices=Fair, blank=True)
    interpreter = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    once = models.CharField(max_length=64, unique=True, null=True)

    objects = WordRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["record", "written_at"], name="words_of_record")]


class GivenRows(Scoped["Given"]):
    """Who was told how to complain."""

    def seen_by(self, viewer: Viewer) -> Q:
        """With a complaint as the complaint, since it would tell that there is one; else for staff who see the adult."""
        told = Exists(Adult.objects.visible_to(viewer).filter(pk=OuterRef("adult")))
        return seen(viewer, "complaint__") | (Q(complaint__isnull=True) & place_of(viewer) & Q(told))


class Given(Guarded):
    """How to complain, and how to reach the regulator, were given to an adult: when, in which language and shape, by
    whom (C2, C21)."""

    class How(models.TextChoices):
        """In what shape."""

        SCREEN = "screen", _("Shown on the screen")
        PAPER = "paper", _("On paper")
        LARGE = "large", _("In large print")
        EASY = "easy_read", _("In Easy Read")
        ALOUD = "aloud", _("Read out")
        INTERPRETER = "interpreter", _("Through an interpreter")

    data: ClassVar[Holding] = holds("complaint", P4="setting adult complaint language how on by written_at")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, null=True, on_delete=models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)
    how = models.CharField(max_length=12, choices=How)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = GivenRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["setting", "adult", "on"], name="givens_of_adult")]

    @property
    def in_language(self) -> str:
        """The name of the language in which it was given."""
        return named(self.language)
