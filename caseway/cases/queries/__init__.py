"""Questions that screens and files ask of people and cases."""
