"""Writing what each site offers: providers and their staff, modules, holidays, closed months."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from caseway.agencies.models import Agency, EmployerKind, Membership, Role
from caseway.attendance.models import Module, MonthClosing, PlanHoliday
from caseway.demo import words
from caseway.demo.calendar import Calendar, months_before, on_workday
from caseway.demo.county.design import HOME_AGENCY
from caseway.demo.county.sites import Built
from caseway.demo.county.staff import Employer
from caseway.demo.hours import offers
from caseway.demo.hours.days import Window
from caseway.kernel.models import User
from caseway.network.models import Provider

# At least so many days up to today; whole months, so that each month can be computed.
TOLD_DAYS, TOLD_DAYS_LARGE = 110, 40
LARGE = 20_000  # cases; above, fewer months are told, so that loading stays a matter of minutes


@dataclass(frozen=True)
class Offered:
    """What a site's stories need of its providers. Ids are of rows."""

    window: Window
    providers: dict[str, int]  # by key of offers.toml, and by employer's name
    clerk_id: int
    has_staff: frozenset[str]  # keys of places whose own people mark attendance
    modules: dict[str, int]
    closed: frozenset[int]  # periods
    keeps_papers: bool
    seed: int

    @property
    def periods(self) -> tuple[int, ...]:
        """The months told, oldest first; the last is the current one."""
        return tuple(periods(self.window))


PAPERS_UP_TO = 2_000  # cases; a larger county has the proofs, without a file for each


def open_offices(
    sites: list[Built], employer: Employer, cal: Calendar, cases: int, seed: int
) -> dict[int, Offered]:
    """Providers, staff, modules, holidays and closed months, by site; none for coaching."""
    days = TOLD_DAYS if cases <= LARGE else TOLD_DAYS_LARGE
    since = (cal.today - timedelta(days=days)).replace(day=1)
    storm = cal.workday(-26)
    window = Window(since, cal.today, frozenset(plan_holidays(since, cal.today)), storm)
    return {
        built.site.pk: _open(built, employer, cal, window, cases <= PAPERS_UP_TO, seed)
        for built in sites
        if offers.places(built.design.letter)
    }


def _open(
    built: Built, employer: Employer, cal: Calendar, window: Window, keeps_papers: bool, seed: int
) -> Offered:
    staff = offers.staff(built.design.letter)
    providers: dict[str, int] = {}
    clerk: User | None = None
    for number, place in enumerate(offers.places(built.design.letter)):
        agency = None
        if place.key == staff.place:
            agency, clerk = _with_staff(built, place, staff, employer, cal)
        providers[place.key] = Provider.objects.create(
            site=built.site,
            agency=agency,
            name=place.name,
            contact_name=place.contact,
            phone=f"(718) 555-01{60 + number:02d}",
            email=f"{place.key.replace('_', '.')}.{built.design.letter.lower()}@example.org",
        ).pk
    for number, firm in enumerate(words.employers()):
        providers[firm.name] = Provider.objects.create(
            site=built.site, name=firm.name, phone=f"(347) 555-01{40 + number:02d}", note="Employer"
        ).pk
    assert clerk is not None
    _holidays(built, cal)
    closed = _closings(built, cal, window)
    return Offered(
        window=window,
        providers=providers,
        clerk_id=clerk.pk,
        has_staff=frozenset({staff.place}),
        modules=_modules(built),
        closed=closed,
        keeps_papers=keeps_papers,
        seed=seed,
    )


def _with_staff(
    built: Built, place: offers.Place, staff: offers.Staff, employer: Employer, cal: Calendar
) -> tuple[Agency, User]:
    """A provider whose own people sign in is an agency, without any case of its own."""
    agency = Agency.objects.create(
        name=place.name, employer_kind=EmployerKind.CONTRACTOR, phone="(718) 555-0159"
    )
    user = employer.hire(staff.name)
    Membership.objects.create(
        user=user,
        agency=agency,
        site=built.site,
        role=Role.PROVIDER,
        title=staff.title,
        starts_on=cal.opening,
    )
    return agency, user


def _modules(built: Built) -> dict[str, int]:
    return {name: Module.objects.create(site=built.site, name=name).pk for name in offers.modules()}


def _holidays(built: Built, cal: Calendar) -> None:
    first, last = date(cal.today.year - 1, 1, 1), date(cal.today.year + 1, 12, 31)
    PlanHoliday.objects.bulk_create(
        PlanHoliday(site=built.site, on=day, name=name)
        for day, name in sorted(plan_holidays(first, last).items())
    )


def plan_holidays(first: date, last: date) -> dict[date, str]:
    """The ten holidays a year that the demonstration's plan names, 45 CFR 261.60(b)."""
    found: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        found |= _holidays_of(year)
    return {day: name for day, name in found.items() if first <= day <= last}


def _holidays_of(year: int) -> dict[date, str]:
    return {
        date(year, 1, 1): "New Year's Day",
        _nth(year, 1, 0, 3): "Martin Luther King Jr. Day",
        _nth(year, 2, 0, 3): "Presidents' Day",
        _nth(year, 6, 0, 1) - timedelta(days=7): "Memorial Day",
        date(year, 6, 19): "Juneteenth",
        date(year, 7, 4): "Independence Day",
        _nth(year, 9, 0, 1): "Labor Day",
        date(year, 11, 11): "Veterans Day",
        _nth(year, 11, 3, 4): "Thanksgiving Day",
        date(year, 12, 25): "Christmas Day",
    }


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _closings(built: Built, cal: Calendar, window: Window) -> frozenset[int]:
    """Months before the last are closed by the fifteenth of the month after; one was reopened."""
    by = User.objects.get(name=_supervisor(built))
    closed = []
    for place, period in enumerate(periods(window)):
        day = on_workday(months_before(_first(period), -1) + timedelta(days=14))
        if day + timedelta(days=7) >= cal.today:
            break
        closed.append(period)
        row = MonthClosing(site=built.site, period=period, closed_at=cal.at(day, 16, 10))
        row.closed_by = by
        if place == 0:
            again = on_workday(day + timedelta(days=6))
            row.reopened_at, row.reopened_by = cal.at(again, 10), by
            row.reason = "The college sent six sheets that had stayed in the mail room"
            row.save(force_insert=True)
            row = MonthClosing(site=built.site, period=period, closed_at=cal.at(again, 17))
            row.closed_by = by
        row.save(force_insert=True)
    return frozenset(closed)


def _supervisor(built: Built) -> str:
    home = HOME_AGENCY[built.design.slug]
    return next(team.supervisor for team in built.design.teams if team.agency == home)


def periods(window: Window) -> Iterable[int]:
    """Each month of the window as yyyymm, oldest first."""
    day = window.since
    while day <= window.today:
        yield day.year * 100 + day.month
        day = months_before(day, -1)


def _first(period: int) -> date:
    return date(period // 100, period % 100, 1)
