"""The people who work at the sites: posts, languages, hours, leave and supervisors."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, time
from random import Random

from caseway.agencies.models import Leave, Membership, Role, Site, StaffLanguage, WorkingHours
from caseway.cases.models import Part
from caseway.demo import names
from caseway.demo.calendar import Calendar
from caseway.demo.county.design import (
    ADMINISTRATOR,
    HOME_AGENCY,
    PRIVACY_OFFICER,
    TeamDesign,
)
from caseway.demo.county.sites import Built
from caseway.demo.county.teams import Post, Roster, Team
from caseway.kernel.models import User

POSTS_PER_SUPERVISOR = 8
_VACANT_WEIGHT, _LEAD_WEIGHT = 0.35, 1.25


class Employer:
    """Takes people on, one by one, with addresses that never repeat."""

    def __init__(self, password: str, cal: Calendar, rng: Random) -> None:
        self._password, self._cal, self._rng = password, cal, rng
        self._taken: set[str] = set()
        self.roster = Roster()

    def hire(self, name: str) -> User:
        """The person of that name, hired once however many posts she holds."""
        if name not in self.roster.users:
            user = User(
                email=self._address(name),
                name=name,
                password=self._password,
                date_joined=self._cal.at(self._cal.opening, 9),
            )
            user.save(force_insert=True)
            # auto_now_add has written the real hour; the county has its own calendar.
            User.objects.filter(pk=user.pk).update(date_joined=self._cal.at(self._cal.opening, 9))
            self.roster.users[name] = user
        return self.roster.users[name]

    def somebody(self) -> str:
        """A name for one more worker that nobody here has yet."""
        while True:
            where = names.draw_community(self._rng)
            given = self._rng.choice(where.women + where.men)
            name = f"{given} {self._rng.choice(where.surnames)}"
            if name not in self.roster.users:
                return name

    def _address(self, name: str) -> str:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z]+", ".", plain).strip(".")
        number, address = 1, f"{stem}@example.org"
        while address in self._taken:
            number += 1
            address = f"{stem}{number}@example.org"
        self._taken.add(address)
        return address


def staff(
    sites: list[Built], study: list[Site], cases: dict[int, int], employer: Employer, cal: Calendar
) -> Roster:
    """Fill every team for `cases` (by site id), then the posts above them."""
    for built in sites:
        expected = cases[built.site.pk]
        employer.roster.teams[built.site.pk] = [
            _team(built, design, expected, employer, cal) for design in built.design.teams
        ]
    _leaders(sites, study, employer, cal)
    _hours(employer.roster)
    return employer.roster


def _team(built: Built, design: TeamDesign, cases: int, employer: Employer, cal: Calendar) -> Team:
    shares = {region.name: region.share for region in built.design.regions}
    share = sum(shares[name] for name in design.regions) / sum(shares.values())
    wanted = max(len(design.cast), round(cases * share / design.per_worker))
    region_id = built.regions[design.regions[0]].pk if len(design.regions) == 1 else None
    agency = built.agencies[design.agency]
    posts: list[Post] = []
    members: list[Membership] = []
    supervisors = _supervisors(design, wanted, employer)
    for place, (name, languages, flag) in enumerate(_people(design, wanted, employer)):
        trained = place % 2 == 0
        user = employer.hire(name) if name else _former(employer)
        posts.append(_post(name, user, agency.pk, trained, languages, flag, posts))
        members.append(
            Membership(
                user=user,
                agency=agency,
                site=built.site,
                region_id=region_id,
                role=design.role,
                title=design.title,
                specialty=design.specialty,
                supervisor=supervisors[place // POSTS_PER_SUPERVISOR],
                safety_trained=trained,
                starts_on=cal.opening,
                ends_on=None if name else vacancy_day(cal),
            )
        )
    Membership.objects.bulk_create(members, batch_size=500)
    for supervisor in supervisors:
        _seat(supervisor, built, design.agency, Role.SUPERVISOR, cal, trained=True)
    _languages(posts)
    _leaves(posts, cal)
    return Team(design, tuple(posts))


def _post(
    name: str,
    user: User,
    agency_id: int,
    trained: bool,
    languages: str,
    flag: str,
    before: list[Post],
) -> Post:
    speaks = frozenset(languages.split())
    if not name:
        return Post(None, user.name, agency_id, False, speaks, _VACANT_WEIGHT, former_id=user.pk)
    weight = _LEAD_WEIGHT if flag == "lead" else 1.0
    cover = before[0].user_id if flag == "away" else None
    return Post(user.pk, name, agency_id, trained, speaks, weight, flag, cover_id=cover)


def _former(employer: Employer) -> User:
    """Whoever held a vacant post: gone, unable to sign in, and still named in the log."""
    user = employer.hire(employer.somebody())
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


def _people(design: TeamDesign, wanted: int, employer: Employer) -> Iterator[tuple[str, str, str]]:
    """The cast first, then whoever else is needed; each twentieth further post stands vacant."""
    yield from design.cast
    for extra in range(wanted - len(design.cast)):
        vacant = extra % 20 == 19 and design.part != Part.SPECIALIST
        if vacant:
            yield "", "", ""
        else:
            name = employer.somebody()
            employer.hire(name)
            yield name, "es" if extra % 3 == 0 else "", ""


def _supervisors(design: TeamDesign, wanted: int, employer: Employer) -> list[User]:
    count = -(-wanted // POSTS_PER_SUPERVISOR)
    found = [employer.hire(design.supervisor)]
    while len(found) < count:
        found.append(employer.hire(employer.somebody()))
    return found


def _seat(
    user: User, built: Built, agency: str, role: Role, cal: Calendar, *, trained: bool
) -> None:
    """Give a post for the whole site, once however often it is asked."""
    Membership.objects.get_or_create(
        user=user,
        agency=built.agencies[agency],
        site=built.site,
        role=role,
        ends_on=None,
        defaults={
            "title": str(role.label),
            "starts_on": cal.opening,
            "safety_trained": trained,
        },
    )


def _leaders(sites: list[Built], study: list[Site], employer: Employer, cal: Calendar) -> None:
    administrator = employer.hire(ADMINISTRATOR[0])
    officer = employer.hire(PRIVACY_OFFICER[0])
    for built in sites:
        home = HOME_AGENCY[built.design.slug]
        _seat(administrator, built, home, Role.ADMINISTRATOR, cal, trained=False)
        _seat(officer, built, home, Role.PRIVACY_OFFICER, cal, trained=False)
    agency = sites[0].agencies[ADMINISTRATOR[1]]
    Membership.objects.bulk_create(
        Membership(
            user=administrator,
            agency=agency,
            site=site,
            role=Role.ADMINISTRATOR,
            title=str(Role.ADMINISTRATOR.label),
            starts_on=cal.opening,
        )
        for site in study
    )


def _languages(posts: list[Post]) -> None:
    StaffLanguage.objects.bulk_create(
        StaffLanguage(user_id=post.user_id, code=code)
        for post in posts
        if post.user_id is not None
        for code in sorted(post.languages | {"en"})
    )


def _leaves(posts: list[Post], cal: Calendar) -> None:
    """Who is away: covered by the team's first post, or by nobody."""
    Leave.objects.bulk_create(
        Leave(
            user_id=post.user_id,
            starts_on=leave_day(cal),
            ends_on=cal.workday(6),
            covered_by_id=post.cover_id,
        )
        for post in posts
        if post.flag in {"away", "alone"} and post.user_id is not None
    )


def _hours(roster: Roster) -> None:
    """Nine to five; every fourth worker has one late day for people who work."""
    rows = []
    for place, user in enumerate(roster.users.values()):
        for weekday in range(5):
            late = place % 4 == 0 and weekday == 2
            opens, closes = (time(11), time(19)) if late else (time(9), time(17))
            rows.append(WorkingHours(user=user, weekday=weekday, opens_at=opens, closes_at=closes))
    WorkingHours.objects.bulk_create(rows, batch_size=1000)


def leave_day(cal: Calendar) -> date:
    """Since when the workers on leave are away."""
    return cal.workday(-4)


def vacancy_day(cal: Calendar) -> date:
    """Since when the vacant posts stand empty."""
    return cal.workday(-6)
