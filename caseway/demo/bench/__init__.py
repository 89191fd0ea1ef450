"""Measuring Caseway at a size: pages beside a trivial one, loading, memory, size on disk."""
