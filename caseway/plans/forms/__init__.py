"""Reading what people typed about plans."""
