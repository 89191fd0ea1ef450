"""Forms about staff: a person and her first post, a post, languages, hours, leave."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caseway.agencies import languages
from caseway.agencies.actions.absence import Hours
from caseway.agencies.actions.staff import PostFacts
from caseway.agencies.forms.choices import CoverChoice, RegionChoice
from caseway.agencies.forms.fields import TimeInput, day
from caseway.agencies.functions import function_name
from caseway.agencies.models import Agency, Membership, Presence, Region, Role, Site, WorkingHours
from caseway.agencies.policy import ROLE_FUNCTIONS
from caseway.kernel.models import User
from caseway.rules.functions import FunctionCode

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


class PostForm(forms.Form):
    """One post. `places` are the agencies at sites where the reader may give posts."""

    place = forms.ChoiceField(label=_("Works for"))
    region = RegionChoice(
        Region.objects.none(),
        label=_("Region"),
        required=False,
        empty_label=_("The whole site"),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=Role, help_text=_("What this person may see and do follows it.")
    )
    title = forms.CharField(
        label=_("Job title"),
        max_length=80,
        required=False,
        help_text=_(
            "As colleagues say it, such as “financial worker” or “eligibility technician”."
        ),
    )
    specialty = forms.ChoiceField(
        label=_("Specialty"), required=False, help_text=_("For specialists: the one thing they do.")
    )
    supervisor = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Supervisor"),
        required=False,
        empty_label=_("Nobody in particular: the site's supervisors"),
    )
    safety_trained = forms.BooleanField(
        label=_("Trained to read safety records"),
        required=False,
        help_text=_(
            "Violence at home, threats, confidential addresses. Tick it after the training."
        ),
    )
    starts_on = day(_("From"))
    ends_on = day(
        _("Until"),
        required=False,
        help_text=_("The first day without this post, if you know it already."),
    )

    def __init__(
        self,
        *args: Any,
        places: Iterable[Presence],
        supervisors: Any,
        today: date,
        of: Membership | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.of, self.today = of, today
        self._places = {f"{one.agency_id}-{one.site_id}": one for one in places}
        self._choice("place", [(key, _place_name(one)) for key, one in self._places.items()])
        sites = {one.site_id for one in self._places.values()}
        regions = Region.objects.filter(site__in=[of.site_id] if of else sites)
        self._model("region").queryset = regions.select_related("site").order_by(
            "site__name", "name", "pk"
        )
        self._model("supervisor").queryset = supervisors
        self._choice("specialty", [("", _("None")), *_specialties()])
        self.fields["starts_on"].initial = today
        if of is not None:
            del self.fields["place"]
            del self.fields["starts_on"]

    def clean(self) -> dict[str, Any]:
        """A specialist has a specialty, nobody else one."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("role") == Role.SPECIALIST and not found.get("specialty"):
            self.add_error("specialty", _("Choose what this specialist does."))
        if found.get("role") != Role.SPECIALIST:
            found["specialty"] = ""
        return found

    def facts(self) -> PostFacts:
        """The post as typed; call it when the form is valid."""
        said = self.cleaned_data
        agency, site, starts_on = self._where()
        return PostFacts(
            agency=agency,
            site=site,
            role=Role(said["role"]),
            region=said["region"],
            title=said["title"],
            specialty=said["specialty"],
            supervisor=said["supervisor"],
            safety_trained=said["safety_trained"],
            starts_on=starts_on,
            ends_on=said["ends_on"],
        )

    def _where(self) -> tuple[Agency, Site, date]:
        if self.of is not None:
            return self.of.agency, self.of.site, self.of.starts_on
        place = self._places[self.cleaned_data["place"]]
        return place.agency, place.site, self.cleaned_data["starts_on"]

    def _choice(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _model(self, name: str) -> "forms.ModelChoiceField[Any]":
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field

    @staticmethod
    def starting(post: Membership) -> dict[str, Any]:
        """What stands now, to begin a change from."""
        return {
            "region": post.region_id,
            "role": post.role,
            "title": post.title,
            "specialty": post.specialty,
            "supervisor": post.supervisor_id,
            "safety_trained": post.safety_trained,
            "ends_on": post.ends_on,
        }


class InvitationForm(PostForm):
    """Somebody new, with her first post."""

    name = forms.CharField(label=_("Name"), max_length=128)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("She signs in with it. The link to set a password goes there."),
    )
    language = forms.ChoiceField(label=_("Language of her screens"), choices=settings.LANGUAGES)
    field_order = ["name", "email", "language", "place"]


