"""How far a field may be seen. Every column that can hold a person's facts is classed."""

from enum import StrEnum


class FieldClass(StrEnum):
    """Who may read a field, from open to the most guarded.

    Source: 45 CFR 205.50 (safeguarding), 34 CFR 361.38, 42 USC 13925(b)(2) (victims of violence),
    26 USC 6103 (tax information).
    """

    OPEN = "open"  # codes and configuration; says nothing of a person
    STAFF = "staff"  # about the staff's own work
    PERSONAL = "personal"  # who a person is, where, and what was said
    IDENTIFIER = "identifier"  # social security number and the like
    HEALTH = "health"
    SAFETY = "safety"  # domestic violence, confidential address, treatment
    TAX = "tax"
