"""Attendance in words: what a page of it prints."""
