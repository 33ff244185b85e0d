"""What people type about services, visits and the directory."""
