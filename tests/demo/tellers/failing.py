"""Fails before it has read what to tell."""

raise SystemExit(1)
