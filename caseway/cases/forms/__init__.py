"""Reading what people type about people and cases."""
