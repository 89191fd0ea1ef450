"""What the pages of agencies print, made ready for the templates."""
