"""Plans of the demonstration county: written, signed, kept, and some of them not."""
