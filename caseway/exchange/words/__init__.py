"""The sentences for every code: what was found, how to fix it, and who can.

Rows and issues store the code and its parameters; the words are made when a person reads them,
in her language.
"""

from collections.abc import Mapping

from caseway.exchange.codes import Code, Finding
from caseway.exchange.words import cells, files, records
from caseway.exchange.words.parts import NOTHING_TO_DO, OWNER_NAMES, Owner, Words

__all__ = ["OWNER_NAMES", "WORDS", "Owner", "how_to_fix", "owner", "remedy", "sentence"]

WORDS: Mapping[Code, Words] = {**files.WORDS, **cells.WORDS, **records.WORDS}


def sentence(finding: Finding) -> str:
    """What was found, in the reader's language, with its numbers and texts filled in."""
    return str(WORDS[finding.code].message) % finding.params


def how_to_fix(finding: Finding) -> str:
    return str(WORDS[finding.code].how_to_fix) % finding.params


def remedy(finding: Finding) -> str:
    """How to fix it; nothing where nothing needs doing."""
    how = WORDS[finding.code].how_to_fix
    return "" if how is NOTHING_TO_DO else str(how) % finding.params


def owner(finding: Finding) -> Owner:
    return WORDS[finding.code].owner
