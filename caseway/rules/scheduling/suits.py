"""Whether a coach and a client suit each other."""

from __future__ import annotations

from caseway.rules.reasons import Reason, because
from caseway.rules.scheduling import words
from caseway.rules.scheduling.clients import Client
from caseway.rules.scheduling.coach import Coach


def why_not_at_all(coach: Coach, client: Client) -> Reason | None:
    """Why this coach cannot see this client at all; None if she can."""
    if client.language and client.language not in coach.languages:
        return because(words.LANGUAGE, name=client.label, language=client.language)
    if missing := sorted(client.skills - coach.skills):
        return because(words.SKILLS, name=client.label, skills=", ".join(missing))
    return None
