"""Contact: what a program promises and what was kept."""
