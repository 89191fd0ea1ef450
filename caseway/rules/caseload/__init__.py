"""The caseload: who needs me first, and whose it is when I am away."""
