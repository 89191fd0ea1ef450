"""The pages of attendance that stand side by side, for those who work on cases."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caseway.agencies.access import anywhere
from caseway.agencies.policy import Act
from caseway.kernel.models import User


def sections(user: User, current: str) -> list[dict[str, Any]]:
    """Links between them; none for provider staff, who have their own page only."""
    if not anywhere(user, Act.READ_CASE):
        return []
    places = (
        ("grid", _("Mark attendance"), "attendance:grid"),
        ("unproven", _("Active but unproven"), "attendance:unproven"),
        ("rosters", _("Who watches what"), "attendance:rosters"),
        ("modules", _("Modules"), "attendance:modules"),
        ("providers", _("Providers"), "network:providers"),
    )
    return [
        {"label": label, "url": reverse(name), "current": key == current}
        for key, label, name in places
    ]
