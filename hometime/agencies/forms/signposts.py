"""What those who work here type about the directory: signposts, feeds, where the setting stands, and what was offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hometime.agencies import fetching
from hometime.agencies.actions.signposting import Facts, Given
from hometime.agencies.models import Kind, Mark, Organisation, Price, Signpost, Way, Where
from hometime.agencies.needs import NEEDS
from hometime.agencies.openreferral.reading import MOST_BYTES, MOST_SERVICES
from hometime.agencies.openreferral.texts import phone as a_phone
from hometime.agencies.openreferral.texts import url as a_page
from hometime.families.forms.parts import LanguagesField
from hometime.families.models import Adult
from hometime.families.tongues import choices as tongues
from hometime.kernel import bounded
from hometime.ui.forms import area

READS = "hometime.agencies.openreferral.reading:read"
LIMITS = bounded.Limits(processor_seconds=60, wall_seconds=75.0)
FEED = _("This is not a feed of services. It should be in the form of Open Referral UK, as JSON.")
REFUSED: Mapping[str, object] = {
    "big": _("This feed is too big. Ask for a smaller part of it, up to 20 MB and 5,000 services."),
    "many": _("There are more than %(most)d services. Ask for a smaller part of the feed.") % {"most": MOST_SERVICES},
    "deep": FEED, "json": FEED, "feed": FEED,
    "broken": _("This feed could not be read. Nothing of it was kept."),
    "off": _("Fetching is switched off here. Save the feed as a file and bring it."),
    "https": _("The address must begin with https:// and be a plain one."),
    "host": _("This host is not among those that may be called. Ask whoever runs the house, or bring a file."),
    "private": _("This address leads into a private network. It was not called."),
    "answer": _("There was no good answer from there. Try again later, or bring a file."),
    "late": _("It took too long. Try again later, or bring a file."),
}  # fmt: skip


class SignpostForm(forms.Form):
    """Somewhere to find help."""

    use_required_attribute = False
    name = forms.CharField(label=_("Its name"), max_length=200, error_messages={"required": _("Give its name")})
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    needs = forms.MultipleChoiceField(
        label=_("What does it help with?"), widget=forms.CheckboxSelectMultiple,
        choices=[(key, need.words) for key, need in NEEDS.items()],
        error_messages={"required": _("Choose at least one thing that it helps with")},
    )  # fmt: skip
    description = forms.CharField(
        label=_("What do they do? In plain words."), widget=area(3), max_length=6_000, required=False
    )
    languages = LanguagesField(label=_("Which languages do they speak?"))
    where = forms.ChoiceField(
        label=_("Where is the help?"), choices=Where.choices, widget=forms.RadioSelect, initial="place"
    )
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    town = forms.CharField(label=_("Town"), max_length=100, required=False)
    county = forms.CharField(label=_("County"), max_length=100, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=12, required=False)
    price = forms.ChoiceField(
        label=_("Does it cost anything?"), choices=Price.choices, widget=forms.RadioSelect, initial="ask"
    )
    cost_words = forms.CharField(label=_("What it costs, in words"), max_length=300, required=False)
    open_words = forms.CharField(label=_("When is it open?"), max_length=300, required=False)
    url = forms.CharField(label=_("Its page on the internet"), max_length=500, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    run_by = forms.CharField(label=_("Who runs it?"), max_length=200, required=False)
    organisation = forms.ChoiceField(
        label=_("Is it one of the services you work with?"), required=False,
        help_text=_("Such as the family hub whose programme this is. Families do not see it."),
    )  # fmt: skip
    for_families = forms.BooleanField(
        label=_("It is for families: everybody may read it"), required=False, initial=True
    )
    for_staff = forms.BooleanField(label=_("Its advice helps you in your own work"), required=False)
    recommended_for = forms.CharField(
        label=_("For whom do you recommend it?"),
        max_length=300,
        required=False,
        help_text=_("Only those who work here see this."),
    )
    checked = forms.BooleanField(
        label=_("I have checked today that all this is right"), required=False,
        help_text=_("Ring them, or look at their own page."),
    )  # fmt: skip

    def __init__(
        self, organisations: Sequence[Organisation], signpost: Signpost | None = None, data: Any = None
    ) -> None:
        super().__init__(data, initial=_said(signpost) if signpost else None)
        self.organisations = {each.pk: each for each in organisations}
        choices = [("", _("No")), *((each.pk, each.name) for each in organisations)]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def clean_url(self) -> str:
        """An address that a telephone can open."""
        typed = str(self.cleaned_data["url"])
        if typed and not a_page(typed):
            raise forms.ValidationError(_("Write the address like https://www.example.org"))
        return a_page(typed)

    def clean_phone(self) -> str:
        """Digits at least; any spaces."""
        typed = str(self.cleaned_data["phone"])
        if typed and not a_phone(typed):
            raise forms.ValidationError(_("Write the number with its digits"))
        return a_phone(typed)

    def facts(self) -> Facts:
        """What was typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "checked"}
        return Facts(**{**given, "organisation": self.organisations.get(given["organisation"])})


