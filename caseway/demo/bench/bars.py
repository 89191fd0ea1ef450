"""A bar, what was measured, and whether it is met: one way to say it."""


def bar(what: str, measured: str, wanted: str, met: bool) -> str:
    """A line of a report."""
    return f"{what}: {measured} (bar: {wanted}; {'met' if met else 'not met'})"
