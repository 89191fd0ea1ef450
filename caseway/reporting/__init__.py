"""Rates and results of a month, frozen as filed."""
