"""Rows of many cases turned into what the rules of the caseload take."""
