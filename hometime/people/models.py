"""Who there is: providers with their settings and rooms, persons, and the posts they hold from one day to another."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.kernel.data import Holding, holds
from hometime.kernel.folding import folded
from hometime.kernel.guard import Recorded, RecordedRows
from hometime.people.roles import HAT_OF, Hat, Role

UNSAID = "en"  # the language of somebody who has said nothing about it: pages go by the browser, mail is in English


def current(day: dt.date, prefix: str = "") -> Q:
    """Rows with `starts` and `ends` that hold on `day`; the last day counts."""
    return Q(**{f"{prefix}starts__lte": day}) & (
        Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gte": day})
    )


class House(Recorded):
    """What is true of this installation: one row. A restored copy starts with sending off (TRUST 28)."""

    data: ClassVar[Holding] = holds("settings", P1="practice sending_on restored_at restored_from")
    practice = models.BooleanField(default=False)
    sending_on = models.BooleanField(default=True)
    restored_at = models.DateTimeField(null=True)
    restored_from = models.DateTimeField(null=True)

    objects = RecordedRows.as_manager()


class Provider(Recorded):
    """A company, charity, committee or person that runs one setting or many, and adopts the policies."""

    class Form(models.TextChoices):
        """How the provider is owned; decides what its owners are called."""

        COMPANY = "company", _("Company")
        CHARITY = "charity", _("Charity with trustees")
        COMMITTEE = "committee", _("Elected committee of parents")
        SOLE = "sole", _("One owner")
        UNSTATED = "unstated", _("Not said yet")

    data: ClassVar[Holding] = holds("settings", P0="name form")
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=12, choices=Form)

    objects = RecordedRows.as_manager()

    def __str__(self) -> str:
        return self.name


class Setting(Recorded):
    """One preschool or nursery. Its contact facts are public; `slug` is its address on the notice board."""

    data: ClassVar[Holding] = holds("settings", P0="provider name slug phone email address languages ofsted_urn")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="settings")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60, unique=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    languages = models.JSONField(default=list)
    ofsted_urn = models.CharField(max_length=12, blank=True)

    objects = RecordedRows.as_manager()

    def __str__(self) -> str:
        return self.name


class Closure(Recorded):
    """Days from the first to the last (it counts) on which a setting is closed: holidays, a training day, an emergency.

    It stops no clock. Dates that fall in it say so, and name an earlier day to aim for.
    """

    class Kind(models.TextChoices):
        """Why it is closed."""

        HOLIDAY = "holiday", _("Holiday")
        TRAINING = "training", _("Training day")
        OTHER = "other", _("Something else")

    data: ClassVar[Holding] = holds("settings", P0="setting first_day last_day what kind")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="closures")
    first_day = models.DateField()
    last_day = models.DateField()
    what = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)

    objects = RecordedRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")), name="closure_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["setting", "last_day"], name="closures_of_setting")]


class Room(Recorded):
    """A room or group of a setting."""

    data: ClassVar[Holding] = holds("settings", P1="setting name")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=80)

    objects = RecordedRows.as_manager()

    def __str__(self) -> str:
        return self.name


class Persons(BaseUserManager["Person"]):
    """Persons, as the sign-in library looks them up."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person who signs in with this e-mail address, whatever its capitals."""
        return self.get(email__iexact=username or "")


