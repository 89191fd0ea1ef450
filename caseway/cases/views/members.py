"""Somebody who joins a household: a record we have, or a new one once we have looked."""

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from caseway.cases.forms.newcomers import MemberForm
from caseway.cases.models import Person
from caseway.cases.queries.finding import search_before_create
from caseway.cases.views.candidates import candidates
from caseway.kernel.models import User

NEW = "new"


def chosen(form: MemberForm, known: QuerySet[Person]) -> Person | None:
    """The record that the reader chose; None for somebody new."""
    choice = form.cleaned_data["choice"]
    if not choice.isdecimal() or len(choice) > 18:
        return None
    return known.filter(pk=int(choice)).first()


def is_settled(form: MemberForm, data: QueryDict, user: User, *, but: int = 0) -> bool:
    """Whether nobody on record is like this, or the reader has seen them all and said no.

    Otherwise the form carries whom to choose from, and says so. `but` is the
    participant, who is not a member of her own household twice.
    """
    found = search_before_create(user, form.sought())
    found = [one for one in found if one.person.pk != but]
    ids = [str(one.person.pk) for one in found]
    form.seen = data.get(f"{form.prefix}-shown", "")
    if not found:
        return True
    if form.cleaned_data["choice"] == NEW and set(ids) <= set(form.seen.split(",")):
        return True
    form.found, form.shown = candidates(user, found), ",".join(ids)
    form.add_error(
        "name", _("Somebody like this is on record. Choose whether it is the same person.")
    )
    return False
