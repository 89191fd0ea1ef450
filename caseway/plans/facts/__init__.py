"""Rows turned into what the rules of plans take. Nothing here comes from attendance."""
