"""Caseway: case management for programs that help people into work and keep them there."""

__version__ = "0.1.0"
