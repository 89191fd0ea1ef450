"""Providers of activities and services."""
