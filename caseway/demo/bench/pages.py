"""Which pages are measured, as whom, and at which addresses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle

from django.db.models import Count
from django.urls import NoReverseMatch, reverse

from caseway.agencies.models import Role
from caseway.cases.models import Assignment, Case, Contact
from caseway.demo.bench.trivial import NAME
from caseway.kernel.models import User
from caseway.plans.models import Plan

# A full name, a surname alone, letters swapped, a nickname, a name that nobody has.
_SOUGHT = ("Ana Rivera", "Peña", "Riveira", "Lupe Galarza", "Maria Chen", "Zebulon Quist")


# A step as it is being typed: three times a week, two hours, in a category that counts.
_STEP = {
    "words": "Work three mornings in the school kitchen",
    "owner": "participant",
    "starts_on": "2026-11-16",
    "activity": "4",
    "ramp": "1,3,120",
}
PLAN_CHECK = "Plan check, a step as it is typed"


@dataclass(frozen=True)
class Page:
    """A page as one person opens it. `addresses` are taken in turn, round and round."""

    name: str
    user: User
    addresses: tuple[str, ...]
    bar_ms: int | None = None  # p95 of server time
    bar_ratio: float | None = None  # times the trivial page, in processor time
    # Sent in turn, for a page that is asked by POST.
    sent: tuple[Mapping[str, str], ...] = ()

    def walk(self) -> Iterator[str]:
        return cycle(self.addresses)


def pages() -> tuple[list[Page], list[str]]:
    """The pages to measure in this database, and the names of those that do not exist."""
    found: list[Page] = []
    absent: list[str] = []
    for page in _wanted():
        if page.addresses and all(page.addresses):
            found.append(page)
        else:
            absent.append(page.name)
    return found, absent


def _wanted() -> Iterator[Page]:
    manager, coach = _busiest(Role.CASE_MANAGER), _busiest(Role.JOB_COACH)
    public = _busiest(Role.ELIGIBILITY_WORKER)
    yield trivial_page()
    for title, user in (("case manager", manager), ("job coach", coach), ("public worker", public)):
        yield Page(f"Today, {title} ({_open_parts(user)} cases)", user, _at("desk:today"), 200)
    yield Page("Today, 100 rows", manager, _at("desk:today", query="?rows=100"), 200, 8)
    yield Page("Caseload, 25 rows", manager, _at("desk:caseload"), 200, 4)
    yield Page("Caseload, 100 rows", manager, _at("desk:caseload", query="?rows=100"), 200, 8)
    yield Page("Case page", manager, _cases_of(manager), 200, 6)
    yield Page("Case page, 400 contacts", *_longest(manager), 200, 6)
    yield Page("Find, nothing asked", manager, _at("desk:find"), 200)
    yield Page("Find, a name", public, _at("desk:find"), 200, 5, _named(_SOUGHT))
    writer, plans = _plans()
    yield Page("Plan page", writer or manager, _each("plans:plan", plans), 200)
    yield Page(PLAN_CHECK, writer or manager, _each("plans:look", plans), 200, None, (_STEP,))
    yield Page("Who does what", manager, _at("agencies:who_does_what"), 200)


def trivial_page() -> Page:
    """The page that the others are held against."""
    return Page("Trivial page (T)", _busiest(Role.CASE_MANAGER), _at(NAME))


def _busiest(role: Role) -> User:
    """The worker of that role with the most cases; a county has at least one."""
    return (
        User.objects.filter(memberships__role=role, memberships__ends_on=None, is_active=True)
        .annotate(held=Count("assignments"))
        .order_by("-held", "pk")[0]
    )


def _open_parts(user: User) -> int:
    return Assignment.objects.filter(staff=user, ends_on=None).count()


def _at(name: str, query: str = "") -> tuple[str, ...]:
    try:
        return (reverse(name) + query,)
    except NoReverseMatch:
        return ()


def _cases_of(user: User) -> tuple[str, ...]:
    held = Assignment.objects.filter(staff=user, ends_on=None).order_by("case_id")
    return tuple(_case(case_id) for case_id in held.values_list("case_id", flat=True)[:40])


def _longest(other: User) -> tuple[User, tuple[str, ...]]:
    """The case with the longest log that anybody leads, as its leader opens it."""
    counted = Contact.objects.values("case").annotate(n=Count("id")).order_by("-n", "case")
    for row in counted[:20]:
        lead = Assignment.objects.filter(case=row["case"], is_lead=True, ends_on=None).first()
        if lead is not None and lead.staff is not None:
            return lead.staff, (_case(row["case"]),)
    return other, ()


def _plans() -> tuple[User | None, list[int]]:
    """The plans of whoever leads most cases that have one, up to forty."""
    leads = Assignment.objects.filter(is_lead=True, ends_on=None, case__plans__ends_on=None)
    counted = leads.exclude(case__plans=None).exclude(staff=None).values("staff")
    first = counted.annotate(n=Count("case__plans")).order_by("-n", "staff").first()
    if first is None:
        return None, []
    writer = User.objects.get(pk=first["staff"])
    held = leads.filter(staff=writer).values("case")
    rows = Plan.objects.filter(case__in=held, ends_on=None).order_by("pk")
    return writer, list(rows.values_list("pk", flat=True)[:40])


def _each(name: str, ids: Iterable[int]) -> tuple[str, ...]:
    return tuple(reverse(name, args=[pk]) for pk in ids)


def _named(words: Iterable[str]) -> tuple[Mapping[str, str], ...]:
    return tuple({"q": one} for one in words)


def _case(pk: int) -> str:
    try:
        return reverse("desk:case", args=[pk])
    except NoReverseMatch:
        return ""


def cases_in_all() -> int:
    return Case.objects.count()
