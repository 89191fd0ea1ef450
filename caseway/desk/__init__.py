"""Pages that span apps: Today, caseload, case overview, find."""
