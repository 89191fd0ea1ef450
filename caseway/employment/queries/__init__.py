"""What the pages of employment ask."""
