"""Processes that should tell the stories and end before they have."""
