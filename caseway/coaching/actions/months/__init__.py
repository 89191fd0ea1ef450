"""A coach's month: asked for, planned, changed by hand, accepted."""
