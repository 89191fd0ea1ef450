"""Records: finding the person who is already there, stages, case numbers."""
