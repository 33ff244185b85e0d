"""The signposting directory: where families find help outside, and what was taken in from others' feeds (P3, P20, A12).

What a signpost says is for everybody and is read without a viewer. To whom it was offered is not: see `Offer`.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.agencies.models.organisations import Organisation
from hometime.families.models import place_of
from hometime.kernel.data import Holding, holds
from hometime.kernel.guard import Guarded, Scoped
from hometime.people.models import Person, Setting
from hometime.people.roles import Hat


class Where(models.TextChoices):
    """Where somebody gets the help."""

    PLACE = "place", _("You go there")
    PHONE = "phone", _("By telephone")
    ONLINE = "online", _("On the internet")
    HOME = "home", _("They come to you")


class Price(models.TextChoices):
    """Whether it costs anything."""

    FREE = "free", _("Free")
    SOME = "some", _("It costs something")
    ASK = "ask", _("Ask what it costs")


class State(models.TextChoices):
    """How a signpost stands."""

    LISTED = "listed", _("On the list")
    PAUSED = "paused", _("Closed for now")
    OFF = "off", _("Taken off the list")


class Kind(models.TextChoices):
    """What a mark of a signpost says."""

    NEED = "need"
    TONGUE = "tongue"


def works_here(viewer: Viewer, prefix: str = "") -> Q:
    """Whoever works in the house under their own name, and the owners. `prefix` leads to the row with the setting."""
    return place_of(viewer, prefix) if viewer.at_work or viewer.hat == Hat.OWNER else Q(pk__in=[])


class DirectoryRows(Scoped["Directory"]):
    """What a setting says of its directory."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Whoever works there."""
        return works_here(viewer)


class Directory(Guarded):
    """What a setting says of its directory: where it stands itself, and after how many months a signpost is looked at again."""

    data: ClassVar[Holding] = holds("settings", P0="setting postcode latitude longitude", P1="months")
    setting = models.OneToOneField(Setting, on_delete=models.PROTECT, related_name="+")
    postcode = models.CharField(max_length=12, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    months = models.PositiveSmallIntegerField(default=6)

    objects = DirectoryRows.as_manager()


class FeedRows(Scoped["Feed"]):
    """Feeds."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Whoever works there."""
        return works_here(viewer)


class Feed(Guarded):
    """Where signposts came from: an address, or a file by its name."""

    data: ClassVar[Holding] = holds("settings", P1="setting name url added_on")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    url = models.CharField(max_length=500, blank=True)
    added_on = models.DateField()

    objects = FeedRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["setting", "name", "url"], name="one_feed_of_a_name")]


class SignpostRows(Scoped["Signpost"]):
    """Signposts. The public pages read those on the list for no viewer; work reads all of its setting's."""

    def seen_by(self, viewer: Viewer) -> Q:
        """Whoever works there."""
        return works_here(viewer)

    def whole(self) -> Self:
        """With the setting and the feed."""
        return self.select_related("setting", "feed", "checked_by")

    def shown(self) -> Self:
        """Those that families are shown."""
        return self.filter(for_families=True).exclude(state=State.OFF)


class Signpost(Guarded):
    """Somewhere to find help. It is never deleted: somebody may have been pointed to it.

    Local, and left alone by a feed: the telephone number where somebody typed it, languages, needs, `recommended_for`,
    and when and by whom it was checked. `taken` is what the feed said when it was last taken in; `organisation` the service
    of the register that runs it, such as a family hub with its programmes (P20).
    """

    data: ClassVar[Holding] = holds(
        "settings",
        P0="setting name description run_by url email phone street town county postcode outward latitude longitude "
        "where price cost_words open_words minimum_age maximum_age state for_families listed_on checked_on",
        P1="for_staff recommended_for organisation checked_by feed feed_key taken off_because",
    )
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    run_by = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    street = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=100, blank=True)
    county = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    outward = models.CharField(max_length=4, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    where = models.CharField(max_length=6, choices=Where, default=Where.PLACE)
    price = models.CharField(max_length=4, choices=Price, default=Price.ASK)
    cost_words = models.CharField(max_length=300, blank=True)
    open_words = models.CharField(max_length=300, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    maximum_age = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=6, choices=State, default=State.LISTED)
    off_because = models.CharField(max_length=200, blank=True)
    for_families = models.BooleanField(default=True)
    for_staff = models.BooleanField(default=False)
    recommended_for = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    listed_on = models.DateField()
    checked_on = models.DateField(null=True)
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    feed = models.ForeignKey(Feed, null=True, on_delete=models.PROTECT, related_name="+")
    feed_key = models.CharField(max_length=100, blank=True)
    taken = models.JSONField(default=dict)

    objects = SignpostRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "feed_key"], condition=Q(feed__isnull=False), name="one_signpost_of_a_feeds_key"
            )
        ]
        indexes = [
            models.Index(fields=["setting", "for_families", "name", "id"], name="signposts_by_name"),
            models.Index(fields=["setting", "checked_on"], name="signposts_by_check"),
        ]

    @property
    def address(self) -> str:
        """Street, town and postcode, with commas between."""
        return ", ".join(filter(None, (self.street, self.town, self.postcode)))


class MarkRows(Scoped["Mark"]):
    """The marks of signposts."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the signpost."""
        return works_here(viewer, "signpost__")


class Mark(Guarded):
    """A need that a signpost answers, or a language that is spoken there."""

    data: ClassVar[Holding] = holds("settings", P0="signpost kind value")
    signpost = models.ForeignKey(Signpost, on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=6, choices=Kind)
    value = models.CharField(max_length=40)

    objects = MarkRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signpost", "kind", "value"], name="one_mark_of_a_value")]


class HoursRows(Scoped["Opening"]):
    """When signposts are open."""

    def seen_by(self, viewer: Viewer) -> Q:
        """As the signpost."""
        return works_here(viewer, "signpost__")


class Opening(Guarded):
    """A day of the week on which it is open (MO …), and from when to when where that is known."""

    data: ClassVar[Holding] = holds("settings", P0="signpost day opens closes")
    signpost = models.ForeignKey(Signpost, on_delete=models.PROTECT, related_name="openings")
    day = models.CharField(max_length=2)
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)

    objects = HoursRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["signpost", "day"], name="openings_of_signpost")]
