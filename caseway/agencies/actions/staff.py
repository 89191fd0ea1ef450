"""Staff: bringing somebody in, her posts, and closing an account.

Nobody gives herself a post: another administrator does. A public agency's
administrator looks after every agency of the site, a contractor's after its own.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.functions import function_name
from caseway.agencies.models import Agency, Membership, Presence, Region, Role, Site
from caseway.agencies.policy import ROLE_FUNCTIONS
from caseway.agencies.queries.staff import administering
from caseway.agencies.standing import open_on
from caseway.kernel import audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.signin import actions as signin
from caseway.kernel.signin.jobs import send_invitation
from caseway.rules.functions import EmployerKind, FunctionCode


@dataclass(frozen=True)
class PostFacts:
    """A post as it is to be: where, for whom, as what, from when."""

    agency: Agency
    site: Site
    role: Role
    starts_on: date
    region: Region | None = None
    title: str = ""
    specialty: str = ""
    supervisor: User | None = None
    safety_trained: bool = False
    ends_on: date | None = None


def why_not_administer(by: User, *, site_id: int, agency: Agency) -> str | None:
    """The sentence to show when she does not look after this agency's staff there."""
    posts = [post for post in administering(by) if post.site_id == site_id]
    if any(
        post.employer_kind == EmployerKind.PUBLIC or post.agency_id == agency.pk for post in posts
    ):
        return None
    return _("Staff of %(agency)s are looked after by its own administrator.") % {
        "agency": agency.name
    }


def why_not_account(by: User, person: User, on: date) -> str | None:
    """Why she may not touch this person's account; it opens every place where she works."""
    if by.pk == person.pk:
        return _("Another administrator changes your own account and posts.")
    for post in Membership.objects.filter(open_on(on), user=person).select_related("agency"):
        if sentence := why_not_administer(by, site_id=post.site_id, agency=post.agency):
            return sentence
    return None


@transaction.atomic
def invite(
    *, name: str, email: str, language: str, post: PostFacts, by: User, at: datetime, address: str
) -> User:
    """Make an account with one post and send its owner the link that sets her password.

    `address` is where this installation is reached. Raises NotAllowed when the
    address is taken or the post cannot be given.
    """
    person = signin.make_account(email=email, name=name, language=language, by=by, at=at)
    add_post(person=person, post=post, by=by, at=at)
    send_invitation.enqueue(user_id=person.pk, site=address)
    return person


@transaction.atomic
def send_link_again(*, person: User, by: User, on: date, at: datetime, address: str) -> None:
    """Send the link once more, to somebody who has not set her password yet."""
    if sentence := why_not_account(by, person, on):
        raise NotAllowed(sentence)
    if person.has_usable_password():
        raise NotAllowed(_("%(name)s has set a password already.") % {"name": person.name})
    send_invitation.enqueue(user_id=person.pk, site=address)
    audit.record("person.invited_again", on=person, by=by, at=at)


@transaction.atomic
def add_post(*, person: User, post: PostFacts, by: User, at: datetime) -> Membership:
    """Give somebody a post. An account that was closed for want of one opens again."""
    if sentence := why_not_post(person, post, by=by):
        raise NotAllowed(sentence)
    _refuse_twins(person, post)
    row = Membership.objects.create(user=person, **_columns(post))
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    audit.record("post.given", on=row, by=by, at=at)
    return row


@transaction.atomic
def change_post(
    *, membership: Membership, post: PostFacts, by: User, on: date, at: datetime
) -> Membership:
    """Change a post. A new role, region or specialty is a new post from today; the old one ends.

    What counts is asked afresh at every request, so the change acts on the next one.
    """
    row = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if row.ends_on is not None and row.ends_on <= on:
        raise NotAllowed(_("This post has ended. Add a new one."))
    post = replace(post, agency=row.agency, site=row.site)
    if sentence := why_not_post(row.user, post, by=by):
        raise NotAllowed(sentence)
    _keep_an_administrator(row, on, stays=post.role == row.role)
    changed = (row.role, row.region_id, row.specialty) != (
        post.role,
        post.region.pk if post.region else None,
        post.specialty,
    )
    if changed and row.starts_on < on:
        row.ends_on = on
        row.save(update_fields=["ends_on"])
        _refuse_twins(row.user, post)
        row = Membership.objects.create(user=row.user, **_columns(replace(post, starts_on=on)))
    else:
        _refuse_twins(row.user, post, but=row)
        for name, value in _columns(replace(post, starts_on=row.starts_on)).items():
            setattr(row, name, value)
        row.save()
    audit.record("post.changed", on=row, by=by, at=at)
    return row


