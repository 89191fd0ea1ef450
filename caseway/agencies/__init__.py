"""Sites, regions, agencies, functions and staff."""
