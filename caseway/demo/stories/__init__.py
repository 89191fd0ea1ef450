"""The stories that the demonstration county tells, and what they are told with."""
