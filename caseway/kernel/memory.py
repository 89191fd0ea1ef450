"""Letting a process that has loaded everything look for garbage less often."""

import gc

# A page of a hundred rows makes some tens of thousands of objects and lets them go again.
# With Python's own threshold of 700 the whole program is walked several times a page:
# measured at 20,000 cases, the slowest in twenty visits of Today took four times the others.
YOUNG, MIDDLE, OLD = 50_000, 20, 20


def settle() -> None:
    """Leave what was loaded at the start out of every later search, and search less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
