"""The demonstration county: seeded, coherent, invented."""
