"""Every page there is, found in the table of addresses, with rows that this person may open."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import product

from allauth.mfa.models import Authenticator
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

from caseway.agencies.models import Region
from caseway.cases.models import Assignment, Case, Contact, HandOff, Task
from caseway.kernel.models import User

# Addresses that answer a GET with no page of their own, and why.
NO_PAGE = {
    "account_inactive": "reached from a refused sign-in only",
    "account_reset_password_from_key": "its link is in a letter; tests/signin opens it",
    "account_set_password": "for accounts without a password",
    "mfa_authenticate": "in the middle of signing in",
    "mfa_reauthenticate": "for those with an app; tests/signin opens it",
    "mfa_reauthenticate_webauthn": "an answer to a script",
}
# The same page with something chosen, where that shows parts that it else hides.
CHOSEN = {
    "desk:today": ("?show=put_off", "?kind=promise"),
    "desk:caseload": ("?sort=need&stage=job_search", "?language=hmn"),
}
CASES_EACH = 4


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
            yield from (path + query for query in CHOSEN.get(self.name, ()))


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
        # Whom one has something to read about: handed on, kept safe, just anybody.
        handed = cases.filter(hand_offs__made_at__isnull=False, hand_offs__accepted_at=None)
        self.cases = list({c.pk: c for c in [*handed[:1], *cases[:CASES_EACH]]}.values())

    def fill(self, route: str, names: Iterable[str]) -> Iterator[dict[str, object]]:
        if not names:
            yield {}
        elif route.startswith("cases/<int:pk>/"):
            yield from self._of_cases(tuple(names))
        elif route.startswith("who-does-what/<int:pk>/"):
            yield from ({"pk": region.pk} for region in Region.objects.order_by("pk")[:8])
        elif route.startswith("me/second-step/keys/<int:pk>/"):
            keys = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN)
            yield from ({"pk": key.pk} for key in keys)
        elif route.startswith("gallery/"):
            return  # tests/browser/test_gallery.py looks at it closely
        else:
            raise LookupError(f"no row is known for {route}; add it to tests/pages.py")

    def _of_cases(self, names: tuple[str, ...]) -> Iterator[dict[str, object]]:
        for case in self.cases:
            kinds = {
                "pk": [case],
                "contact_pk": Contact.objects.filter(case=case, by=self.user)[:1],
                "task_pk": Task.objects.filter(case=case)[:1],
                "hand_off_pk": HandOff.objects.filter(case=case)[:1],
                "assignment_pk": Assignment.objects.filter(case=case)[:1],
            }
            for chosen in product(*(kinds[name] for name in names)):
                yield {name: row.pk for name, row in zip(names, chosen, strict=True)}


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
