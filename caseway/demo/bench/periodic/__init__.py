"""The planner's idea on public periodic routing instances: how near it comes to the best known."""
