"""What people do about employers and jobs."""
