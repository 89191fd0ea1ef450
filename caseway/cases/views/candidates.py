"""Who may be the one typed, as a worker reads it: name, birth, case, and the reasons in words."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from caseway.agencies.languages import language_name
from caseway.cases.models import Case, HouseholdMember, Person, PersonName
from caseway.cases.queries.finding import Found
from caseway.kernel.models import User
from caseway.kernel.words import say
from caseway.rules.records.matching import Match, Verdict

VERDICTS = {
    Verdict.SAME: (_("The same person"), "met"),
    Verdict.LIKELY: (_("Likely the same"), "due"),
    Verdict.POSSIBLE: (_("Possibly the same"), ""),
    Verdict.DIFFERENT: (_("Somebody else"), ""),
}


@dataclass(frozen=True)
class Candidate:
    """One record that may be meant. `lives_with` names the participant when the case is hers."""

    person: Person
    verdict: str
    tone: str
    reasons: tuple[str, ...]
    language: str
    other_names: tuple[str, ...]
    case: Case | None
    lives_with: str


def candidates(user: User, found: Sequence[Found]) -> list[Candidate]:
    """The records as shown, in the order of the search. At most two more queries."""
    ids = [one.person.pk for one in found]
    names = _other_names(ids)
    homes = _household_cases(user, [one.person.pk for one in found if one.case is None])
    return [_candidate(one, names[one.person.pk], homes.get(one.person.pk)) for one in found]


def verdict_of(match: Match) -> tuple[str, str]:
    """The verdict in words, and the tone that supports it."""
    words, tone = VERDICTS[match.verdict]
    return str(words), tone


def reasons_of(match: Match) -> tuple[str, ...]:
    return tuple(say(reason) for reason in match.reasons)


def _candidate(one: Found, names: Sequence[str], home: Case | None) -> Candidate:
    words, tone = verdict_of(one.match)
    case = one.case or home
    return Candidate(
        person=one.person,
        verdict=words,
        tone=tone,
        reasons=reasons_of(one.match),
        language=language_name(one.person.language),
        other_names=tuple(name for name in names if name != one.person.name_used),
        case=case,
        lives_with=case.participant.name_used if case and not one.case else "",
    )


def _other_names(ids: Collection[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    if ids:
        rows = PersonName.objects.filter(person__in=ids).order_by("person", "-is_used", "pk")
        for person_id, name in rows.values_list("person_id", "full_name"):
            names[person_id].append(name)
    return names


def _household_cases(user: User, ids: Collection[int]) -> dict[int, Case]:
    """The newest visible case of the household of each; for those who have none of their own."""
    if not ids:
        return {}
    seen = Case.objects.visible_to(user).values("pk")
    rows = HouseholdMember.objects.filter(
        person__in=ids, ends_on=None, household__cases__in=seen
    ).order_by("household__cases__opened_on", "household__cases__pk")
    found = dict(rows.values_list("person_id", "household__cases"))
    cases = Case.objects.select_related("participant", "program").in_bulk(found.values())
    return {person_id: cases[case_id] for person_id, case_id in found.items()}
