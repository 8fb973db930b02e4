"""What association administrators work with, and the results that everyone may read."""
