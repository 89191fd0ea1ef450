"""Settings, root addresses, middleware, base templates and static files."""
