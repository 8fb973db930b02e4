"""Follow-up, reporting and evaluation of coordinated rehabilitation back to work."""
