"""The audit log on screen. Reading it is itself written down."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from caseway.agencies.access import anywhere
from caseway.agencies.forms.fields import day
from caseway.agencies.policy import Act
from caseway.cases.models import Case
from caseway.cases.queries.finding import find_people
from caseway.desk.administration.audit import chain, log, words
from caseway.desk.administration.audit.log import Wanted
from caseway.desk.administration.audit.names import ACTS
from caseway.desk.administration.audit.subjects import Item, Reader
from caseway.kernel import audit as record
from caseway.kernel.models import AccessEvent, AuditEntry, AuditSeal, User
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.signin.recent import recently_signed_in

SHOWS = ("changes", "reads")
MOST_FOUND = 15


class FilterForm(forms.Form):
    """Days and kind; whom it is about is asked by POST."""

    since = day(gettext_lazy("From"), required=False)
    until = day(gettext_lazy("Until"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)

    def __init__(self, *args: Any, show: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ACTS.items() if show == "changes" else AccessEvent.Kind.choices
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Everything")), *((code, capfirst(label)) for code, label in kinds)]

    def clean(self) -> dict[str, Any]:
        """Forward in time."""
        found: dict[str, Any] = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day must not come before the first."))
        return found


class WhoseForm(forms.Form):
    """Whose log: a case or a worker, looked for by POST."""

    q = forms.CharField(
        label=gettext_lazy("Case number, participant or worker"),
        max_length=100,
        required=False,
        error_messages={
            "max_length": gettext_lazy(
                "A search has room for %(limit_value)d characters; this one has %(show_value)d."
            )
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@require_GET
def audit(request: SignedInRequest) -> HttpResponse:
    """One page of changes or of reads, newest first."""
    reader = reader_of(request)
    show = request.GET.get("show", "changes")
    show = show if show in SHOWS else "changes"
    form = FilterForm(request.GET, show=show)
    wanted = _wanted(request.GET, form if form.is_valid() else None, show)
    about = _about(reader, wanted)
    page = log.changes(reader, wanted) if show == "changes" else log.reads(reader, wanted)
    record.read(
        AccessEvent.Kind.SEARCHED,
        on=AuditEntry if show == "changes" else AccessEvent,
        by=request.user,
        at=timezone.now(),
        case_id=wanted.case,
        hits=len(page.rows),
    )
    told = (
        words.changes(page.rows, page.about)
        if show == "changes"
        else words.reads(page.rows, page.about, log.cases_of(reader, page))
    )
    context = {
        "show": show,
        "told": told,
        "older": _query(request.GET, before=page.older) if page.older else "",
        "newest": _query(request.GET, before=None) if wanted.before else "",
        "chain": chain.status(),
        "tabs": _tabs(request.GET, show),
        "about": about,
        "form": form,
        "whose": WhoseForm(auto_id="audit-%s"),
        "filters": {
            "action": reverse("administration:audit"),
            "fields": form,
            "hidden": [
                (name, request.GET[name])
                for name in ("show", "case", "who")
                if request.GET.get(name)
            ],
            "chips": about,
            "clear_url": f"{reverse('administration:audit')}?show={show}",
        },
    }
    return render(request, "administration/audit.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@require_POST
def find(request: SignedInRequest) -> HttpResponse:
    """Whose log: by case number or a name, which stay out of addresses."""
    reader = reader_of(request)
    form = WhoseForm(request.POST, auto_id="audit-%s")
    text = form.cleaned_data["q"] if form.is_valid() else ""
    show = request.POST.get("show", "changes")
    cases = (
        list(
            Case.objects.visible_to(request.user)
            .filter(number__iexact=text)
            .select_related("participant")
            .order_by("pk")[:MOST_FOUND]
        )
        if text
        else []
    )
    if text and not cases:
        found = find_people(request.user, text, MOST_FOUND)
        cases = [one.case for one in found if one.case is not None]
    workers = _workers(reader, text) if text else []
    record.read(
        AccessEvent.Kind.SEARCHED,
        on=Case,
        by=request.user,
        at=timezone.now(),
        hits=len(cases),
    )
    context = {
        "cases": cases,
        "workers": workers,
        "form": form,
        "show": show if show in SHOWS else "changes",
    }
    status = 422 if form.errors else 200
    return render(request, "administration/audit_find.html", context, status=status)


@recently_signed_in
@require_GET
def head(request: SignedInRequest) -> HttpResponseBase:
    """The newest seal of each stream as a file, to be kept in another system."""
    reader_of(request)
    lines = chain.head_lines()
    now = timezone.now()
    record.read(AccessEvent.Kind.EXPORTED, on=AuditSeal, by=request.user, at=now, hits=len(lines))
    answer = HttpResponse(
        "".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8"
    )
    name = f"audit-head-{timezone.localdate(now).isoformat()}.txt"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def reader_of(request: SignedInRequest) -> Reader:
    """The reader of the log; 404 for whoever reads none."""
    if not anywhere(request.user, Act.READ_AUDIT):
        raise Http404
    return Reader(request.user)


def _wanted(query: QueryDict, form: FilterForm | None, show: str) -> Wanted:
    said: dict[str, Any] = form.cleaned_data if form else {}
    since: date | None = said.get("since")
    return Wanted(
        show=show,
        case=_number(query.get("case", "")),
        who=_number(query.get("who", "")),
        kind=said.get("kind", ""),
        since=since,
        until=said.get("until"),
        before=_number(query.get("before", "")),
    )


def _about(reader: Reader, wanted: Wanted) -> list[dict[str, Any]]:
    """The case and worker that the log is narrowed to; 404 for what she may not know."""
    chips = []
    base = {"show": wanted.show, "case": wanted.case, "who": wanted.who}
    if wanted.case is not None:
        case = Case.objects.visible_to(reader.user).filter(pk=wanted.case).first()
        if case is None:
            raise Http404
        chips.append({"label": _("Case"), "value": case.number, "remove_url": _url(base, "case")})
    if wanted.who is not None:
        if not reader.may_see([Item("kernel_user", str(wanted.who))])[0]:
            raise Http404
        name = User.objects.values_list("name", flat=True).get(pk=wanted.who)
        chips.append({"label": _("By"), "value": name, "remove_url": _url(base, "who")})
    return chips


def _workers(reader: Reader, text: str) -> list[User]:
    rows = list(User.objects.filter(name__icontains=text).order_by("name", "pk")[: MOST_FOUND * 4])
    may = reader.may_see([Item("kernel_user", str(row.pk)) for row in rows])
    return [row for row, seen in zip(rows, may, strict=True) if seen][:MOST_FOUND]


def _tabs(query: QueryDict, show: str) -> list[dict[str, Any]]:
    labels = {"changes": _("Changes"), "reads": _("Who looked")}
    return [
        {
            "label": labels[one],
            "url": _query(query, show=one, kind=None, before=None),
            "current": one == show,
        }
        for one in SHOWS
    ]


def _query(query: QueryDict, **changes: Any) -> str:
    copy = query.copy()
    for name, value in changes.items():
        copy.pop(name, None)
        if value is not None:
            copy[name] = str(value)
    return f"?{copy.urlencode()}"


def _url(base: dict[str, Any], without: str) -> str:
    kept = QueryDict(mutable=True)
    kept.update(
        {name: str(value) for name, value in base.items() if value is not None and name != without}
    )
    return f"?{kept.urlencode()}"


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None
