"""Records with an audience, the people who take part in them, their papers, and how long they are kept (F7, F20,
O4)."""
