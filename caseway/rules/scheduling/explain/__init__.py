"""Why each session is where it is, and why somebody is not seen: from putting it back in again."""
