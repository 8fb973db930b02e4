"""What people touch: settings and, in time, the pages."""
