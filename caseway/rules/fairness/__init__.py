"""Whether people are treated alike: shares by group, without showing anybody."""
