"""What people type about children, the adults in their lives, and what is decided between them."""
