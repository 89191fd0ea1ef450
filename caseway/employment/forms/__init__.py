"""Reading what a person types of employers and jobs."""
