"""Every page there is, found in the table of addresses, with rows that this person may open."""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from itertools import product

from allauth.mfa.models import Authenticator
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

from caseway.agencies.access import anywhere, sites_for
from caseway.agencies.models import Leave, Membership, Program, Region, Site
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.attendance.models import (
    ActivityEnrolment,
    ActivityKind,
    AgreedHours,
    Evidence,
    HoursProjection,
    Module,
    ModuleDone,
)
from caseway.attendance.queries.markable import markable
from caseway.cases.models import (
    Address,
    Assignment,
    Case,
    Contact,
    EmergencyAccess,
    HandOff,
    Merge,
    Person,
    SafetyRecord,
    Stage,
    Task,
)
from caseway.coaching.models import (
    ApprovedHours,
    CoachingEnrolment,
    CoachSetup,
    MonthlySummary,
    MonthPlan,
    ProposedSession,
    TravelTable,
    Visit,
)
from caseway.coaching.queries.quality import coaches_of
from caseway.desk.help.views import PAGES
from caseway.employment.models import Employer, Job, JobSite
from caseway.exchange.models import DATA_FATES, Batch, DirectoryFile, HeldRecord, Roster, Row
from caseway.intake.models import (
    PRIVATE_KINDS,
    SAFETY_KINDS,
    Barrier,
    FirstContact,
    GroupSession,
    Interest,
    Interview,
    ProposalDecision,
    QuestionDraft,
    WayInStep,
)
from caseway.intake.shipped import SLUGS
from caseway.kernel.models import User
from caseway.network.models import (
    Capacity,
    Place,
    Provider,
    Referral,
    ReferralLink,
    Service,
    SupportRequest,
    WordPutIn,
)
from caseway.plans.models import (
    Duty,
    Goal,
    Plan,
    PlanVersion,
    Proposal,
    SigningLink,
    Support,
)
from caseway.plans.models import Step as PlanStep
from caseway.reporting.models import FiledRate
from caseway.rules.functions.words import SiteCode

# Addresses that answer a GET with no page of their own, and why.
NO_PAGE = {
    "intake:papers": "only where a site asks for papers first; tests/browser/test_three_ways_in.py",
    "intake:interview": "sends on to the answer given last",
    "account_login": "sends on whoever is signed in",
    "desk:next_case": "sends on to a case",
    "documents:download": "a file to save",
    "account_inactive": "reached from a refused sign-in only",
    "account_reset_password_from_key": "its link is in a letter; tests/signin opens it",
    "account_set_password": "for accounts without a password",
    "api:directory": "answers programs, when it is on; tests/api",
    "api:services": "answers programs",
    "api:organizations": "answers programs",
    "api:at_locations": "answers programs",
    "api:taxonomies": "answers programs",
    "api:terms": "answers programs",
    "network:answer": "for whoever has a link; tests/network/test_partner.py",
    "network:refer": "sends on to choose a service when none is named",
    "field:app": "drawn on the phone; tests/browser/test_field.py looks at each screen",
    "field:worker": "a script",
    "field:manifest": "answers the browser",
    "field:day": "answers the phone",
    "field:stop": "answers the phone",
    "exchange:directory_json": "a file",
    "plans:copy": "a file to keep",
    "coaching:visit_billing_file": "a file",
    "coaching:records": "sends on to the month",
    "coaching:months": "sends on to the month",
    "coaching:search": "a part of a page that ends with the search",
    "exchange:directory_zip": "a file",
    "mfa_authenticate": "in the middle of signing in",
    "mfa_reauthenticate": "for those with an app; tests/signin opens it",
    "mfa_reauthenticate_webauthn": "an answer to a script",
}
# The same page with something chosen, where that shows parts that it else hides.
CHOSEN = {
    "network:referrals": ("?scope=all&group=stuck", "?scope=all&group=closed"),
    "network:supports": ("?group=done",),
    "network:choose": ("?need=child_care",),
    "desk:together": tuple(
        f"?do={act}&pick={{pick}}" for act in ("put_off", "add_task", "reassign")
    ),
    "desk:today": ("?show=put_off", "?kind=promise"),
    "reporting:fairness": ("?measure=referred&between=language", "?measure=excused"),
    "reporting:rates": ("?month=202610&rate=two_parent&by=worker", "?month=202001"),
    "reporting:families": ("?month=202610&group=missed", "?month=202610&group=out"),
    "attendance:grid": ("?worker=", "?worker=&look=day"),
    "desk:caseload": ("?sort=need&stage=job_search", "?language=hmn"),
}
CASES_EACH = 2


