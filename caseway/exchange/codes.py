"""Everything that can be said about a file, a line or a cell: one code each.

The sentences that people read belong to `words.py`, one for every code here.
Codes are stored in the database and never renamed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    # The file cannot be read at all.
    EMPTY_FILE = "empty_file"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    ENCRYPTED = "encrypted"
    OLD_EXCEL = "old_excel"
    BINARY_EXCEL = "binary_excel"
    OTHER_SPREADSHEET = "other_spreadsheet"
    WEB_PAGE = "web_page"
    OTHER_KIND = "other_kind"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    DAMAGED = "damaged"
    NO_SUCH_SHEET = "no_such_sheet"
    NO_DATA = "no_data"
    LINE_TOO_LONG = "line_too_long"
    NO_COMPUTED_VALUES = "no_computed_values"
    # Said of the whole file, which is read all the same.
    WRONG_EXTENSION = "wrong_extension"
    MIXED_ENCODING = "mixed_encoding"
    OTHER_SHEETS = "other_sheets"
    NULS_REMOVED = "nuls_removed"
    TITLE_LINES = "title_lines"
    TWO_ROW_HEADING = "two_row_heading"
    NO_HEADING = "no_heading"
    SAME_HEADING = "same_heading"
    EMPTY_HEADING = "empty_heading"
    # Said of one line.
    TOTALS_LINE = "totals_line"
    NOTE_LINE = "note_line"
    HEADING_AGAIN = "heading_again"
    LONG_ROW = "long_row"
    SHORT_ROW = "short_row"
    OPEN_QUOTE = "open_quote"
    STRAY_QUOTE = "stray_quote"
    NUL_REMOVED = "nul_removed"
    ERROR_VALUE = "error_value"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    # Said of one cell.
    DECIMAL_REMOVED = "decimal_removed"
    ZEROS_RESTORED = "zeros_restored"
    ZEROS_LOST = "zeros_lost"
    ZEROS_APART = "zeros_apart"
    DIGITS_LOST = "digits_lost"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_UNREADABLE = "date_unreadable"
    DATE_FUTURE = "date_future"
    DATE_TOO_OLD = "date_too_old"
    DATE_FROM_SERIAL = "date_from_serial"
    YEAR_COMPLETED = "year_completed"
    SSN_MASKED = "ssn_masked"
    SSN_INVALID = "ssn_invalid"
    SSN_NOT_ISSUED = "ssn_not_issued"
    PHONE_INVALID = "phone_invalid"
    PHONE_SEVERAL = "phone_several"
    EMAIL_INVALID = "email_invalid"
    ZIP_INVALID = "zip_invalid"
    BOROUGH_UNKNOWN = "borough_unknown"
    LANGUAGE_UNKNOWN = "language_unknown"
    RELATION_UNKNOWN = "relation_unknown"
    NAME_SPLIT_UNSURE = "name_split_unsure"
    NAME_TOO_LONG = "name_too_long"
    TEXT_TOO_LONG = "text_too_long"
    # Said of a line held against what is known here.
    CASE_NUMBER_MISSING = "case_number_missing"
    CASE_NUMBER_WRONG = "case_number_wrong"
    NAME_MISSING = "name_missing"
    REGION_MISSING = "region_missing"
    REGION_UNKNOWN = "region_unknown"
    REGION_NOT_YOURS = "region_not_yours"
    PROGRAM_MISSING = "program_missing"
    PROGRAM_UNKNOWN = "program_unknown"
    STAGE_UNKNOWN = "stage_unknown"
    STAGE_CLOSED = "stage_closed"
    WORKER_UNKNOWN = "worker_unknown"
    WORKER_SEVERAL = "worker_several"
    WORKER_NOT_THERE = "worker_not_there"
    WORKER_NOT_YOURS = "worker_not_yours"
    CASE_NOT_YOURS = "case_not_yours"
    CASE_CLOSED = "case_closed"
    CASE_OTHER_PROGRAM = "case_other_program"
    CASE_OTHER_REGION = "case_other_region"
    OTHER_PERSON_ON_CASE = "other_person_on_case"
    CASE_TWICE = "case_twice"
    MAYBE_KNOWN = "maybe_known"
    MAYBE_SAME_LINE = "maybe_same_line"
    HAS_CASE_ALREADY = "has_case_already"
    TIED_TO_CASE = "tied_to_case"
    HOUSEHOLD_HAS_CASE = "household_has_case"
    MEMBER_WITHOUT_CASE = "member_without_case"
    SSN_DIFFERS = "ssn_differs"
    BIRTH_DIFFERS = "birth_differs"
    NAME_OTHER_ORDER = "name_other_order"
    LEFT_OUT = "left_out"
    CHANGED_SINCE = "changed_since"
    NOT_LOADED = "not_loaded"
    WORKED_ON_SINCE = "worked_on_since"


@dataclass(frozen=True, slots=True)
class Finding:
    """A code and what its sentence needs: counts, headings, cell texts."""

    code: Code
    params: Mapping[str, str | int] = field(default_factory=dict)


class UnreadableFile(Exception):  # noqa: N818 - a refusal with a sentence, as NotAllowed is
    """The file as a whole cannot be read. `finding` says why, `words.sentence` in words."""

    def __init__(self, code: Code, **params: str | int) -> None:
        super().__init__(code.value)
        self.finding = Finding(code, params)
