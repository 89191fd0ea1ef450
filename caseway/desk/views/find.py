"""Find. Asked by POST, so that no name stands in an address or a server's log."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caseway.agencies.access import anywhere
from caseway.agencies.policy import Act
from caseway.cases.models import Person, Stage
from caseway.cases.queries.leading_to import CaseLine
from caseway.desk.queries import find as queries
from caseway.desk.queries.find import Hit
from caseway.kernel import audit
from caseway.kernel.addresses import address
from caseway.kernel.models import AccessEvent, User
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.words import long_date

LONGEST = 100


@require_http_methods(["GET", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    """Whom or what the words mean; without words, whom she looked at last and what she can do."""
    text = request.POST.get("q", "").strip()[:LONGEST]
    finds = queries.find(request.user, text)
    if text:
        # How many were shown is kept, what was searched for is not.
        audit.read(
            AccessEvent.Kind.SEARCHED,
            on=Person,
            by=request.user,
            at=timezone.now(),
            hits=len(finds.hits),
        )
    context = {
        "q": text,
        "people": [_person(hit) for hit in finds.hits],
        "recent": [] if text else [_recent(case) for case in finds.recent],
        "actions": _actions(request.user, text, finds.recent),
    }
    part = "#found" if request.headers.get("HX-Request") else ""
    return render(request, f"desk/find.html{part}", context)


def _person(hit: Hit) -> dict[str, Any]:
    whom, case = hit.whom, hit.case
    birth = long_date(whom.birth_on) if whom.birth_on else ""
    why = {
        "phone": _("Phone number fits"),
        "birth": _("Born %(day)s") % {"day": birth} if birth else "",
        "number": _("Case number fits"),
    }.get(hit.why, "")
    lives_with = ""
    if case.participant != whom.person:
        lives_with = _("lives with the participant of this case")
    born = _("born %(day)s") % {"day": birth} if birth and hit.why != "birth" else ""
    words = [case.number, str(Stage(case.stage).label), born, lives_with, why]
    return {
        "name": whom.name,
        "meta": " · ".join(word for word in words if word),
        "url": address("desk:case", case.id),
    }


def _recent(case: CaseLine) -> dict[str, Any]:
    return {
        "name": case.name,
        "meta": f"{case.number} · {Stage(case.stage).label}",
        "url": address("desk:case", case.id),
    }


def _actions(user: User, text: str, last: list[CaseLine]) -> list[dict[str, str]]:
    """Pages and acts whose name holds the words; all of them without words."""
    wanted = text.casefold()
    found = [
        {"name": name, "url": url}
        for name, url in _every_action(user, last)
        if all(word in name.casefold() for word in wanted.split())
    ]
    return found[:8]


def _every_action(user: User, last: list[CaseLine]) -> list[tuple[str, str]]:
    actions = [
        (_("Log contact with %(name)s") % {"name": case.name}, _log(case)) for case in last[:3]
    ]
    actions += [
        (_("Today: who needs me first"), reverse("desk:today")),
        (_("Caseload: all my cases"), reverse("desk:caseload")),
        (_("What I have put off"), reverse("desk:today") + "?show=put_off"),
        (_("Vacant parts"), reverse("desk:caseload") + "?scope=vacant"),
        (_("Who does what here"), reverse("agencies:who_does_what")),
    ]
    if anywhere(user, Act.SEE_TEAM):
        actions.append((_("Team: cases by worker"), reverse("desk:team")))
    return actions


def _log(case: CaseLine) -> str:
    return address("desk:log_contact", case.id)
