"""The next free case number of a site, in the form of its newest one."""

import re

from caseway.cases.models import Case

FIRST = "C-000001"
_TAIL = re.compile(r"(?P<head>.*?)(?P<digits>\d+)(?P<end>\D*)")


def next_number(site_id: int) -> str:
    """A number to suggest: one past the highest of the newest case's form. Two queries.

    Only a suggestion: somebody else may take it first, and the save says so.
    """
    newest = Case.objects.filter(site=site_id).order_by("-pk").values_list("number", flat=True)
    shape = _TAIL.fullmatch(newest[0]) if newest[:1] else None
    if shape is None:
        return FIRST
    head, width, end = shape["head"], len(shape["digits"]), shape["end"]
    like = re.escape(head) + r"[0-9]{" + str(width) + "}" + re.escape(end)
    rows = Case.objects.filter(site=site_id, number__startswith=head, number__regex=f"^{like}$")
    highest = rows.order_by("-number").values_list("number", flat=True).first()
    digits = highest[len(head) : len(head) + width] if highest else shape["digits"]
    return f"{head}{int(digits) + 1:0{width}d}{end}"