class StaffFilterForm(forms.Form):
    """What the list of staff is narrowed to."""

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=128)
    site = forms.ModelChoiceField(
        Site.objects.none(), label=_("Site"), required=False, empty_label=_("Every site")
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Agency"), required=False, empty_label=_("Every agency")
    )
    role = forms.ChoiceField(label=_("Role"), required=False)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("At work here")),
            ("away", _("On leave today")),
            ("former", _("No longer here")),
        ],
    )

    def __init__(self, *args: Any, sites: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("site", sites), ("agency", agencies)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [("", _("Every role")), *Role.choices]


class LanguagesForm(forms.Form):
    """Which languages a worker speaks with participants."""

    spoken = forms.MultipleChoiceField(
        label=_("Speaks with participants"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    another = forms.ChoiceField(label=_("Another language"), required=False)

    def __init__(self, *args: Any, known: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(known)
        every = languages.choices()
        offered = {*known, *languages.COMMON, "en"}
        spoken, another = self.fields["spoken"], self.fields["another"]
        assert isinstance(spoken, forms.MultipleChoiceField)
        assert isinstance(another, forms.ChoiceField)
        spoken.choices = sorted(
            ((code, languages.language_name(code)) for code in offered), key=_by_name
        )
        spoken.initial = known
        rest = [(code, name) for code, name in every if code not in offered]
        another.choices = [("", _("None")), *rest]

    def codes(self) -> list[str]:
        """The codes chosen; call it when the form is valid."""
        more = self.cleaned_data["another"]
        return [*self.cleaned_data["spoken"], *([more] if more else [])]


def _later(at: time, minutes: int) -> time:
    """So many minutes later; midnight is not passed."""
    end = min(at.hour * 60 + at.minute + minutes, 23 * 60 + 59)
    return time(*divmod(end, 60)) if minutes else at


class HoursForm(forms.Form):
    """From when until when a worker usually works on each weekday; empty is a day off."""

    def __init__(
        self, *args: Any, standing: Iterable[WorkingHours], later: int = 0, **kwargs: Any
    ) -> None:
        """`later`: so many minutes more are filled in at the end of each day, to be looked over."""
        super().__init__(*args, **kwargs)
        self.later = later
        by_day: dict[int, list[WorkingHours]] = {number: [] for number in range(7)}
        for row in standing:
            by_day[row.weekday].append(row)
        self.rows: list[tuple[int, str, str]] = []
        for number, label in enumerate(WEEKDAYS):
            standing_rows: list[WorkingHours | None] = [*by_day[number]]
            for place, stretch in enumerate(standing_rows or [None]):
                self._add(number, place, label, stretch)

    def _add(self, number: int, place: int, label: Any, row: WorkingHours | None) -> None:
        names = f"from-{number}-{place}", f"until-{number}-{place}"
        said = (
            (_("%(day)s, from"), row and row.opens_at),
            (_("%(day)s, until"), row and _later(row.closes_at, self.later)),
        )
        for name, (words, value) in zip(names, said, strict=True):
            self.fields[name] = forms.TimeField(
                label=words % {"day": label}, required=False, initial=value, widget=TimeInput()
            )
        self.rows.append((number, *names))

    def days(self) -> list[dict[str, Any]]:
        """The rows as the page prints them."""
        return [
            {"label": WEEKDAYS[number], "opens": self[opens], "closes": self[closes]}
            for number, opens, closes in self.rows
        ]

    def clean(self) -> dict[str, Any]:
        """Both times or neither, and forward."""
        found: dict[str, Any] = super().clean() or {}
        for _number, opens, closes in self.rows:
            first, last = found.get(opens), found.get(closes)
            if (first is None) != (last is None):
                missing = closes if last is None else opens
                if missing not in self.errors:
                    self.add_error(missing, _("Enter both times, or neither for a day off."))
            elif first is not None and last is not None and last <= first:
                self.add_error(closes, _("The end must come after the start."))
        return found

    def hours(self) -> list[Hours]:
        """The stretches of work; call it when the form is valid."""
        said = self.cleaned_data
        return [
            Hours(number, said[opens], said[closes])
            for number, opens, closes in self.rows
            if said[opens] is not None
        ]


class LeaveForm(forms.Form):
    """From when, until when, and who covers."""

    starts_on = day(_("First day away"))
    ends_on = day(_("First day back"))
    cover = CoverChoice(
        User.objects.none(),
        label=_("Who covers"),
        required=False,
        empty_label=_("Nobody covers"),
    )

    def __init__(self, *args: Any, covers: Any, without: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cover"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = covers
        field.help_text = without

    def clean(self) -> dict[str, Any]:
        """Back after away."""
        found: dict[str, Any] = super().clean() or {}
        first, back = found.get("starts_on"), found.get("ends_on")
        if first and back and back <= first:
            self.add_error("ends_on", _("The first day back must come after the first day away."))
        return found


def _by_name(choice: tuple[Any, Any]) -> str:
    return str(choice[1])


def _place_name(presence: Presence) -> str:
    return f"{presence.agency.name} – {presence.site.name}"


def _specialties() -> list[tuple[str, str]]:
    able = ROLE_FUNCTIONS[Role.SPECIALIST]
    return [(code.value, function_name(code)) for code in FunctionCode if code in able]
