"""Numba if it is there; otherwise the same source as it stands."""

from __future__ import annotations

from typing import Any

Array = Any  # of NumPy, which only who measures has installed

try:
    from numba import njit
except ImportError:
    IS_COMPILED = False

    def compiled(function: Any) -> Any:
        """Without Numba the function is left as it is."""
        return function
else:
    IS_COMPILED = True
    # Nothing here makes an array, so counting references to them is left out: half of the time.
    options: dict[str, Any] = {"cache": True, "error_model": "numpy", "_nrt": False}
    compiled = njit(**options)
