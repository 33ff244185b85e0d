"""Background work under leases: a job that a killed worker left half-done is taken up again by another."""
