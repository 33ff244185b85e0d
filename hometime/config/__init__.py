"""How Hometime is configured: settings, where data and keys live, the database, the start-up gate, headers, error
pages."""
