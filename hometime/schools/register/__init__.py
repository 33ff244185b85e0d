"""The national register of schools as a file: read line by line, and told apart. Pure: no database, no clock."""
