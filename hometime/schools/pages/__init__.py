"""What the pages of this room show, read through the viewer."""
