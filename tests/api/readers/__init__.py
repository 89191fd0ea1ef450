"""Programs that read calendars, each in a process of its own: they keep zones once learned."""
