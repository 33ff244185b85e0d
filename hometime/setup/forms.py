"""What people type on the first pages of set-up: who they are, who runs it, and where."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from hometime.access.forms import password_field
from hometime.people.models import Person, Provider, Setting
from hometime.setup.code import fits

AN_ADDRESS = _("An address looks like name@example.com")


class ClaimForm(forms.Form):
    """Name, address and password of the first owner; away from the machine itself, the code as well."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Type your name")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput({"autocomplete": "username"}),
        error_messages={"required": _("Type your e-mail address"), "invalid": AN_ADDRESS},
    )
    password = password_field(
        _("A password"),
        "new-password",
        _("At least 10 letters, signs or spaces. Three or four words together work well."),
    )
    code = forms.CharField(
        label=_("The code from the machine"),
        help_text=_("It stands where Hometime was started, under its address. It has twelve letters and numbers."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the code")},
    )

    def __init__(self, *args: Any, needs_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_code:
            del self.fields["code"]

    def clean_code(self) -> str:
        """The code; a wrong one says so and no more."""
        typed: str = self.cleaned_data["code"]
        if not fits(typed):
            raise forms.ValidationError(_("That is not the code. Look again where Hometime was started."))
        return typed

    def clean(self) -> dict[str, Any]:
        """Weighs the password beside the name and the address, which it must not repeat."""
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            person = Person(name=cleaned.get("name", ""), email=cleaned.get("email"))
            try:
                validate_password(password, person)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return cleaned


class ProviderForm(forms.Form):
    """Who runs the setting or settings."""

    provider = forms.CharField(
        label=_("Who runs it?"),
        help_text=_("The company, charity, committee or person that owns it, as it stands on your papers."),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "organization"}),
        error_messages={"required": _("Say who runs it")},
    )
    form = forms.ChoiceField(
        label=_("What is it?"),
        choices=[choice for choice in Provider.Form.choices if choice[0] != Provider.Form.UNSTATED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is")},
    )


class SettingForm(forms.Form):
    """One preschool or nursery: what stands on its notice board."""

    name = forms.CharField(
        label=_("What is the setting called?"),
        help_text=_("The preschool or nursery, as families call it."),
        max_length=200,
        error_messages={"required": _("Give the setting's name")},
    )
    address = forms.CharField(
        label=_("Its address"),
        max_length=500,
        widget=forms.Textarea({"rows": 3, "autocomplete": "street-address"}),
        error_messages={"required": _("Give the setting's address")},
    )
    phone = forms.CharField(
        label=_("Its telephone number"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Give a number that families can ring")},
    )
    email = forms.EmailField(label=_("Its e-mail address"), required=False, error_messages={"invalid": AN_ADDRESS})
    slug = forms.SlugField(
        label=_("Its notice board's address"),
        help_text=_("The last part, in small letters: riverside makes /board/riverside/. Empty: made from the name."),
        max_length=60,
        required=False,
        error_messages={"invalid": _("Use small letters, numbers and hyphens only")},
    )

    def __init__(self, setting: Setting | None, *args: Any, **kwargs: Any) -> None:
        if setting is not None:
            fields = ("name", "address", "phone", "email", "slug")
            kwargs["initial"] = {name: getattr(setting, name) for name in fields} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.setting = setting

    def clean_slug(self) -> str:
        """The address of the board, which no other setting may have."""
        slug: str = self.cleaned_data["slug"].lower()
        taken = Setting.objects.filter(slug=slug).exclude(pk=self.setting.pk if self.setting else "")
        if slug and taken.exists():
            raise forms.ValidationError(_("Another setting has this address. Choose another"))
        return slug

    def facts(self) -> dict[str, Any]:
        """What was typed, as a setting keeps it."""
        return {name: self.cleaned_data[name] for name in ("name", "address", "phone", "email", "slug")}


class PlacesForm(ProviderForm, SettingForm):
    """Who runs it and the first setting, on one page."""

    field_order = ("provider", "form", "name", "address", "phone", "email", "slug")
