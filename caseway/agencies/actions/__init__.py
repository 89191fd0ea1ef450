"""Acts on sites, functions and staff."""
