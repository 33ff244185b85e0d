"""One child's file as this viewer may see it; who looked; the family's own copy; naming a key person; leaving (F8, F20)."""
