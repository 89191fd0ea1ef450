"""A line on its way to a judgement: its values, what was said of it, where its words lead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from caseway.exchange.codes import Code, Finding
from caseway.exchange.facts.agreed import Agreed
from caseway.exchange.facts.candidates import Candidate
from caseway.exchange.facts.known import KnownCase
from caseway.exchange.facts.places import Worker
from caseway.exchange.meaning import Field, RowIssue, Weight
from caseway.exchange.models import Decision, Fate
from caseway.rules.records.identity import Identity

SELF = "self"


@dataclass
class Line:
    """One line with everything that its judgement needs, gathered for many lines at once."""

    number: int
    values: Mapping[Field, Any]
    identity: Identity
    headings: Mapping[Field, str] = field(default_factory=dict)
    issues: list[RowIssue] = field(default_factory=list)
    known: KnownCase | None = None
    # The line of this file whose participant has the same case number, if any.
    case_line: int | None = None
    candidates: list[Candidate] = field(default_factory=list)
    # Another line of this file that may be the same person.
    like_line: int | None = None
    region_id: int | None = None
    program_id: int | None = None
    stage: str | None = None
    worker: Worker | None = None
    public_worker: Worker | None = None
    decision: Decision = Decision.NONE
    decided_person: int | None = None
    # The open case in the line's program of the person who was said to be the same.
    open_case: KnownCase | None = None
    # What somebody answered when an earlier file brought this very line.
    agreed: Agreed | None = None

    @property
    def is_member(self) -> bool:
        return str(self.values.get(Field.RELATION, SELF)) != SELF

    @property
    def name(self) -> Mapping[str, str] | None:
        found: Mapping[str, str] | None = self.values.get(Field.FULL_NAME)
        return found

    def say(
        self, weight: Weight, code: Code, about: Field | None = None, **params: str | int
    ) -> None:
        """Add an issue, under the heading of the column that it is about."""
        column = self.headings.get(about, "") if about else ""
        self.issues.append(RowIssue(column, Finding(code, params), weight))

    def stop(self, code: Code, about: Field | None = None, **params: str | int) -> None:
        self.say(Weight.STOP, code, about, **params)

    def hold(self, code: Code, about: Field | None = None, **params: str | int) -> None:
        self.say(Weight.HOLD, code, about, **params)

    def has(self, weight: Weight) -> bool:
        return any(issue.weight is weight for issue in self.issues)


@dataclass(frozen=True)
class Change:
    """One difference that applying makes: `old` and `new` as shown, SSNs masked."""

    field: Field
    old: str
    new: str


@dataclass(frozen=True)
class Judgement:
    """What the line is. `person_id` is the known person it is about, None for a new one.

    `versions` are those of the case and the person when it was judged: applying
    stops when they have moved on.
    """

    fate: Fate
    changes: tuple[Change, ...] = ()
    person_id: int | None = None
    case_id: int | None = None
    versions: tuple[int, int] = (0, 0)
