"""What the phone is given: as little as a day in the field needs."""
