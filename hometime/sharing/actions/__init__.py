"""What the room does: worries handed to the lead, decisions made and carried out, agencies asked about their own words.

`decide` and `send` are what rooms above call when something about a child is to leave.
"""

from hometime.sharing.actions.deciding import decide
from hometime.sharing.actions.sending import send

__all__ = ["decide", "send"]
