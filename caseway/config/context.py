"""What every template is handed: the product, the way around it, and what this person may open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from caseway.agencies.access import anywhere
from caseway.agencies.models import Role
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.attendance.queries.markable import may_mark
from caseway.kernel.addresses import address
from caseway.kernel.signin import clock, sessions
from caseway.kernel.signin.actions import may_unlock


def anyone(_user: Any) -> bool:
    return True


def has_cases(user: Any) -> bool:
    """Everybody but provider staff, whose only page is the grid of their own place."""
    return not standing_of(user).only_hosts


def coaches(user: Any) -> bool:
    """Job coaches, whose months and visits these are."""
    return standing_of(user).has_role(Role.JOB_COACH)


def leads_coaches(user: Any) -> bool:
    """Whoever plans months of others, without being a coach."""
    return anywhere(user, Act.PLAN_MONTHS) and not coaches(user)


def coaches_or_leads(user: Any) -> bool:
    """Job coaches and supervisors, whose calendars can show visits."""
    return standing_of(user).has_role(Role.JOB_COACH, Role.SUPERVISOR)


def whoever_may(act: Act) -> Callable[[Any], bool]:
    """People who hold some post that carries the act."""
    return lambda user: anywhere(user, act)


@dataclass(frozen=True)
class Place:
    """A page that the navigation may lead to: its url names, best first, and who may open it."""

    label: str | Promise
    names: tuple[str, ...]
    may_open: Callable[[Any], bool] = anyone
    # Addresses that belong to it without standing below its own.
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class NavLink:
    """A link ready to print; `current` is "page" on the page itself, "true" below it, else ""."""

    url: str
    label: str | Promise
    current: str = ""


NAV = (
    Place(_("Today"), ("desk:today",), has_cases),
    Place(_("Caseload"), ("desk:caseload",), has_cases),
    Place(_("Intake"), ("intake:waiting",), has_cases),
    Place(
        _("Services"),
        ("network:services",),
        has_cases,
        under=("/providers/", "/places/", "/support/"),
    ),
    Place(_("Referrals"), ("network:referrals",), has_cases),
    Place(_("Attendance"), ("attendance:grid",), may_mark),
    Place(_("Months"), ("coaching:months",), coaches),
    Place(_("Visits"), ("coaching:records",), coaches, under=("/visits/",)),
    Place(_("Rates"), ("reporting:rates",), whoever_may(Act.SEE_RATE)),
)
# Behind "More", because nobody goes there every day: beside the rest they would not fit the bar.
MORE = (
    Place(_("Employers"), ("employment:employers",), has_cases),
    Place(_("Visits on the phone"), ("field:app",), coaches),
    Place(_("Coaches’ months"), ("coaching:months",), leads_coaches),
    Place(_("Who does what"), ("agencies:who_does_what", "agencies:functions"), has_cases),
    Place(
        _("Visit records"),
        ("coaching:records",),
        lambda user: anywhere(user, Act.BILL_VISITS) and not coaches(user),
        under=("/visits/",),
    ),
    Place(_("Files"), ("exchange:index", "exchange:batches"), whoever_may(Act.IMPORT_FILES)),
    Place(
        _("Administration"),
        ("agencies:staff",),
        whoever_may(Act.EDIT_STAFF),
        under=("/sites/", "/administration/"),
    ),
    Place(
        _("Audit log"),
        ("administration:audit",),
        lambda user: anywhere(user, Act.READ_AUDIT) and not anywhere(user, Act.EDIT_STAFF),
        under=("/administration/",),
    ),
)
ADMINISTRATION = (
    Place(_("Staff"), ("agencies:staff",), whoever_may(Act.EDIT_STAFF)),
    Place(_("Sites"), ("agencies:sites",), whoever_may(Act.EDIT_FUNCTIONS)),
    Place(_("Audit log"), ("administration:audit",), whoever_may(Act.READ_AUDIT)),
    Place(_("Emergency access"), ("administration:break_glass",), whoever_may(Act.READ_AUDIT)),
    Place(_("Operations"), ("administration:operations",), whoever_may(Act.OPERATE_JOBS)),
    Place(_("Tried too often"), ("locked_out",), may_unlock),
)
FIND = ("desk:find",)
HELP = ("desk:help",)
KEYBOARD = ("desk:keyboard",)
ME = (
    Place(_("My settings"), ("me",)),
    Place(_("Calendar links"), ("coaching:feeds",), coaches_or_leads),
    Place(_("Second sign-in step"), ("mfa_index",)),
    Place(_("Change password"), ("account_change_password",)),
)
SIGN_OUT = ("account_logout",)
SIGN_IN = ("account_login",)


def first_url(names: Iterable[str]) -> str | None:
    """The address of the first name that some app serves; None when no app does."""
    for name in names:
        try:
            return address(name)
        except NoReverseMatch:
            continue
    return None


def links(places: Iterable[Place], *, user: Any, path: str) -> list[NavLink]:
    """The places that are served and that this person may open, in order."""
    found = []
    for place in places:
        if (url := first_url(place.names)) and place.may_open(user):
            found.append(NavLink(url, place.label, _current(place, url, path)))
    return found


def _current(place: Place, url: str, path: str) -> str:
    if path == url:
        return "page"
    below = (*place.under, url) if url != "/" else place.under
    return "true" if path.startswith(below) else ""


def seconds_left(request: HttpRequest) -> int | None:
    """How long until this person is signed out if she does nothing more."""
    end = sessions.expires_at(request.session, limits=sessions.limits())
    return int((end - clock.now()).total_seconds()) if end else None


def every_page(request: HttpRequest) -> dict[str, Any]:
    """The product's name, the links of the top bar and whether these data are for demonstration."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)

    def places(table: tuple[Place, ...]) -> Any:
        # Worked out when a template asks: a fragment has no top bar and pays nothing for it.
        return SimpleLazyObject(lambda: links(table, user=user, path=request.path))

    return {
        "product_name": settings.PRODUCT_NAME,
        "quick_exit": settings.QUICK_EXIT,
        "demonstration": settings.DEMONSTRATION,
        "home_url": first_url(("desk:today", "home")) or "/",
        "me": user if signed_in else None,
        "nav": places(NAV) if signed_in else [],
        "more": places(MORE) if signed_in else [],
        "me_links": places(ME) if signed_in else [],
        "administration": places(ADMINISTRATION) if signed_in else [],
        "find_url": first_url(FIND) if signed_in and has_cases(user) else None,
        "help_url": first_url(HELP),
        "keys_url": first_url(KEYBOARD),
        "sign_in_url": first_url(SIGN_IN) or settings.LOGIN_URL,
        "sign_out_url": first_url(SIGN_OUT),
        "language_url": first_url(("set_language",)),
        "still_here_url": first_url(("still_here",)),
        "shortcuts": bool(signed_in and getattr(user, "shortcuts", False)),
        "session_seconds": seconds_left(request) if signed_in else None,
    }
