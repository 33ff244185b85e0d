"""What the pages of adoption show, each assembled in one place."""