class Person(Recorded, AbstractBaseUser):
    """Somebody who works here, owns, visits, or belongs to a child. Contact facts of families stand in `families`.

    This table is open to read because signing in must find a person before there is a viewer; it holds a name and what
    is needed to sign in, nothing more. `email` is empty for those who never sign in.
    """

    data: ClassVar[Holding] = holds(
        "person",
        P1="name name_to_use is_active left_on",
        P3="email password pronunciation language",
    )
    last_login = None  # the audit knows; a column would betray when another adult was here (TRUST 1)
    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=200)
    name_to_use = models.CharField(max_length=80, blank=True)
    pronunciation = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=12, default=UNSAID)

    objects = Persons.from_queryset(RecordedRows)()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name to use when speaking to them."""
        return self.name_to_use or self.name

    @property
    def initials(self) -> str:
        """Their initials, for screens that others can see: "J.P."."""
        return "".join(f"{word[0]}." for word in self.name.split() if word[0].isalpha())

    def is_called(self, name: str) -> bool:
        """Whether this is their name, whatever its capitals and accents."""
        return folded(name) == folded(self.name)

    def check_password(self, raw_password: str | None) -> bool:
        """True for the right password. Unlike Django's own, it never writes: a reading is not an action."""
        return check_password(raw_password, self.password)


class PostRows(RecordedRows["Post"]):
    """Posts, by day."""

    def on(self, day: dt.date) -> Self:
        """Those held on `day`."""
        return self.filter(current(day))


class Post(Recorded):
    """A post that a person holds, at a setting or over the whole provider, from one day to another (the last
    counts)."""

    data: ClassVar[Holding] = holds("person", P1="person provider setting room role starts ends title")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    setting = models.ForeignKey(Setting, null=True, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=Role)
    title = models.CharField(max_length=80, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True)

    objects = PostRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")),
                name="post_ends_after_it_starts",
            )
        ]
        indexes = [
            models.Index(fields=["setting", "role", "starts", "ends"], name="posts_of_setting"),
            models.Index(fields=["person", "starts", "ends"], name="posts_of_person"),
        ]

    @property
    def hat(self) -> Hat:
        """The hat this post is worn in."""
        return HAT_OF[Role(self.role)]


class CoverRows(RecordedRows["Cover"]):
    """Covers, by day."""

    def on(self, day: dt.date) -> Self:
        """Those in force on `day`."""
        return self.filter(current(day))


class Cover(Recorded):
    """A post handed to somebody else for stated dates. It falls back by itself after the last day: nothing has to
    run."""

    data: ClassVar[Holding] = holds("person", P1="post by starts ends")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="covers")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="covers")
    starts = models.DateField()
    ends = models.DateField()

    objects = CoverRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=models.F("starts")),
                name="cover_ends_after_it_starts",
            )
        ]
        indexes = [models.Index(fields=["by", "starts", "ends"], name="covers_by_person")]


def holders(setting: Setting, role: str, day: dt.date) -> list[Person]:
    """The persons who hold `role` for `setting` on `day`, cover included; a covered holder is left out."""
    posts = (
        Post.objects.on(day)
        .filter(
            Q(setting=setting) | Q(setting__isnull=True, provider_id=setting.provider_id),
            role=role,
        )
        .select_related("person")
    )
    covers = {c.post_id: c.by for c in Cover.objects.on(day).filter(post__in=posts).select_related("by")}
    people: dict[str, Any] = {}
    for post in posts:
        person = covers.get(post.pk, post.person)
        people.setdefault(person.pk, person)
    return list(people.values())


class AllegationsRoute(Recorded):
    """How one setting hears of an allegation: which owner, where the safeguarding lead cannot be the one, and within
    what time the local authority's officer wants to be told. The newest row counts."""

    class Unit(models.TextChoices):
        """What the authority's time is counted in."""

        WORKING_DAYS = "working_days"
        HOURS = "hours"

    data: ClassVar[Holding] = holds("settings", P1="setting owner within unit source checked_on written_by written_at")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    within = models.PositiveSmallIntegerField(default=1)
    unit = models.CharField(max_length=16, choices=Unit, default=Unit.WORKING_DAYS)
    source = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = RecordedRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["setting", "written_at"], name="allegations_route_of")]


def allegations_route(setting: Setting) -> AllegationsRoute | None:
    """How a setting hears of allegations; None where nobody said."""
    rows = AllegationsRoute.objects.filter(setting=setting).select_related("owner")
    return rows.order_by("-written_at", "-pk").first()
