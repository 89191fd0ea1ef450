"""The desk's long lists in templates."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from caseway.desk.drawn import today

register = template.Library()


@register.simple_tag(takes_context=True)
def today_rows(context: Context) -> SafeString:
    """The rows of Today, drawn from what its page was handed."""
    return today.today_rows(
        context["rows"],
        token=str(context["csrf_token"]),
        state=context["state"],
        put_off=context["choice"].put_off,
        focus_nth=context["focus_nth"],
    )
