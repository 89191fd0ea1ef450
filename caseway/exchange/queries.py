"""What the pages of a file ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from caseway.cases.models import Case, Person
from caseway.exchange import words
from caseway.exchange.codes import Code, Finding
from caseway.exchange.meaning import FIELD_NAMES, Field
from caseway.exchange.models import DATA_FATES, Batch, Decision, Fate, Issue, Row
from caseway.kernel.models import User

# What a person can explain on the words page, by the code that asks for it.
EXPLAINABLE: Mapping[Code, Field] = {
    Code.REGION_UNKNOWN: Field.REGION,
    Code.PROGRAM_UNKNOWN: Field.PROGRAM,
    Code.STAGE_UNKNOWN: Field.STAGE,
    Code.WORKER_UNKNOWN: Field.WORKER,
    Code.WORKER_SEVERAL: Field.WORKER,
}
MOST_WORDS = 60


@dataclass(frozen=True)
class Spoken:
    """An issue in the reader's language."""

    column: str
    message: str
    how_to_fix: str
    owner: words.Owner
    weight: str

    @property
    def owner_name(self) -> str:
        return str(words.OWNER_NAMES[self.owner])


def spoken(issue: Issue) -> Spoken:
    """What an issue says. One whose details have expired says that."""
    finding = Finding(Code(issue.code), issue.params)
    try:
        message, how = words.sentence(finding), words.how_to_fix(finding)
    except KeyError:
        message, how = gettext("The details of this line have expired."), ""
    return Spoken(issue.column, message, how, words.owner(finding), issue.weight)


def said(stored: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Sentences and remedies of findings kept as JSON."""
    findings = [Finding(Code(one["code"]), one["params"]) for one in stored]
    return [(words.sentence(finding), words.remedy(finding)) for finding in findings]


def counts(batch: Batch) -> dict[Fate, int]:
    """Lines by fate, all five of them. One query."""
    found = dict(
        batch.rows.order_by().values_list("fate").annotate(n=Count("pk")).values_list("fate", "n")
    )
    return {fate: found.get(fate, 0) for fate in DATA_FATES}


def left_to_load(batch: Batch) -> int:
    """Lines that applying would load now."""
    return batch.rows.filter(applied_at=None, fate__in=[Fate.NEW, Fate.CHANGED]).count()


def undone_counts(batch: Batch) -> tuple[int, int]:
    """Lines that were loaded and undone, and lines that were worked on since and stayed."""
    found = batch.rows.exclude(applied_at=None).aggregate(
        undone=Count("pk", filter=~Q(undone_at=None)), kept=Count("pk", filter=Q(undone_at=None))
    )
    return found["undone"], found["kept"]


def rows_with(batch: Batch, fate: Fate) -> QuerySet[Row]:
    return batch.rows.filter(fate=fate).order_by("line").prefetch_related("issues")


# Lines below the headings that hold no case, by what is said of them.
NOT_CASES = (Code.TOTALS_LINE, Code.NOTE_LINE, Code.HEADING_AGAIN)
MOST_APART = 20


@dataclass(frozen=True)
class Apart:
    """Lines that are not cases: the sentence that each of them shows, and their numbers."""

    message: str
    lines: tuple[int, ...]
    more: int


def apart(batch: Batch) -> list[Apart]:
    """Totals, notes and repeated headings, which are counted as refused. One query."""
    issues = Issue.objects.filter(row__batch=batch, code__in=[code.value for code in NOT_CASES])
    found: dict[str, list[int]] = {}
    for code, line in issues.order_by("row__line", "pk").values_list("code", "row__line"):
        found.setdefault(code, []).append(line)
    return [
        Apart(
            words.sentence(Finding(Code(code))), tuple(lines[:MOST_APART]), len(lines[MOST_APART:])
        )
        for code, lines in found.items()
    ]


def to_mend(batch: Batch) -> int:
    """Held and refused lines that are in the fix file."""
    rows = batch.rows.filter(role="data", fate__in=[Fate.HELD, Fate.REFUSED])
    return rows.exclude(decision=Decision.LEAVE_OUT).count()


@dataclass(frozen=True)
class Seen:
    """A line as a list shows it."""

    line: int
    name: str
    number: str
    why: str
    how: str
    decision: str
    case_id: int | None


def seen(row: Row) -> Seen:
    """A line with its name, its case number and the reason for its fate."""
    fields = row.take("values").get("fields", {})
    name = fields.get(Field.FULL_NAME, {})
    weighty = [spoken(issue) for issue in row.issues.all() if _matters(row, issue)]
    changes = ", ".join(
        dict.fromkeys(str(FIELD_NAMES[Field(one[0])]) for one in row.changes.get("list", []))
    )
    reason = weighty[0].message if weighty else ""
    return Seen(
        line=row.line,
        name=name.get("full", ""),
        number=fields.get(Field.CASE_NUMBER, ""),
        why=reason or (changes if row.fate in {Fate.CHANGED, Fate.HELD} else ""),
        how=weighty[0].how_to_fix if weighty else "",
        decision=row.get_decision_display() if row.decision else "",
        case_id=row.case_ref if row.applied_at and not row.undone_at else None,
    )


def _matters(row: Row, issue: Issue) -> bool:
    """A refused line shows what stopped it, a held one what holds it, others what was left out."""
    shown = {Fate.REFUSED: {"stop"}, Fate.HELD: {"hold"}}.get(Fate(row.fate), {"leave_out"})
    return issue.weight in shown


@dataclass(frozen=True)
class Choice:
    """A person to choose on the page of a held line."""

    person: Person
    case: Case | None
    reasons: tuple[str, ...]
    # Choosing her ties the line to `case`, which is in the line's program.
    ties: bool = False


def choices(row: Row, user: User | AnonymousUser) -> list[Choice]:
    """The candidates of a line whom the reader may know of. Three queries."""
    ids = [one["person"] for one in row.candidates]
    program = row.take("values").get("program")
    people = Person.objects.visible_to(user).in_bulk(ids)
    cases: dict[int, Case] = {}
    open_cases = Case.objects.visible_to(user).filter(participant__in=ids, closed_on=None)
    for case in open_cases.select_related("program").order_by("pk"):
        if case.participant_id not in cases or case.program_id == program:
            cases[case.participant_id] = case
    return [
        Choice(
            people[one["person"]],
            cases.get(one["person"]),
            tuple(gettext(reason) for reason in one["reasons"]),
            ties=_ties(row, cases.get(one["person"])),
        )
        for one in row.candidates
        if one["person"] in people
    ]


def _ties(row: Row, case: Case | None) -> bool:
    """A line of a member goes to the household, and one with a known number to its own case."""
    if case is None or row.is_member:
        return False
    values = row.take("values")
    number = values.get("fields", {}).get(Field.CASE_NUMBER)
    return case.program_id == values.get("program") and case.number != number


def words_to_explain(batch: Batch) -> dict[Field, list[tuple[str, int]]]:
    """Words of the sender that were not understood, with the number of lines, most first."""
    issues = Issue.objects.filter(row__batch=batch, code__in=[code.value for code in EXPLAINABLE])
    found: dict[Field, dict[str, int]] = {}
    for code, params in issues.order_by("pk").values_list("code", "params"):
        if text := params.get("text"):
            texts = found.setdefault(EXPLAINABLE[Code(code)], {})
            texts[text] = texts.get(text, 0) + 1
    return {
        field: sorted(texts.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS]
        for field, texts in found.items()
    }
