"""Triggers that record every change, generated from the models for each database.

They see `update()`, `bulk_create` and raw SQL as well as `save()`. A trigger's
name ends in a digest of its text, so that a name found in the database proves
the right trigger, and a changed model asks for a new one.
"""

from dataclasses import dataclass
from hashlib import sha256

# The digest is part of the name, so it comes before PostgreSQL's 63 characters end.
_TABLE_PART = 36


@dataclass(frozen=True)
class Trigger:
    """One trigger: its name, its table and the statement that makes it."""

    name: str
    table: str
    sql: str


def named(kind: str, table: str, template: str, context: str = "") -> Trigger:
    """The trigger made by `template`, whose `{name}` stands for the name yet to be found.

    `context` is what else decides its behaviour: the text of the function it calls.
    """
    digest = sha256(f"{template}\n{context}".encode()).hexdigest()[:10]
    name = f"cw_{kind}_{table[:_TABLE_PART]}_{digest}"
    return Trigger(name, table, template.replace("{name}", name))
