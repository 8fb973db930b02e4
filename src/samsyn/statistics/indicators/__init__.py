"""The indicators, one subject a file."""
