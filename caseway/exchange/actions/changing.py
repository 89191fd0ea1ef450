"""What a changed line does to the case and the person it is about."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from caseway.cases.actions.assignments import Holder, assign
from caseway.cases.actions.people import Name, add_name, set_ssn
from caseway.cases.models import (
    Address,
    Assignment,
    Case,
    Part,
    Person,
    PersonName,
    PointKind,
    Stage,
    StageChange,
)
from caseway.exchange.actions.desk import Desk
from caseway.exchange.actions.making import (
    Values,
    add_home,
    add_last_contact,
    add_note,
    add_point_once,
    add_strengths,
)
from caseway.exchange.meaning import Field
from caseway.kernel.versions import save_if_current

Undo = dict[str, Any]


class Changing:
    """The changes of one line, made one by one; `undo` gathers how to take them back.

    `versions` are those of the case and the person that somebody looked at: when
    either has moved on, StaleRecord is raised and nothing is changed.
    """

    def __init__(self, person: Person, case: Case | None, values: Values, desk: Desk) -> None:
        self.person, self.case, self.desk = person, case, desk
        self.values, self.fields = values, values["fields"]
        self.undo: Undo = {"made": [], "old": {}}

    def make(self, changes: list[list[str]], versions: tuple[int, int]) -> Undo:
        case_version, person_version = versions
        named = {Field(change[0]) for change in changes}
        if person_fields := named & {Field.BIRTH_ON, Field.LANGUAGE}:
            self._person_fields(person_fields, person_version)
        if Field.STAGE in named and self.case is not None:
            self._stage(self.case, case_version)
        for field in Field:
            if field in named and (act := _ACTS.get(field)):
                act(self, [new for name, _old, new in changes if name == field])
        self.undo["versions"] = [self.case.version if self.case else 0, self.person.version]
        return self.undo

    def _person_fields(self, fields: set[Field], version: int) -> None:
        for field in fields:
            old = getattr(self.person, field.value)
            self.undo["old"][field.value] = old.isoformat() if isinstance(old, date) else old
            value = self.fields[field]
            is_day = field is Field.BIRTH_ON
            setattr(self.person, field.value, date.fromisoformat(value) if is_day else value)
        save_if_current(self.person, version, sorted(fields))

    def _stage(self, case: Case, version: int) -> None:
        self.undo["old"]["stage"] = [case.stage, case.stage_since.isoformat()]
        case.stage, case.stage_since = Stage(self.values["stage"]), self.desk.on
        save_if_current(case, version, ["stage", "stage_since"])
        entered = StageChange.objects.create(
            site_id=case.site_id,
            case=case,
            stage=case.stage,
            starts_on=self.desk.on,
            by=self.desk.by,
        )
        self._made(entered)

    def name(self, _new: list[str]) -> None:
        used = PersonName.objects.filter(person=self.person, is_used=True).first()
        self.undo["old"]["name"] = used.pk if used else None
        name = self.fields[Field.FULL_NAME]
        self._made(
            add_name(
                person=self.person,
                name=Name(name["full"], name["given"], name["family"]),
                is_used=True,
            )
        )

    def ssn(self, _new: list[str]) -> None:
        self._made(set_ssn(person=self.person, ssn=self.fields[Field.SSN]))

    def phone(self, new: list[str]) -> None:
        self._made(add_point_once(self.person, PointKind.PHONE, new[0]))

    def email(self, new: list[str]) -> None:
        self._made(add_point_once(self.person, PointKind.EMAIL, new[0]))

    def home(self, _new: list[str]) -> None:
        """The address on record ends; one that is confidential stays as it is."""
        old = Address.objects.filter(person=self.person, ends_on=None, is_confidential=False)
        self.undo["old"]["homes"] = list(old.values_list("pk", flat=True))
        old.update(ends_on=self.desk.on)
        self._made(add_home(self.person, self.fields, self.desk))

    def strengths(self, new: list[str]) -> None:
        for strength in add_strengths(self.person, new, self.desk):
            self._made(strength)

    def worker(self, _new: list[str]) -> None:
        if self.case is not None and (worker := self.values["worker"]):
            self._assign(self.case, self.desk.part_of(worker, self.case.region_id), worker)

    def public_worker(self, _new: list[str]) -> None:
        if self.case is not None and (worker := self.values["public_worker"]):
            self._assign(self.case, Part.PUBLIC_WORKER, worker)

    def _assign(self, case: Case, part: Part, worker: list[int]) -> None:
        before = Assignment.objects.filter(case=case, part=part, ends_on=None).first()
        holder = self.desk.holder(worker) or Holder(self.desk.agencies[worker[1]])
        row = assign(case=case, part=part, to=holder, by=self.desk.by, on=self.desk.on)
        if before is None or before.pk != row.pk:
            old = [before.pk, before.is_lead] if before else None
            self.undo["old"].setdefault("parts", []).append([row.pk, old])
            self._made(row)

    def last_contact(self, new: list[str]) -> None:
        if self.case is not None:
            self._made(add_last_contact(self.case, date.fromisoformat(new[0]), self.desk))

    def note(self, _new: list[str]) -> None:
        if self.case is not None:
            self._made(add_note(self.case, self.fields[Field.NOTE], self.desk))

    def _made(self, row: Any) -> None:
        self.undo["made"].append([row._meta.label, row.pk])


_ACTS: Mapping[Field, Callable[[Changing, list[str]], None]] = {
    Field.FULL_NAME: Changing.name,
    Field.SSN: Changing.ssn,
    Field.PHONE: Changing.phone,
    Field.EMAIL: Changing.email,
    Field.ADDRESS: Changing.home,
    Field.STRENGTHS: Changing.strengths,
    Field.WORKER: Changing.worker,
    Field.PUBLIC_WORKER: Changing.public_worker,
    Field.LAST_CONTACT_ON: Changing.last_contact,
    Field.NOTE: Changing.note,
}
