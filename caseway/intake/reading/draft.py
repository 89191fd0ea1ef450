"""One section of a draft as its page sends it back: questions moved, added, taken out, changed."""

from typing import Any

from django.http import QueryDict

from caseway.intake.forms.questions import (
    LeadsForm,
    QuestionForm,
    SectionForm,
    initial_of_leads,
    initial_of_question,
    initial_of_section,
    question_of,
)

MOST_QUESTIONS, MOST_LEADS = 60, 12


class SectionEditor:
    """The forms of one section. `data` is what was sent, None to show what is kept."""

    def __init__(self, content: dict[str, Any], at: int, data: QueryDict | None) -> None:
        self.kept = content["sections"][at]
        self.data = data
        self._content, self._at = content, at
        self.head = SectionForm(data, initial=initial_of_section(self.kept), prefix="s")
        self.former = {row["key"]: row for row in self.kept["questions"]}
        many = self._count("questions", len(self.kept["questions"]), MOST_QUESTIONS)
        self.rows = [self._row(n) for n in range(many)]

    def is_valid(self) -> bool:
        """Judge every form, not only the first that fails."""
        forms = [self.head, *(f for row in self.rows for f in (row["form"], *row["leads"]))]
        judged = [form.is_valid() for form in forms]
        return all(judged)

    def section(self) -> dict[str, Any]:
        """The section as content, with what the button asked for done to it."""
        taken = {
            row["key"]
            for n, section in enumerate(self._content["sections"])
            for row in section["questions"]
            if n != self._at
        } | {row["form"].cleaned_data["key"] for row in self.rows}
        questions = [
            question_of(
                row["form"],
                row["leads"],
                self.former.get(row["form"].cleaned_data["key"], {}),
                taken,
            )
            for row in self.rows
        ]
        self._do(questions)
        made = {"key": self.kept["key"], **self.head.content(), "questions": questions}
        return {name: value for name, value in made.items() if value or name == "questions"}

    def _do(self, questions: list[dict[str, Any]]) -> None:
        assert self.data is not None
        act, _colon, number = self.data.get("do", "").partition(":")
        at = int(number) if number.isdecimal() and len(number) < 4 else -1
        if act == "add":
            names = {row["key"] for s in self._content["sections"] for row in s["questions"]}
            names |= {row["key"] for row in questions}
            key = next(f"question_{n}" for n in range(1, 999) if f"question_{n}" not in names)
            questions.append({"key": key, "kind": "text", "text": {}})
        elif act == "lead" and 0 <= at < len(questions):
            questions[at].setdefault("leads", []).append({"when": ["answered"]})
        elif act == "remove" and 0 <= at < len(questions):
            del questions[at]
        elif act in ("up", "down") and 0 <= at < len(questions):
            to = at - 1 if act == "up" else at + 1
            if 0 <= to < len(questions):
                questions[at], questions[to] = questions[to], questions[at]

    def _row(self, number: int) -> dict[str, Any]:
        rows = self.kept["questions"]
        row = rows[number] if self.data is None and number < len(rows) else {}
        leads = row.get("leads", ())
        prefix = f"q{number}"
        many = self._count(f"{prefix}-leads", len(leads), MOST_LEADS)
        return {
            "number": number,
            "first": number == 0,
            "form": QuestionForm(
                self.data, initial=initial_of_question(row), prefix=prefix, before=self._before()
            ),
            "leads": [
                LeadsForm(
                    self.data,
                    initial=initial_of_leads(leads[n] if n < len(leads) else {}),
                    prefix=f"{prefix}-l{n}",
                )
                for n in range(many)
            ],
            "title": (row.get("text") or {}).get("en", ""),
            "key": row.get("key", ""),
            "codes": [one["code"] for one in row.get("options", ())],
        }

    def _before(self) -> list[tuple[str, str]]:
        """The questions that another may hang on: of this section and those before it."""
        return [
            (row["key"], ((row.get("text") or {}).get("en") or row["key"])[:80])
            for section in self._content["sections"][: self._at + 1]
            for row in section["questions"]
        ]

    def _count(self, name: str, kept: int, most: int) -> int:
        if self.data is None:
            return kept
        sent = self.data.get(f"{name}-count", "")
        return min(int(sent), most) if sent.isdecimal() and len(sent) < 4 else 0
