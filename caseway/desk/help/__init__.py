"""Help: a page for each role's day and for what everybody asks, in words and pictures."""
