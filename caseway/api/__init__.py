"""What other programs may ask of Caseway."""
