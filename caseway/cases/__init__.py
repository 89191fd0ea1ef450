"""People, households, cases, assignments, contacts and notes."""
