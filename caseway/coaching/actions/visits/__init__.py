"""What was done with visits: recorded in the field, missed, photographed."""
