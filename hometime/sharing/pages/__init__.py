"""What the larger pages of the room are made of."""
