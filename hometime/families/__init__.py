"""Children, the adults in their lives, the bonds between them, households, and who the key person is (F7, F8, F20)."""
