"""What data protection officers work with: the log, reviews, retention, erasure, incidents."""
