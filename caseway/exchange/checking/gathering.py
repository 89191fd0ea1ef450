"""Rows into lines, many at once: what the cells mean, what is known, whom they resemble."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl.utils import column_index_from_string

from caseway.exchange.checking.line import Line
from caseway.exchange.codes import Code, Finding
from caseway.exchange.facts.agreed import agreed_before
from caseway.exchange.facts.candidates import Candidates, identity_of
from caseway.exchange.facts.known import KnownCase, cases_by_number
from caseway.exchange.facts.places import Places, Worker
from caseway.exchange.meaning import NEEDED, Conventions, Field, RowIssue, Weight, read_cells
from caseway.exchange.models import Batch, Decision, Row
from caseway.kernel.models import User
from caseway.rules.records.case_numbers import tidy, why_not_number
from caseway.rules.records.identity import Identity
from caseway.rules.records.matching import Verdict, score

# A line with these holds no case that could be loaded.
_STOPPING = {
    Code.TOTALS_LINE,
    Code.NOTE_LINE,
    Code.HEADING_AGAIN,
    Code.LONG_ROW,
    Code.OPEN_QUOTE,
}
_ROLE_CODES = {
    "totals": Code.TOTALS_LINE,
    "note": Code.NOTE_LINE,
    "heading_again": Code.HEADING_AGAIN,
}
_ABOUT_WORKERS = {
    Code.WORKER_UNKNOWN,
    Code.WORKER_SEVERAL,
    Code.WORKER_NOT_THERE,
    Code.WORKER_NOT_YOURS,
}
_SURELY_CASES = range(4, 13)


class Gathering:
    """Turns the rows of one file into lines, chunk by chunk, remembering the lines before."""

    def __init__(self, batch: Batch, places: Places, conventions: Conventions, by: User) -> None:
        self.batch, self.places, self.conventions, self.by = batch, places, conventions, by
        self.columns = {int(at): Field(name) for at, name in batch.columns.items() if name}
        self.headings = {name: batch.header[at] for at, name in self.columns.items()}
        self.candidates = Candidates(batch.site_id, by)
        self.agreed = agreed_before(batch)
        self.zero_twins = batch.found.get("zero_twins", {})
        # What earlier lines brought: the line of each case number, the people of each birth date.
        self.first_lines: dict[str, int] = {}
        self.born: dict[object, list[tuple[int, Identity]]] = defaultdict(list)

    def lines(self, rows: Sequence[Row]) -> dict[int, Line]:
        """Lines by row id, with everything but the judgement. A fixed number of queries."""
        lines = {row.pk: self._line(row) for row in rows}
        able = {pk: line for pk, line in lines.items() if not line.has(Weight.STOP)}
        known = self._known_cases(able.values())
        for line in able.values():
            self._place(line, known)
        self._find_people(able)
        self._find_open_cases(able.values())
        for line in able.values():
            self._remember(line)
        return lines

    def line_again(self, row: Row) -> Line:
        """One line anew. What the lines before it brought is what its first judgement found."""
        line = self.lines([row])[row.pk]
        line.case_line, line.like_line = row.changes.get("earlier", [None, None])
        return line

    def _line(self, row: Row) -> Line:
        source = row.take("source")
        if code := _ROLE_CODES.get(row.role):
            # It is no case, so whatever else is odd about it (a sum never saved) is no matter.
            issues = [RowIssue("", Finding(code), Weight.STOP)]
        else:
            issues = [self._flagged(flag) for flag in source["flags"]]
        values: dict[Field, Any] = {}
        if not any(issue.weight is Weight.STOP for issue in issues):
            values, said = read_cells(
                source["cells"], self.batch.header, self.columns, self.conventions
            )
            about_cells = [issue.finding for issue in said]
            issues = [*(issue for issue in issues if issue.finding not in about_cells), *said]
        return Line(
            number=row.line,
            values=values,
            identity=identity_of(values),
            headings=self.headings,
            issues=issues,
            decision=Decision(row.decision),
            decided_person=row.decided_person,
            agreed=self.agreed.get(row.sha256),
        )

    def _flagged(self, flag: Mapping[str, Any]) -> RowIssue:
        code, weight = Code(flag["code"]), Weight.NOTE
        if code in _STOPPING:
            weight = Weight.STOP
        elif code is Code.FORMULA_WITHOUT_VALUE:
            lost = {
                column_index_from_string(one) - 1 for one in flag["params"]["columns"].split(", ")
            }
            needed = {at for at, name in self.columns.items() if name in NEEDED}
            weight = Weight.HOLD if lost & needed else Weight.LEAVE_OUT
        elif code is Code.ERROR_VALUE:
            weight = Weight.LEAVE_OUT
        return RowIssue("", Finding(code, flag["params"]), weight)

    def _known_cases(self, lines: Iterable[Line]) -> Mapping[str, KnownCase]:
        wanted = set()
        for line in lines:
            if number := line.values.get(Field.CASE_NUMBER):
                wanted |= {tidy(number).number, *_with_zeros(number)}
        return cases_by_number(self.batch.site_id, wanted, self.by)

    def _place(self, line: Line, known: Mapping[str, KnownCase]) -> None:
        """Where the line's words lead: its case, region, program, stage and workers."""
        self._number(line, known)
        self._region_and_program(line)
        if (stage := line.values.get(Field.STAGE)) and not line.is_member:
            line.stage, problem = self.places.stage(stage)
            self._said(line, Weight.STOP, Field.STAGE, problem)
            if line.stage == "closed":
                line.stop(Code.STAGE_CLOSED, Field.STAGE)
        if line.region_id is not None:
            line.worker = self._worker(line, Field.WORKER)
            line.public_worker = self._worker(line, Field.PUBLIC_WORKER)

    def _number(self, line: Line, known: Mapping[str, KnownCase]) -> None:
        """The case of the line's number, also where a spreadsheet dropped its zeros."""
        text = line.values.get(Field.CASE_NUMBER)
        if not text:
            return
        number = tidy(text).number
        found = [known[one] for one in _with_zeros(number) if one in known]
        if number not in known and len(found) == 1:
            number = found[0].number
            _answer_lost_zeros(line)
            line.say(Weight.NOTE, Code.ZEROS_RESTORED, Field.CASE_NUMBER, text=text, value=number)
        elif number in known and not found:
            _answer_lost_zeros(line)  # a case stands under the number just as it is written
        if twin := self.zero_twins.get(str(line.number)):
            line.hold(Code.ZEROS_APART, Field.CASE_NUMBER, text=text, line=twin)
        if why_not_number(number):
            line.stop(Code.CASE_NUMBER_WRONG, Field.CASE_NUMBER, text=text)
        line.values = {**line.values, Field.CASE_NUMBER: number}
        line.known = known.get(number)
        line.case_line = self.first_lines.get(number)
        if not line.is_member:
            self.first_lines.setdefault(number, line.number)

    def _region_and_program(self, line: Line) -> None:
        known = line.known if line.known and line.known.visible else None
        region, no_region = self.places.region(line.values.get(Field.REGION))
        program, no_program = self.places.program(line.values.get(Field.PROGRAM))
        if known is not None:
            self._keep_in_place(line, known, region, program)
            return
        line.region_id, line.program_id = region, program
        if line.is_member:
            return
        self._said(line, Weight.STOP, Field.REGION, no_region)
        self._said(line, Weight.STOP, Field.PROGRAM, no_program)
        self._check_region(line)

    def _keep_in_place(
        self, line: Line, known: KnownCase, region: int | None, program: int | None
    ) -> None:
        """A known case stays where it is: moving it is an act of its own."""
        line.region_id, line.program_id = known.region_id, known.program_id
        if line.values.get(Field.REGION) and region not in (None, known.region_id):
            name = self.places.regions[known.region_id].name
            line.say(
                Weight.LEAVE_OUT, Code.CASE_OTHER_REGION, Field.REGION,
                number=known.number, region=name,
            )  # fmt: skip
        if line.values.get(Field.PROGRAM) and program not in (None, known.program_id):
            name = self.places.programs[known.program_id].name
            line.stop(Code.CASE_OTHER_PROGRAM, Field.PROGRAM, number=known.number, program=name)
        self._check_region(line)

    def _check_region(self, line: Line) -> None:
        """Rights, line by line: a region where the sender may not load is refused in words."""
        if line.region_id is not None and (why := self.places.may_region(line.region_id)):
            name = self.places.regions[line.region_id].name
            line.stop(Code.REGION_NOT_YOURS, Field.REGION, region=name, why=why)

    def _worker(self, line: Line, about: Field) -> Worker | None:
        text = line.values.get(about)
        if not text or line.is_member or line.region_id is None:
            return None
        worker, problem = self.places.worker(text, line.region_id)
        self._said(line, Weight.LEAVE_OUT, about, problem)
        if worker is None:
            return None
        if about is Field.PUBLIC_WORKER and not self.places.is_public(worker.agency_id):
            region = self.places.regions[line.region_id].name
            line.say(Weight.LEAVE_OUT, Code.WORKER_NOT_THERE, about, text=text, region=region)
            return None
        if not self.places.may_assign_to(worker.agency_id):
            line.stop(Code.WORKER_NOT_YOURS, about, text=text)
        return worker

    def _find_people(self, lines: Mapping[int, Line]) -> None:
        """Search before create: only for lines that would make a person."""
        new = {
            pk: (line.name["full"], line.identity)
            for pk, line in lines.items()
            if line.name and (line.known is None or (line.is_member and line.known.visible))
        }
        for pk, candidates in self.candidates.find(new).items():
            lines[pk].candidates = candidates

    def _find_open_cases(self, lines: Iterable[Line]) -> None:
        """The case that a line is tied to when somebody says whose line it is."""
        numbers = {}
        for line in lines:
            person = line.decided_person
            if line.decision is Decision.NONE and line.agreed:
                person = line.agreed.person
            if person is None or line.known is not None or line.is_member:
                continue
            theirs = (one.open_cases for one in line.candidates if one.person_id == person)
            if number := next(theirs, {}).get(line.program_id or 0):
                numbers[line.number] = number
        if numbers:
            known = cases_by_number(self.batch.site_id, set(numbers.values()), self.by)
            for line in lines:
                if case := known.get(numbers.get(line.number, "")):
                    self._tie(line, case)

    def _tie(self, line: Line, case: KnownCase) -> None:
        """The line speaks of a case under another number: rights and workers are those there."""
        line.open_case = case
        if not case.visible or line.region_id == case.region_id:
            return
        self._keep_in_place(line, case, line.region_id, line.program_id)
        line.issues[:] = [issue for issue in line.issues if issue.code not in _ABOUT_WORKERS]
        line.worker = self._worker(line, Field.WORKER)
        line.public_worker = self._worker(line, Field.PUBLIC_WORKER)

    def _remember(self, line: Line) -> None:
        """The same person under two case numbers in one file is held, twins are not."""
        born = line.identity.birth_on
        if born is None or line.known is not None or line.is_member:
            return
        for number, identity in self.born[born]:
            if score(identity, line.identity).verdict is Verdict.SAME:
                line.like_line = number
                break
        self.born[born].append((line.number, line.identity))

    def _said(self, line: Line, weight: Weight, about: Field, problem: Finding | None) -> None:
        if problem is not None:
            line.issues.append(RowIssue(line.headings.get(about, ""), problem, weight))


def _with_zeros(number: str) -> list[str]:
    """A number of digits only, as it may have been before a spreadsheet dropped its zeros."""
    if not number.isdecimal():
        return []
    return [number.zfill(width) for width in _SURELY_CASES if width > len(number)]


def _answer_lost_zeros(line: Line) -> None:
    line.issues[:] = [issue for issue in line.issues if issue.code is not Code.ZEROS_LOST]
