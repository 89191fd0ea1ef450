"""Providers' attendance lists: read, previewed, loaded into the attendance book, and undone."""
