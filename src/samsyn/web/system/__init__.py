"""What system administrators work with: organisations, users, roles, keys; never people's data."""
