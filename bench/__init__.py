"""What Hometime is measured against."""
