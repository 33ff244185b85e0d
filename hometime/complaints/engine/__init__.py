"""The pure engine of a complaint: a procedure and what happened go in; where it is and what is owed come out. No Django."""
