"""What the pages of agencies ask."""
