"""Rows of intake as the rules take them: question sets, and what the record knows already."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies.languages import language_name
from caseway.agencies.standing import open_on
from caseway.cases.models import Case, HouseholdMember, Person, Relation
from caseway.intake.models import QuestionSetVersion
from caseway.rules.interviews.questions import QuestionSet, read


def question_set(version: QuestionSetVersion) -> QuestionSet:
    """The questions of a version. Read once: a version never changes."""
    kept = _KEPT.get(version.digest)
    if kept is None:
        kept = _KEPT[version.digest] = read(version.content)
        while len(_KEPT) > _MOST:
            _KEPT.pop(next(iter(_KEPT)))
    return kept


_KEPT: dict[str, QuestionSet] = {}
_MOST = 64


def known(fact: str, person: Person) -> str:
    """What the record knows under a fact key; nothing when it does not, and it is asked."""
    find = FACTS.get(fact)
    return find(person) if find else ""


FACTS: dict[str, Callable[[Person], str]] = {
    "language": lambda person: language_name(person.language),
    "interpreter": lambda person: _("Yes") if person.needs_interpreter else "",
    "birth": lambda person: person.birth_on.isoformat() if person.birth_on else "",
    "pronouns": lambda person: person.pronouns,
}


# Whom "each of the children" asks about.
CHILDREN = (Relation.CHILD, Relation.STEPCHILD, Relation.GRANDCHILD)


def children_of(case: Case) -> list[Person]:
    """The children who live in the household today, oldest first. One query."""
    rows = HouseholdMember.objects.filter(
        open_on(timezone.localdate()), household=case.household_id, relation__in=CHILDREN
    )
    members = rows.select_related("person").order_by("person__birth_on", "person_id")
    return [row.person for row in members]
