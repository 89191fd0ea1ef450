from caseway.network.actions.providers import (
    Place,
    add_provider,
    change_provider,
    close_provider,
    reopen_provider,
    why_not_edit,
)

__all__ = [
    "Place",
    "add_provider",
    "change_provider",
    "close_provider",
    "reopen_provider",
    "why_not_edit",
]
