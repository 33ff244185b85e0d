"""The sentence that stands on every letter to a family, with the address where they can tell us (C2, C21)."""

from django.utils.translation import gettext_lazy as _

NOT_HAPPY = _("Not happy about something? Tell us. It will never change how we care for your child.")
