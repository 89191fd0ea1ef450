"""Audit log, access decisions, refusals, personal-data classes and background jobs."""
