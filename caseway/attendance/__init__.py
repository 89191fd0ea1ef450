"""Activities, attendance, proof and what they come to in a month."""
