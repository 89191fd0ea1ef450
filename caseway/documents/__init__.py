"""Papers that came in, kept as they were received."""
