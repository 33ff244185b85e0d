"""What a family reads of a copy of the check at two, wherever it is named: said in the language of whoever reads it."""

from django.utils.translation import gettext_noop as _

TITLE = _("The check at two")
WHY = _("The health visitor looks at your child at the same age. The two should fit together.")
