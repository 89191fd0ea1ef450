"""The rules' words in templates."""

from django import template
from django.utils.translation import gettext

from caseway.agencies.functions import function_name
from caseway.rules.functions import Holders
from caseway.rules.functions.labels import HOLDER_LABELS

register = template.Library()


@register.filter
def in_words(text: str) -> str:
    """A label of the rules in the reader's language."""
    return gettext(text) if text else ""


@register.filter
def holder_words(held: Holders) -> str:
    """Who may perform a function, in words."""
    return gettext(HOLDER_LABELS[Holders(held)])


@register.filter
def function_words(code: str) -> str:
    """A function's name, from its code."""
    return function_name(code)
