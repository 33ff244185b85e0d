"""A Django database backend for SQLite encrypted at rest by SQLCipher."""
