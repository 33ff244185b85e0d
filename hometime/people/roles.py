"""The roles a post may have, and the hat each is worn in. A closed list: an unknown role is an error, not a guess."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Hat(models.TextChoices):
    """A person acts in one hat at a time, and the rights of two hats are never added up (DESIGN 4)."""

    PARENT = "parent", _("Parent or carer")
    STAFF = "staff", _("Staff")
    OWNER = "owner", _("Owner or trustee")
    AGENCY = "agency", _("Professional from an agency")
    KEEPER = "keeper", _("System keeper")


class Role(models.TextChoices):
    """What a post is. Within the staff hat of one setting the posts of a person add up."""

    MANAGER = "setting_manager", _("Manager")
    DEPUTY = "deputy", _("Deputy manager")
    DSL = "designated_safeguarding_lead", _("Designated safeguarding lead")
    DEPUTY_DSL = "deputy_dsl", _("Deputy safeguarding lead")
    SENCO = "senco", _("SENCO")
    KEY_PERSON = "key_person", _("Key person")
    ROOM = "any_staff", _("Room staff")
    BANK = "bank_staff", _("Bank staff")
    VOLUNTEER = "volunteer", _("Volunteer")
    TABLET = "room_tablet", _("Room tablet")
    LINE_MANAGER = "line_manager", _("Line manager")
    OWNER = "owners_directors_trustees", _("Owner, director or trustee")
    AGENCY = "agency", _("Professional from an agency")
    KEEPER = "keeper", _("System keeper")
    PARENT = "parent", _("Parent or carer")


HAT_OF = {
    Role.MANAGER: Hat.STAFF,
    Role.DEPUTY: Hat.STAFF,
    Role.DSL: Hat.STAFF,
    Role.DEPUTY_DSL: Hat.STAFF,
    Role.SENCO: Hat.STAFF,
    Role.KEY_PERSON: Hat.STAFF,
    Role.ROOM: Hat.STAFF,
    Role.BANK: Hat.STAFF,
    Role.VOLUNTEER: Hat.STAFF,
    Role.TABLET: Hat.STAFF,
    Role.LINE_MANAGER: Hat.OWNER,
    Role.OWNER: Hat.OWNER,
    Role.AGENCY: Hat.AGENCY,
    Role.KEEPER: Hat.KEEPER,
    Role.PARENT: Hat.PARENT,
}

# Who works with the children of a room, and so is told about them; a tablet or a volunteer in the room is not.
IN_THE_ROOM = frozenset({Role.ROOM, Role.BANK, Role.KEY_PERSON})
# Posts in which somebody acts without their own name standing behind it, or only comes in to help: nothing is told to
# them, and they sign nothing.
UNNAMED = frozenset({Role.TABLET, Role.VOLUNTEER})
# Who works at a setting under their own name.
AT_WORK = frozenset(role for role, hat in HAT_OF.items() if hat == Hat.STAFF) - UNNAMED
# Who runs a setting, and who leads its safeguarding; together they are its office.
HEADS = (Role.MANAGER, Role.DEPUTY)
LEADS = (Role.DSL, Role.DEPUTY_DSL)
OFFICE = (*HEADS, *LEADS)
# Hats that are worn at one setting; the others reach over a provider.
AT_ONE_SETTING = frozenset({Hat.STAFF, Hat.AGENCY})

# Hats whose wearers need a second factor from the first day (TRUST 11). A parent's is asked for too, in its own way.
WORK_HATS = frozenset({Hat.STAFF, Hat.OWNER, Hat.AGENCY, Hat.KEEPER})
