"""The doors of a complaint: the poster's, the signed-in parent's, the staff's and that of other services (C1, C4, C12, X1)."""
