"""Signing in, staying signed in, and proving again that it is you."""
