"""The rules' words in templates."""

from django import template
from django.utils.translation import gettext

from caseway.agencies.functions import function_name
from caseway.agencies.languages import language_name
from caseway.agencies.models import Membership
from caseway.agencies.shown import staff
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


@register.filter
def language_words(code: str) -> str:
    """A language's name, from its code."""
    return language_name(code)


@register.filter
def post_words(post: Membership) -> str:
    """Title, role and specialty of a post."""
    return staff.post_words(post)


@register.filter
def place_words(post: Membership) -> str:
    """Site and region of a post."""
    return staff.place_words(post)
