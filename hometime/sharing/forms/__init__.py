"""What people type about worries and about what leaves the house."""
