"""Law, policy and method as plain Python: no Django, no clock, no database."""
