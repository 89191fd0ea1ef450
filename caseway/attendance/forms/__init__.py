"""Reading what people say of activities, proof and hours."""
