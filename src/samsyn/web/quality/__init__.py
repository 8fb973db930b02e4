"""The quality of registrations: what the rules hit, answers to them, and reported problems."""