def _said(signpost: Signpost) -> dict[str, Any]:
    """What is said of a signpost, as its form shows it."""
    marks = Mark.objects.unscoped("the marks of a signpost that was found through the viewer").filter(signpost=signpost)
    found: dict[str, list[str]] = {Kind.NEED: [], Kind.TONGUE: []}
    for kind, value in marks.order_by("pk").values_list("kind", "value"):
        found[kind].append(value)
    plain = {name: getattr(signpost, name) for name in SignpostForm.base_fields if hasattr(signpost, name)}
    more = {"needs": found[Kind.NEED], "languages": found[Kind.TONGUE], "organisation": signpost.organisation_id or ""}
    return plain | more


class OffForm(forms.Form):
    """Why something is taken off the list."""

    because = forms.CharField(
        label=_("Why is it taken off?"), max_length=200, error_messages={"required": _("Say why it is taken off")}
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_off_%s")


class FeedForm(forms.Form):
    """A feed that others publish: an address, or a file."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Whose feed is it?"), max_length=120, error_messages={"required": _("Give the feed a name")},
        help_text=_("The same name each time: then you are shown what changed since."),
    )  # fmt: skip
    url = forms.CharField(label=_("Its address"), max_length=500, required=False)
    file = forms.FileField(label=_("Or a file"), required=False, help_text=_("JSON, up to 15 MB."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: dict[str, Any] = {}
        if not settings.FEED_HOSTS:
            del self.fields["url"]

    def clean(self) -> dict[str, Any]:
        """Fetches or opens the feed, and reads it in a process of its own; says in plain words why it cannot."""
        given = super().clean() or {}
        if self.errors:
            return given
        field = "url" if given.get("url") else "file"
        try:
            content = (
                fetching.fetch(given["url"], settings.FEED_HOSTS) if field == "url" else _content(given.get("file"))
            )
        except fetching.Refused as no:
            self.add_error(field, str(REFUSED[str(no)]))
            return given
        if content is None:
            self.add_error(field, _("Choose a file"))
            return given
        found: Any = bounded.run(READS, content, limits=LIMITS)
        code = "broken" if isinstance(found, bounded.Refused) else found.get("refused", "")
        if code:
            self.add_error(field, str(REFUSED[code]))
        else:
            self.found = dict(found)
        return given


def _content(upload: Any) -> bytes | None:
    if upload is None:
        return None
    if upload.size > MOST_BYTES:
        raise fetching.Refused("big")
    content: bytes = upload.read()
    return content


class PlaceForm(forms.Form):
    """Where the setting stands, and how often the directory is looked through."""

    months = forms.IntegerField(
        label=_("After how many months do you look at each entry again?"), min_value=1, max_value=24,
        help_text=_("Six is our suggestion: the policy names no number."),
    )  # fmt: skip
    postcode = forms.CharField(label=_("Your postcode"), max_length=12, required=False)
    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        help_text=_("Only to tell how many miles away something is."),
    )
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)

    def __init__(self, initial: Any = None, data: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="id_place_%s")


class OfferForm(forms.Form):
    """What a family is offered: which, to whom, in which language. The way is the button that was pressed."""

    use_required_attribute = False
    signpost = forms.ChoiceField(label=_("What do you offer?"), error_messages={"required": _("Choose one")})
    adult = forms.ChoiceField(label=_("To whom?"), required=False, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("In which language?"), choices=tongues()[1:])
    kept_for_them = forms.BooleanField(
        label=_("They want to find it again in their own pages"), required=False,
        help_text=_("Ask first. Somebody else may look at their telephone."),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why"), required=False, max_length=300,
        help_text=_("Leave this empty, unless they agreed that you write it down."),
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("They agreed that I write down why"), required=False)
    way = forms.ChoiceField(
        choices=Way.choices, widget=forms.HiddenInput, error_messages={"required": _("Say how they were given it")}
    )

    def __init__(
        self, signposts: Sequence[Signpost], adults: Sequence[Adult], data: Any = None, *, chosen: str = ""
    ) -> None:
        reads = next((tag for adult in adults for tag in adult.reads), "en")
        first = adults[0].pk if len(adults) == 1 else ""
        super().__init__(data, initial={"signpost": chosen, "language": reads, "adult": first})
        self.signposts = {each.pk: each for each in signposts}
        self.adults = {each.pk: each for each in adults}
        self.fields["signpost"].choices = [("", _("Choose one")), *((each.pk, each.name) for each in signposts)]  # type: ignore[attr-defined]
        names = [("", _("Nobody by name")), *((each.pk, each.person.called) for each in adults)]
        self.fields["adult"].choices = names  # type: ignore[attr-defined]

    def given(self) -> Given:
        """How it was offered."""
        said = self.cleaned_data
        return Given(
            way=said["way"], language=said["language"], adult=self.adults.get(said["adult"]),
            kept_for_them=said["kept_for_them"], why=said["why"], agreed=said["agreed"],
        )  # fmt: skip
