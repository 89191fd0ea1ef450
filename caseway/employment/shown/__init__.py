"""Employment in words."""
