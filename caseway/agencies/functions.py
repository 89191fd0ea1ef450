"""The functions' names as people read them."""

from django.utils.translation import gettext

from caseway.rules.functions import FunctionCode
from caseway.rules.functions.labels import FUNCTION_LABELS


def function_name(code: FunctionCode | str) -> str:
    """The function's name in the reader's language."""
    return gettext(FUNCTION_LABELS[FunctionCode(code)])
