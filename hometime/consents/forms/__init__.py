"""What is typed about consents: all of it at work, for a family answers with one press."""
