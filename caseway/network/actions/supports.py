"""Support in money: asked for, decided, paid; and the money it comes from."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on
from caseway.cases import access
from caseway.cases.models import Case, Person
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import say
from caseway.network.models import Referral, SupportFund, SupportLimit, SupportRequest
from caseway.rules.functions import FunctionCode
from caseway.rules.supports import WAYS, Asked, SupportMove, SupportState, why_not_move


@dataclass(frozen=True)
class Wanted:
    """What is asked for. Without `person` it is for the whole household."""

    kind: str
    what: str
    amount: Decimal
    starts_on: date
    ends_on: date | None = None
    why: str = ""
    person: Person | None = None
    referral: Referral | None = None


@dataclass(frozen=True)
class Payment:
    """What was paid, when and how."""

    amount: Decimal
    on: date
    how: str


def why_not_ask(user: User, case: Case) -> str | None:
    """The sentence when she may not ask for support: whoever refers here asks."""
    if case.closed_on is not None:
        return _("This case is closed. Reopen it before you ask for support.")
    return access.why_not(user, FunctionCode.REFERRALS, case)


def why_not_decide(user: User, request: SupportRequest) -> str | None:
    """The sentence when she may not decide: leaders decide, and small amounts who asked."""
    if request.asked_by_id == user.pk and not request.needs_another:
        return None
    return access.why_not(user, Act.APPROVE_SUPPORT, request.case)


def why_not_pay(user: User, request: SupportRequest) -> str | None:
    """The sentence when she may not note a payment or withdraw: the workers of the case do."""
    return access.why_not(user, FunctionCode.REFERRALS, request.case)


def why_not_keep_money(user: User, site_id: int) -> str | None:
    """The sentence when she may not set funds and limits of a site."""
    return posts.why_not(user, Act.EDIT_SUPPORT_MONEY, Where(site_id, None))


@transaction.atomic
def ask_for(*, case: Case, wanted: Wanted, by: User, at: datetime) -> SupportRequest:
    """Ask for support. An amount up to the limit is decided by that at once.

    Raises NotAllowed when she may not, or the fund has not enough left.
    """
    if sentence := why_not_ask(by, case):
        raise NotAllowed(sentence)
    if wanted.ends_on and wanted.ends_on < wanted.starts_on:
        raise NotAllowed(_("The last day comes before the first."))
    on = timezone.localtime(at).date()
    limit = limit_for(case.site_id, wanted.kind, on)
    row = SupportRequest(
        site_id=case.site_id,
        case=case,
        fund=fund_for(case.site_id, wanted.starts_on),
        asked_by=by,
        asked_at=at,
        needs_another=Asked(wanted.amount, limit).needs_another,
        **wanted.__dict__,
    )
    row.save()
    if not row.needs_another:
        return decide(request=row, move=SupportMove.APPROVE, words="", by=by, at=at)
    return row


@transaction.atomic
def decide(
    *, request: SupportRequest, move: SupportMove, words: str, by: User, at: datetime
) -> SupportRequest:
    """Approve, refuse or withdraw. Raises NotAllowed when she may not, or it lacks its reason."""
    row = _locked(request)
    ask = why_not_pay if move is SupportMove.WITHDRAW else why_not_decide
    if sentence := ask(by, row):
        raise NotAllowed(sentence)
    _refuse(row, move, by, words=words)
    row.state = WAYS[move][1].value
    row.decided_by, row.decided_at, row.decision = by, at, words.strip()
    row.save()
    return row


@transaction.atomic
def pay(*, request: SupportRequest, payment: Payment, by: User, at: datetime) -> SupportRequest:
    """Note what was paid of what was approved. Raises NotAllowed."""
    row = _locked(request)
    if sentence := why_not_pay(by, row):
        raise NotAllowed(sentence)
    _refuse(row, SupportMove.PAY, by, paid=payment.amount)
    if payment.on > timezone.localtime(at).date():
        raise NotAllowed(_("Choose today or an earlier day."))
    row.state = SupportState.PAID.value
    row.paid_on, row.paid_amount, row.paid_how = payment.on, payment.amount, payment.how
    row.save()
    return row


@transaction.atomic
def open_fund(
    *, site: Site, name: str, amount: Decimal, starts_on: date, ends_on: date, by: User,
    at: datetime,
) -> SupportFund:  # fmt: skip
    """Set money aside for a time. Raises NotAllowed."""
    if sentence := why_not_keep_money(by, site.pk):
        raise NotAllowed(sentence)
    if ends_on <= starts_on:
        raise NotAllowed(_("The last day comes before the first."))
    return SupportFund.objects.create(
        site=site, name=name.strip(), amount=amount, starts_on=starts_on, ends_on=ends_on,
        made_by=by, made_at=at,
    )  # fmt: skip


@transaction.atomic
def set_limit(
    *, site: Site, kind: str, amount: Decimal, starts_on: date, by: User, at: datetime
) -> SupportLimit:
    """Say up to which amount whoever asks decides, from a day. The former one ends that day.

    Raises NotAllowed when she may not, for a day that is past, or where one begins later already.
    """
    if sentence := why_not_keep_money(by, site.pk):
        raise NotAllowed(sentence)
    if starts_on < timezone.localtime(at).date():
        raise NotAllowed(_("A limit begins today or later. What was decided stays decided."))
    former = SupportLimit.objects.select_for_update().filter(site=site, kind=kind, ends_on=None)
    if former.filter(starts_on__gt=starts_on).exists():
        raise NotAllowed(_("Another limit begins later than this. Choose a later day."))
    former.update(ends_on=starts_on)
    return SupportLimit.objects.create(
        site=site, kind=kind, amount=amount, starts_on=starts_on, made_by=by, made_at=at
    )


def limit_for(site_id: int, kind: str, on: date) -> Decimal | None:
    """Up to which amount whoever asks decides that day; the kind's own before that of all."""
    rows = SupportLimit.objects.filter(open_on(on), Q(kind=kind) | Q(kind=""), site=site_id)
    found = rows.order_by("-kind", "-starts_on", "-pk").first()
    return found.amount if found else None


