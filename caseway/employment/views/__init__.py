"""Pages of employers and of the work on a case."""
