"""The smallest components: an icon, a tag."""

from functools import lru_cache

from django.templatetags.static import static
from django.utils.safestring import SafeString

from caseway.kernel.drawing import Snippet

_ICON = Snippet(
    '<svg class="usa-icon{size}" aria-hidden="true" focusable="false">'
    '<use href="{sprite}#{name}"></use></svg>'
)
_TAG = Snippet('<span class="c-tag{tone}">{icon}{label}</span>')


@lru_cache(maxsize=256)
def icon(name: str, size: str = "") -> SafeString:
    """A decorative icon from the vendored sprite; the words beside it carry the meaning."""
    return _ICON(
        size=f" c-icon--{size}" if size else "",
        sprite=static("vendor/uswds/img/sprite.svg"),
        name=name,
    )


def tag(label: object, tone: str = "", icon_name: str = "") -> SafeString:
    """A tag: always words, the colour only supports. Tones: "met", "due", "late", "info", none."""
    return _TAG(
        tone=f" c-tag--{tone}" if tone else "",
        icon=icon(icon_name) if icon_name else "",
        label=label,
    )
