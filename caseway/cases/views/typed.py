"""What was typed about a newcomer, on its way from step to step."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from caseway.agencies.models import Site
from caseway.cases.actions.people import why_not_ssn
from caseway.cases.forms.newcomers import WhoForm
from caseway.cases.models import Person
from caseway.cases.queries.spoken import often_spoken
from caseway.cases.views.common import today
from caseway.kernel.models import User
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.sealed import Unreadable, seal, unseal

# A sealed number opens for the person who typed it, on this page only.
_TABLE, _COLUMN = "cases_new_person", "ssn"
_NAMES = (
    *("name", "given", "family", "birth_month", "birth_day", "birth_year"),
    *("birth_is_estimated", "phone", "ok_to_text", "language", "needs_interpreter", "site"),
)


@dataclass
class Typed:
    """Who is meant: the form as typed, or the person chosen; and whom the reader has seen."""

    user: User
    form: WhoForm
    ssn: str
    person: Person | None = None
    shown: set[int] = field(default_factory=set)
    carried: list[tuple[str, str]] = field(default_factory=list)
    model: type[Person] = Person

    @classmethod
    def read(cls, request: SignedInRequest, sites: Sequence[Site]) -> "Typed":
        """From the page just sent; an empty form when nothing was."""
        queryset = Site.objects.filter(pk__in=[site.pk for site in sites]).order_by("name", "pk")
        sent = request.POST if request.method == "POST" else None
        ssn = _ssn(request)
        often = often_spoken([site.pk for site in sites])
        form = WhoForm(sent, sites=queryset, often=often, kept_ssn=ssn, today=today())
        found = cls(user=request.user, form=form, ssn=ssn)
        if sent is None:
            return found
        found.shown = _ids(sent.get("shown", ""))
        found.carried = [(name, sent[name]) for name in _NAMES if sent.get(name)]
        chosen = sent.get("person", "")
        if chosen.isdecimal() and len(chosen) < 19:
            found.person = found.known().filter(pk=int(chosen)).first()
        return found

    def known(self) -> QuerySet[Person]:
        """People whom the reader sees, at the sites where she may open a case."""
        sites = self.form.fields["site"].queryset  # type: ignore[attr-defined]
        seen = Person.objects.visible_to(self.user).filter(merged_into=None, site__in=sites)
        return seen.select_related("site")

    @property
    def site(self) -> Site:
        """Where the case opens: at the person's site, or the one chosen."""
        if self.person is not None:
            return self.person.site
        site: Site = self.form.cleaned_data["site"]
        return site

    @property
    def name(self) -> str:
        return self.person.name_used if self.person else str(self.form.data.get("name", "")).strip()

    @property
    def language(self) -> str:
        """The person's language, for workers who speak it."""
        if self.person is not None:
            return self.person.language
        return str(self.form.cleaned_data.get("language") or "en")

    @property
    def last_four(self) -> str:
        return self.ssn[-4:]

    @property
    def sealed_ssn(self) -> str:
        """The number for the page to carry: sealed, never plain."""
        if not self.ssn:
            return ""
        return seal(self.ssn, table=_TABLE, column=_COLUMN, row=self.user.pk)

    @property
    def shown_ids(self) -> str:
        return ",".join(str(pk) for pk in sorted(self.shown))


def _ssn(request: SignedInRequest) -> str:
    """The number typed now, or the one that the page carries sealed."""
    typed = request.POST.get("ssn", "").replace("-", "").replace(" ", "")
    if typed and why_not_ssn(typed) is None and typed.isascii():
        return typed
    kept = request.POST.get("ssn_kept", "")
    try:
        return unseal(kept, table=_TABLE, column=_COLUMN, row=request.user.pk) if kept else ""
    except Unreadable:
        return ""


def _ids(text: str) -> set[int]:
    return {int(part) for part in text.split(",") if part.isdecimal() and len(part) < 19}