@dataclass(frozen=True)
class Pattern:
    """One address as the table has it: its name, its route and what stands in it."""

    name: str
    route: str
    arguments: tuple[str, ...] = field(default=())

    def paths(self, rows: "Rows") -> Iterator[str]:
        """The address filled with rows, once for each that is worth a look."""
        for values in rows.fill(self.route, self.arguments):
            path = "/" + self.route
            for name in self.arguments:
                path = re.sub(rf"<(\w+:)?{name}>", str(values[name]), path)
            yield path
            pick = rows.cases[0].pk if rows.cases else 0
            for query in CHOSEN.get(self.name, ()):
                yield path + query.format(pick=pick)


def patterns(resolver: URLResolver | None = None, before="", space="") -> Iterator[Pattern]:
    """Every address below `resolver`, names with their space: "desk:case"."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from patterns(one, route, inner)
        elif isinstance(one, URLPattern) and "^" not in route:
            kinds = "|".join(get_converters())
            names = tuple(re.findall(rf"<(?:(?:{kinds}):)?(\w+)>", route))
            yield Pattern(f"{space}{one.name}", route, names)


class Rows:
    """Rows for the places in an address, among those that `user` may open."""

    def __init__(self, user: User) -> None:
        self.user = user
        cases = Case.objects.visible_to(user).order_by("pk")
        # One that was handed on and waits, one that is closed, and a few as they come.
        handed = cases.filter(hand_offs__isnull=False, hand_offs__accepted_at=None)
        closed = cases.filter(stage=Stage.CLOSED)
        chosen = [*handed[:1], *closed[:1], *cases[:CASES_EACH]]
        self.cases = list({case.pk: case for case in chosen}.values())
        self.people = [case.participant for case in self.cases]

    def fill(self, route: str, names: tuple[str, ...]) -> Iterator[dict[str, object]]:
        """What to write in the places `names` of a route; one empty answer when it has none."""
        if not names:
            yield {}
            return
        first = f"{route.partition('<')[0]}<{names[0]}>"
        if first not in self._STARTS:
            raise LookupError(f"no row is known for {route}; add it to tests/pages.py")
        for start in self._STARTS[first](self):
            kinds = [[start]] + [self._below(first, name, start) for name in names[1:]]
            for values in product(*kinds):
                pks = [getattr(value, "pk", value) for value in values]
                yield dict(zip(names, pks, strict=True))

    def _keys(self):
        return Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN)

    def _marked(self):
        """People whom she may mark."""
        rows = markable(self.user).order_by("pk").values_list("person_id", flat=True)
        return list(dict.fromkeys(rows[:4]))[:2]

    def _activities(self):
        """One that counts and a step that does not, of the cases looked at."""
        rows = ActivityEnrolment.objects.filter(case__in=self.cases).order_by("pk")
        return [*rows.exclude(activity=ActivityKind.OTHER)[:1], *rows.filter(activity=13)[:1]]

    def _plans(self):
        """One that is agreed, one that waits and one that is being written."""
        plans = Plan.objects.visible_to(self.user).order_by("pk")
        offered = plans.filter(versions__isnull=False).distinct()
        return [*offered[:2], *plans.filter(versions=None)[:1]]

    def _visits(self):
        """One not filled in or not signed, and one that is signed."""
        rows = Visit.objects.visible_to(self.user).filter(state="held").order_by("-day", "pk")
        return [
            *rows.filter(checklist__signed_at=None)[:1],
            *rows.exclude(checklist=None).exclude(checklist__signed_at=None)[:1],
        ]

    def _versions(self):
        """A first version and a later one."""
        rows = PlanVersion.objects.visible_to(self.user).order_by("pk")
        return [*rows.filter(number=1)[:1], *rows.filter(number=2)[:1]]

    _STARTS = {
        "help/<slug>": lambda rows: list(PAGES),
        "cases/<pk>": lambda rows: rows.cases,
        "people/<pk>": lambda rows: rows.people[:2],
        "people/merge/<one>": lambda rows: rows.people[:1],
        "people/merges/<pk>": lambda rows: Merge.objects.all(),
        "who-does-what/<pk>": lambda rows: Region.objects.order_by("pk")[:3],
        "staff/<pk>": lambda rows: User.objects.order_by("pk")[:2],
        "sites/<pk>": lambda rows: Site.objects.order_by("pk")[:2],
        "sites/new/<code>": lambda rows: list(SiteCode)[:1],
        "files/<pk>": lambda rows: Batch.objects.all(),
        "attendance/people/<pk>": _marked,
        "attendance/lists/<pk>": lambda rows: Roster.objects.visible_to(rows.user),
        "travel/tables/<pk>": lambda rows: TravelTable.objects.visible_to(rows.user)[:1],
        "papers/<pk>": lambda rows: [],  # a file, not a page; tests/documents opens it
        "providers/<pk>": lambda rows: Provider.objects.visible_to(rows.user).order_by("pk")[:1],
        "attendance/cases/<pk>": lambda rows: rows.cases,
        "attendance/activities/<pk>": _activities,
        "attendance/proof/<pk>": lambda rows: Evidence.objects.visible_to(rows.user)[:2],
        "attendance/ahead/<pk>": lambda rows: HoursProjection.objects.filter(
            case__in=Case.objects.visible_to(rows.user), ended_on=None
        )[:1],
        "attendance/modules/<pk>": lambda rows: Module.objects.order_by("pk")[:1],
        "intake/cases/<pk>": lambda rows: rows.cases,
        "intake/groups/<pk>": lambda rows: GroupSession.objects.visible_to(rows.user)[:2],
        "intake/first/<pk>": lambda rows: FirstContact.objects.visible_to(rows.user)[:1],
        "intake/steps/<pk>": lambda rows: WayInStep.objects.visible_to(rows.user).filter(
            ends_at=None
        )[:2],
        "intake/interviews/<pk>": lambda rows: _talks(rows.user),
        "intake/barriers/<pk>": lambda rows: _barriers(rows.user),
        "intake/questions/<site_pk>": lambda rows: _sites(rows.user),
        "intake/question-drafts/<pk>": lambda rows: QuestionDraft.objects.filter(
            site__in=_sites(rows.user)
        )[:1],
        "months/<month>": lambda rows: ["2026-12"] if _setups(rows).exists() else [],
        "months/<coach>": lambda rows: [one.coach for one in _setups(rows)[:1]],
        "months/team/<month>": lambda rows: (
            ["2026-12"] if anywhere(rows.user, Act.PLAN_MONTHS) else []
        ),
        "months/setup/<coach>": lambda rows: [one.coach for one in _setups(rows)[:1]],
        "months/searches/<pk>": lambda rows: [],  # a part of a page: tests/coaching/months
        "months/sessions/<pk>": lambda rows: ProposedSession.objects.filter(
            plan__coach=rows.user
        ).order_by("pk")[:1],
        "months/plans/<pk>": lambda rows: MonthPlan.objects.filter(coach=rows.user, state="ready")[
            :1
        ],
        "months/duties/<pk>": lambda rows: [1],  # acts only
        "coaching/cases/<pk>": lambda rows: rows.cases,
        "coaching/people/<pk>": lambda rows: [
            one.enrolment
            for one in ApprovedHours.objects.visible_to(rows.user).exclude(replaces=None)[:1]
        ],
        "coaching/hours/<pk>": lambda rows: [1],  # acts only
        "coaching/visits/<pk>": _visits,
        "calendars/<secret>": lambda rows: [],  # behind a secret: tests/coaching/test_feeds.py
        "coaching/calendars/<pk>": lambda rows: [],  # acts only
        "coaching/quality/<pk>": lambda rows: coaches_of(rows.user)[:2],
        "visits/<pk>": _visits,
        "visits/sent/<pk>": lambda rows: [],  # acts only
        "visits/photos/<pk>": lambda rows: [],  # acts only
        "visits/records/<period>": lambda rows: [202610],
        "visits/people/<pk>": lambda rows: [
            one.enrolment
            for one in MonthlySummary.objects.visible_to(rows.user).filter(month=date(2026, 10, 1))[
                :2
            ]
        ],
        "visits/checklists/<pk>": lambda rows: [
            one.site for one in CoachingEnrolment.objects.filter(site__in=_sites_led(rows.user))[:1]
        ],
        "plans/cases/<pk>": lambda rows: rows.cases,
        "plans/<pk>": _plans,
        "plans/goals/<pk>": lambda rows: _parts(rows, Goal),
        "plans/steps/<pk>": lambda rows: _parts(rows, PlanStep),
        "plans/supports/<pk>": lambda rows: _parts(rows, Support),
        "plans/duties/<pk>": lambda rows: _parts(rows, Duty),
        "plans/proposals/<pk>": lambda rows: _parts(rows, Proposal),
        "plans/versions/<pk>": _versions,
        "employers/<pk>": lambda rows: Employer.objects.visible_to(rows.user).order_by("pk")[:1],
        "employers/places/<pk>": lambda rows: JobSite.objects.visible_to(rows.user)[:1],
        "work/cases/<pk>": lambda rows: rows.cases,
        "work/jobs/<pk>": lambda rows: Job.objects.visible_to(rows.user).order_by("pk")[:2],
        "mine/<token>": lambda rows: [],  # behind a secret; tests/browser/test_plan.py opens it
        "services/<pk>": lambda rows: Service.objects.visible_to(rows.user)[:2],
        "places/<pk>": lambda rows: Place.objects.visible_to(rows.user)[:1],
        "referrals/<pk>": lambda rows: Referral.objects.visible_to(rows.user)[:2],
        "support/<pk>": lambda rows: [
            *SupportRequest.objects.visible_to(rows.user).filter(state="asked")[:1],
            *SupportRequest.objects.visible_to(rows.user).filter(state="approved")[:1],
        ],
        "words/<pk>": lambda rows: WordPutIn.objects.visible_to(rows.user)[:1],
        "answer/<secret>": lambda rows: ["none"],  # tests/network/test_partner.py opens real ones
        "directory/<pk>": lambda rows: DirectoryFile.objects.visible_to(rows.user),
        "directory/held/<pk>": lambda rows: HeldRecord.objects.visible_to(rows.user),
        "api/hsds/services/<key>": lambda rows: [],  # answers programs: tests/api
        "api/hsds/organizations/<key>": lambda rows: [],
        "api/hsds/service_at_locations/<key>": lambda rows: [],
        "api/hsds/taxonomies/<key>": lambda rows: [],
        "api/hsds/taxonomy_terms/<key>": lambda rows: [],
        "administration/break-glass/<pk>": lambda rows: EmergencyAccess.objects.all(),
        "administration/operations/<pk>": lambda rows: [uuid.UUID(int=1)],  # acts only
        "administration/alarms/<pk>": lambda rows: [1],  # acts only
        "rates/families/<pk>": lambda rows: rows.cases,
        "rates/filings/<pk>": lambda rows: FiledRate.objects.visible_to(rows.user)[:1],
        "me/second-step/keys/<pk>": _keys,
        # tests/browser/test_gallery.py looks at it closely.
        "gallery/<sheet>": lambda rows: [],
    }

    def _below(self, first: str, name: str, start: object) -> Iterable[object]:
        """What may stand further on in an address that begins with `start`."""
        rows = {
            "contact_pk": lambda: Contact.objects.filter(case=start, by=self.user),
            "task_pk": lambda: Task.objects.filter(case=start),
            "hand_off_pk": lambda: HandOff.objects.filter(case=start),
            "assignment_pk": lambda: Assignment.objects.filter(case=start, ends_on=None),
            "member_pk": lambda: start.household.members.all(),
            "record_pk": lambda: SafetyRecord.objects.filter(person=start.participant),
            "address_pk": lambda: Address.objects.filter(person=start.participant),
            "post_pk": lambda: Membership.objects.filter(user=start),
            "leave_pk": lambda: Leave.objects.filter(user=start),
            "program_pk": lambda: Program.objects.filter(site=start),
            "person_pk": lambda: Person.objects.filter(pk=start.participant_id),
            "agreed_pk": lambda: AgreedHours.objects.filter(case=start),
            "done_pk": lambda: ModuleDone.objects.filter(enrolment=start),
            "decision_pk": lambda: ProposalDecision.objects.filter(interview=start),
            "interest_pk": lambda: Interest.objects.filter(person=start.participant_id),
            "signing_pk": lambda: SigningLink.objects.filter(version=start),
            "capacity_pk": lambda: Capacity.objects.filter(service=start),
            "link_pk": lambda: ReferralLink.objects.filter(referral=start),
        }
        if name in rows:
            return rows[name]().order_by("pk")[:1]
        return {
            "other": [person for person in self.people if person != start][:1],
            "fate": [fate.value for fate in DATA_FATES],
            "line": list(
                Row.objects.filter(batch=start, fate__in=DATA_FATES).values_list("line", flat=True)
            )
            if first == "files/<pk>"
            else [],
            "kind": ["csv"],
            "what": ["names"],
            "row_pk": [1],  # acts only
            "question_key": ["story"],  # acts only
            "about": [0],
            "section_key": ["story", "work", "care"],
            "slug": list(SLUGS),
            "period": [202610],
            "month": ["2026-12"],
            "language": ["es"],
            "ending": ["html"],
            "format": ["csv"],
            "program": ["semp"],
            "days": [30],  # acts only
        }[name]


def _talks(user):
    """One that goes on and one that is finished, of cases that she may see."""
    rows = Interview.objects.visible_to(user).exclude(asks__slug="mini").order_by("pk")
    return [*rows.filter(finished_at=None)[:1], *rows.exclude(finished_at=None)[:1]]


def _barriers(user):
    rows = Barrier.objects.visible_to(user).exclude(kind__in=SAFETY_KINDS | PRIVATE_KINDS)
    return [*rows.filter(ends_on=None)[:1], *rows.exclude(ends_on=None)[:1]]


def _setups(rows: Rows):
    """How she works herself, if she coaches."""
    return CoachSetup.objects.filter(coach=rows.user).order_by("pk")


def _sites_led(user):
    """Sites whose checklists she may change."""
    return sorted(sites_for(user, Act.EDIT_CHECKLISTS))


def _sites(user):
    posts = standing_of(user).case_posts
    return list(Site.objects.filter(pk__in={post.site_id for post in posts}).order_by("pk")[:1])


def _parts(rows: Rows, model) -> list:
    """One part of a plan."""
    return list(model.objects.visible_to(rows.user).order_by("pk")[:1])


class Shape(HTMLParser):
    """What a page is made of, and the words in it."""

    SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-label")
    SILENT = {"script", "style", "template"}
    EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "use", "wbr"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: set[str] = set()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.parts.add(f"{tag} {given.get('class', '')} {given.get('role', '')}")
        silent = tag in self.SILENT or ("lang" in given and tag != "html")
        silent = silent or bool(self._open and self._open[-1][1])
        if not silent:
            self.texts += [given[name] for name in self.SPOKEN if given.get(name)]
        if tag not in self.EMPTY:
            self._open.append((tag, silent))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not (self._open and self._open[-1][1]):
            self.texts.append(" ".join(data.split()))
