"""Visits for calendar programs (iCalendar, RFC 5545): by a secret link, without sign-in."""
