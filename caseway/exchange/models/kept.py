"""What every file kept here for a while has in common: sealed values, and a day when they go."""

import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

if TYPE_CHECKING:
    from caseway.kernel.models.sealing import Sealed as Base
else:
    Base = object


class SealedJson(Base):
    """Mixin for a `Sealed` model whose sealed values are JSON. Adds no column."""

    def put(self, name: str, value: Any) -> None:
        """Seal a JSON value into the sealed field `name`. Does not save."""
        self.seal(name, json.dumps(value, ensure_ascii=False))

    def take(self, name: str, empty: Any) -> Any:
        """The JSON value of the sealed field `name`; `empty` when there is none."""
        text = self.unseal(name)
        return json.loads(text) if text else empty


class KeptFile(SealedJson):
    """Mixin for a file with `purged_at`. Adds no column."""

    purged_at: Any

    def why_not_touch(self) -> str | None:
        """Why nothing can be done with it any more: its content is gone. None while it can."""
        if self.purged_at is None:
            return None
        return gettext("The content of this file has expired. Ask for it again.")
