"""A process that has settled keeps what it loaded out of the search for garbage."""

import gc

from caseway.kernel.memory import MIDDLE, OLD, YOUNG, settle


def test_what_was_loaded_is_set_apart_and_the_search_is_rarer():
    before = gc.get_threshold()
    try:
        settle()

        assert gc.get_freeze_count() > 0
        assert gc.get_threshold() == (YOUNG, MIDDLE, OLD)
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
