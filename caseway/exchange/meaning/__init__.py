"""What cells mean: which column holds which fact, and what each text stands for."""

from caseway.exchange.meaning.columns import Guess, guess_columns
from caseway.exchange.meaning.dates import DateOrder, date_order
from caseway.exchange.meaning.fields import FIELD_NAMES, Field
from caseway.exchange.meaning.issues import Parsed, RowIssue, Weight
from caseway.exchange.meaning.reader import NEEDED, Conventions, read_cells

__all__ = [
    "FIELD_NAMES",
    "NEEDED",
    "Conventions",
    "DateOrder",
    "Field",
    "Guess",
    "Parsed",
    "RowIssue",
    "Weight",
    "date_order",
    "guess_columns",
    "read_cells",
]
