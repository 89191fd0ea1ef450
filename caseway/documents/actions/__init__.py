"""What changes papers."""
