"""What the pages of the room show: to a parent, to those who work with a child, of medicines and of photographs."""
