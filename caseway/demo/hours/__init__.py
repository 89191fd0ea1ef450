"""What the county's people do with their days: activities, attendance, proof, what they receive."""
