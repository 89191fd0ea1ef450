"""What administrators and people themselves may change about signing in."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from caseway.kernel import audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.signin.events import note


def may_unlock(user: User) -> bool:
    """Whether this person may let others try again. The setting MAY_UNLOCK names the rule."""
    return user.is_active and bool(import_string(settings.MAY_UNLOCK)(user))


@transaction.atomic
def unlock(*, email: str, address: str, by: User, at: datetime) -> int:
    """Let somebody who was held back try again at once; how many records were cleared.

    Raises NotAllowed when `by` may not.
    """
    if not may_unlock(by):
        raise NotAllowed(_("Only an administrator can let people try again."))
    cleared = int(reset(username=email, ip=address))
    note("throttle.cleared", user_id=by.pk, cleared=cleared)
    if whose := User.objects.filter(email=email).first():
        audit.record("person.unlocked", on=whose, by=by, at=at)
    return cleared


@transaction.atomic
def remove_second_steps(*, user: User, by: User | None, at: datetime) -> int:
    """Forget the app, keys and recovery codes of somebody who lost them; how many there were.

    She sets up new ones at her next sign-in if her work needs them. `by` is None when it is done
    on the server itself. Raises NotAllowed when `by` may not, or asks for herself.
    """
    if by is not None and (by.pk == user.pk or not may_unlock(by)):
        raise NotAllowed(_("Only another administrator can remove somebody’s second step."))
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    audit.record("person.second_steps_removed", on=user, by=by, at=at)
    note("second_steps.removed", user_id=user.pk, by_id=by.pk if by else None, removed=removed)
    return int(removed)


@transaction.atomic
def choose_language(*, user: User, language: str, by: User, at: datetime) -> User:
    """Remember the language a person reads. Raises ValueError for one that is not offered."""
    if language not in dict(settings.LANGUAGES):
        raise ValueError(f"{language!r} is not one of the languages.")
    user.language = language
    user.save(update_fields=["language"])
    return user


@transaction.atomic
def make_account(*, email: str, name: str, language: str, by: User, at: datetime) -> User:
    """An account without a password, for somebody who will be sent a link to set one.

    Raises NotAllowed when the address is taken. Who may is asked by the caller, who
    knows what the account is for.
    """
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise NotAllowed(_("Somebody already has an account with this e-mail address."))
    user = User.objects.create_user(email.strip(), None, name=name.strip(), language=language)
    audit.record("person.account_made", on=user, by=by, at=at)
    return user


def end_sessions(user: User) -> None:
    """Sign somebody out everywhere."""
    for place in UserSession.objects.filter(user_id=user.pk):
        place.end()