def fund_for(site_id: int, on: date) -> SupportFund | None:
    """The fund that a day falls into; the one that ends first where there are several."""
    rows = SupportFund.objects.filter(site=site_id, starts_on__lte=on, ends_on__gt=on)
    return rows.order_by("ends_on", "pk").first()


def left_in(fund: SupportFund, *, but: int | None = None) -> Decimal:
    """What a fund still has: what was paid is gone, what was approved is spoken for. One query."""
    rows = SupportRequest.objects.filter(fund=fund).exclude(pk=but or 0)
    told = rows.aggregate(
        paid=Sum("paid_amount"), promised=Sum("amount", filter=Q(state=SupportState.APPROVED))
    )
    return Decimal(fund.amount - (told["paid"] or 0) - (told["promised"] or 0))


def _locked(request: SupportRequest) -> SupportRequest:
    rows = SupportRequest.objects.select_for_update(of=("self",)).select_related("case")
    found: SupportRequest = rows.get(pk=request.pk)
    return found


def _refuse(
    row: SupportRequest,
    move: SupportMove,
    by: User,
    *,
    words: str = "",
    paid: Decimal | None = None,
) -> None:
    fund = row.fund
    if fund is not None and move is SupportMove.APPROVE:
        # Two who approve at once must not spend the same dollars.
        fund = SupportFund.objects.select_for_update().get(pk=fund.pk)
    limit = limit_for(row.site_id, row.kind, timezone.localtime(row.asked_at).date())
    asked = Asked(row.amount, limit, left_in(fund, but=row.pk) if fund else None)
    # As it was when it was asked: a limit that changed since changes no request.
    own = row.needs_another and row.asked_by_id == by.pk
    here = SupportState(row.state)
    if reason := why_not_move(here, move, asked, own=own, words=words, paid=paid):
        raise NotAllowed(say(reason))
