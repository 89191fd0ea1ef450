"""Reading what an administrator typed."""
