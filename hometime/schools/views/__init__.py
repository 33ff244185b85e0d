"""The pages of this room: a gate, a form, an action, a page."""
