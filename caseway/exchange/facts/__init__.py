"""What is known here, read in bulk for the lines of a file."""
