"""Pages of plans: find, act, answer."""
