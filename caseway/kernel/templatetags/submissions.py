"""`{% submission_key %}`: the hidden field that lets a form be sent once."""

import uuid

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from caseway.kernel.submissions import sent_key

register = template.Library()


@register.simple_tag(takes_context=True)
def submission_key(context: Context) -> SafeString:
    """A hidden input with a fresh key, or the one just sent when a form is shown again."""
    key = sent_key(context.get("request")) or str(uuid.uuid4())
    return format_html('<input type="hidden" name="submission_key" value="{}">', key)
