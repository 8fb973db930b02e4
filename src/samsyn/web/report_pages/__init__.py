"""The reports: reading those that are made, and having new ones made."""
