"""A version as a tagged PDF, or as a page to keep: the signed text, and who signed it."""

import logging
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from caseway.kernel.refusals import NotAllowed
from caseway.plans.models import PlanVersion, VersionText
from caseway.plans.queries.page import content_in
from caseway.plans.shown.terms import plan_title

# It tells each step of its work, which is nobody's news.
logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("weasyprint.progress").setLevel(logging.ERROR)

_STYLE = Path(__file__).with_name("print.css")


def copy_html(version: PlanVersion, language: str) -> str:
    """The version as one page that needs nothing else, for keeping and printing."""
    text = VersionText.objects.get(version=version, language=language)
    content = content_in(version)
    with translation.override(language):
        context = {
            "language": language,
            "title": plan_title(content["kind"], content["plan_name"]),
            "content": content,
            "version": version,
            "body": bytes(text.body).decode("utf-8"),
            "sha256": text.sha256,
            "signatures": list(version.signatures.order_by("number")),
            "style": _style(),
        }
        return render_to_string("plans/copy.html", context)


def pdf_of(version: PlanVersion, language: str) -> bytes:
    """The same as a tagged PDF (PDF/UA-1) on Letter paper.

    Raises NotAllowed, with what to do instead, where the machine lacks Pango.
    """
    try:
        from weasyprint import HTML
    except OSError as missing:
        raise NotAllowed(
            _("No PDF can be made on this computer. Open the copy to keep, and print that.")
        ) from missing
    html: Any = HTML(string=copy_html(version, language), url_fetcher=_nothing_else)
    made: bytes = html.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _style() -> str:
    """How the copy looks on paper, with the line of page numbers in the active language."""
    # Translators: at the foot of each page of a printed plan. Keep {page} and {pages}.
    words = _("Page {page} of {pages}").replace('"', "")
    before, _page, rest = words.partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    line = f'"{before}" counter(page) "{between}" counter(pages) "{after}"'
    return _sheet().replace("PAGE_NUMBERS", line)


@cache
def _sheet() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _nothing_else(url: str, *_more: Any, **_options: Any) -> Any:
    """A plan asks for nothing from anywhere: neither pictures nor fonts from outside."""
    raise ValueError(f"A plan may not load {url}")