def close_post(membership: Membership, *, by: User, on: date, at: datetime, reason: str) -> None:
    """End a post today, without asking who holds its cases: `cases` does that around this.

    A post that began today never was in force and is removed.
    """
    row = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if row.user_id == by.pk:
        raise NotAllowed(_("Another administrator ends your own posts."))
    if sentence := why_not_administer(by, site_id=row.site_id, agency=row.agency):
        raise NotAllowed(sentence)
    if row.ends_on is not None and row.ends_on <= on:
        raise NotAllowed(_("This post has ended already."))
    _keep_an_administrator(row, on, stays=False)
    audit.record("post.ended", on=row, by=by, at=at, reason=reason)
    if row.starts_on >= on:
        row.delete()
        return
    row.ends_on = on
    row.save(update_fields=["ends_on"])


@transaction.atomic
def close_account_without_posts(*, person: User, by: User, on: date, at: datetime) -> bool:
    """Close the account of somebody who has no post left, now or later; whether it was."""
    left = Membership.objects.filter(user=person).exclude(ends_on__lte=on).exists()
    if left or person.is_superuser or not person.is_active:
        return False
    person.is_active = False
    person.save(update_fields=["is_active"])
    signin.end_sessions(person)
    audit.record("person.account_closed", on=person, by=by, at=at)
    return True


@transaction.atomic
def remove_lost_step(*, person: User, by: User, on: date, at: datetime) -> int:
    """Remove the second step of somebody who lost it, and sign her out; how many there were."""
    if sentence := why_not_account(by, person, on):
        raise NotAllowed(sentence)
    removed = signin.remove_second_steps(user=person, by=by, at=at)
    if not removed:
        raise NotAllowed(_("%(name)s has no second step to remove.") % {"name": person.name})
    signin.end_sessions(person)
    return removed


def why_not_post(person: User, post: PostFacts, *, by: User) -> str | None:
    """Why this post cannot be given to this person by `by`; None when it can."""
    if person.pk == by.pk:
        return _("Another administrator changes your own account and posts.")
    if sentence := why_not_administer(by, site_id=post.site.pk, agency=post.agency):
        return sentence
    if post.region is not None and post.region.site_id != post.site.pk:
        return _("This region belongs to another site.")
    if post.ends_on is not None and post.ends_on <= post.starts_on:
        return _("The last day must come after the first. “Until” is the first day without it.")
    if not Presence.objects.filter(
        open_on(post.starts_on), agency=post.agency, site=post.site
    ).exists():
        return _("%(agency)s is not at %(site)s on that day. Add it to the site first.") % {
            "agency": post.agency.name,
            "site": post.site.name,
        }
    return _why_not_specialty(post)


def _why_not_specialty(post: PostFacts) -> str | None:
    if post.role != Role.SPECIALIST:
        return None if not post.specialty else _("Only specialists have a specialty.")
    if not post.specialty:
        return _("Choose what this specialist does.")
    if FunctionCode(post.specialty) not in ROLE_FUNCTIONS[Role.SPECIALIST]:
        return _("“%(function)s” is not done by specialists.") % {
            "function": function_name(post.specialty)
        }
    return None


def _refuse_twins(person: User, post: PostFacts, but: Membership | None = None) -> None:
    rows = Membership.objects.filter(
        user=person, agency=post.agency, site=post.site, role=post.role
    ).exclude(ends_on__lte=post.starts_on)
    if post.ends_on is not None:
        rows = rows.filter(starts_on__lt=post.ends_on)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    if rows.exists():
        raise NotAllowed(
            _("%(name)s holds this post already on those days.") % {"name": person.name}
        )


def _keep_an_administrator(row: Membership, on: date, *, stays: bool) -> None:
    if stays or row.role != Role.ADMINISTRATOR:
        return
    others = Membership.objects.filter(
        open_on(on), site=row.site, role=Role.ADMINISTRATOR, user__is_active=True
    ).exclude(pk=row.pk)
    if not others.exists():
        raise NotAllowed(
            _("This is the only administrator of %(site)s. Name another one first.")
            % {"site": row.site.name}
        )


def _columns(post: PostFacts) -> dict[str, object]:
    return {
        "agency": post.agency,
        "site": post.site,
        "region": post.region,
        "role": post.role,
        "title": post.title.strip(),
        "specialty": post.specialty,
        "supervisor": post.supervisor,
        "safety_trained": post.safety_trained,
        "starts_on": post.starts_on,
        "ends_on": post.ends_on,
    }
