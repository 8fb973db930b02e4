"""What registrars work with: people in, out and at follow-up."""
