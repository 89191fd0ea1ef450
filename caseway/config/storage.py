"""Static files: hashed names, compressed once, and ES modules that import each other by hash."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A file's name changes with its content, so browsers may keep it for ever."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """The address of a file. Kept, as the list of hashed names is: a page asks for a dozen."""
        if force:
            return str(super().url(name, force))
        kept = self._addresses.get(name)
        if kept is None:
            kept = self._addresses[name] = str(super().url(name))
        return kept
