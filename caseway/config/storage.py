"""Static files: hashed names, compressed once, and ES modules that import each other by hash."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A file's name changes with its content, so browsers may keep it for ever."""

    support_js_module_import_aggregation = True
