"""Filing a month's rate: frozen as reported, a correction being another filing."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.attendance.actions.closing import why_not_write
from caseway.attendance.models import CaseMonth
from caseway.attendance.words import month_words
from caseway.kernel.audit import recording as audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.reporting.models import FiledFamily, FiledRate
from caseway.reporting.queries.filings import fingerprint, lines_now, rates_of
from caseway.rules.participation.rates import FamilyLine

CHUNK = 1000


def why_not_file(by: User, site: Site, period: int) -> str | None:
    """The sentence when the month cannot be filed now, or not by this person; else None."""
    if sentence := access.why_not(by, Act.FILE_RATE, Where(site.pk, None)):
        return sentence
    if why_not_write(site.pk, period) is None:
        return _("Close %(month)s first, so that its hours stay as they are filed.") % {
            "month": month_words(period)
        }
    results = CaseMonth.objects.filter(site=site, period=period)
    if stale := results.filter(stale_since__isnull=False).count():
        said = ngettext(
            "%(n)d family is still being worked out. Wait a minute and try again.",
            "%(n)d families are still being worked out. Wait a minute and try again.",
            stale,
        )
        return said % {"n": stale}
    if not results.filter(wpr_applies=True).exists():
        return _("No family has a result in %(month)s, so there is nothing to file.") % {
            "month": month_words(period)
        }
    return None


@transaction.atomic
def file_rate(*, site: Site, period: int, by: User, at: datetime, note: str = "") -> FiledRate:
    """Keep the month's rates and a line for every family as they are at this moment.

    Filing again makes a further filing and leaves the first. Writes one audit
    entry. Raises NotAllowed with the sentence of `why_not_file`.
    """
    Site.objects.select_for_update().get(pk=site.pk)
    if sentence := why_not_file(by, site, period):
        raise NotAllowed(sentence)
    lines = list(lines_now(site.pk, period))
    rates = rates_of(lines, period, site.state).combined
    filing = FiledRate.objects.create(
        site=site,
        period=period,
        number=FiledRate.objects.filter(site=site, period=period).count() + 1,
        filed_at=at,
        filed_by=by,
        note=note.strip()[:300],
        families=len(lines),
        overall_numerator=rates.overall.numerator,
        overall_denominator=rates.overall.denominator,
        two_parent_numerator=rates.two_parent.numerator,
        two_parent_denominator=rates.two_parent.denominator,
        rule_version=", ".join(sorted({line.rules for line in lines}))[:40],
        fingerprint=fingerprint(lines),
    )
    _keep(filing, lines, set(rates.overall.capped), set(rates.two_parent.capped))
    audit.record("rate.filed", on=filing, by=by, at=at, facts={"period": period})
    return filing


def _keep(
    filing: FiledRate,
    lines: list[FamilyLine],
    overall_limited: Collection[int],
    two_parent_limited: Collection[int],
) -> None:
    reasons = dict(
        CaseMonth.objects.filter(site=filing.site_id, period=filing.period).values_list(
            "case_id", "reasons"
        )
    )
    FiledFamily.objects.bulk_create(
        (
            FiledFamily(
                filing=filing,
                site_id=filing.site_id,
                case_id=line.case,
                funding=line.funding,
                overall=line.overall,
                overall_by_education=line.overall_by_education,
                overall_limited=line.case in overall_limited,
                two_parent=line.two_parent,
                two_parent_by_education=line.two_parent_by_education,
                two_parent_limited=line.case in two_parent_limited,
                facts=line.facts,
                rules=line.rules,
                hours=[list(each) for each in line.hours],
                reasons=reasons[line.case],
            )
            for line in lines
        ),
        batch_size=CHUNK,
    )
