"""What a person's posts mean for signing in. Named by the settings, asked by the kernel."""

from caseway.agencies.models import Role
from caseway.agencies.standing import standing_of
from caseway.kernel.models import User


def needs_second_step(user: User) -> bool:
    """Whether a stolen password of this person would open everybody's records or the rules."""
    return user.is_superuser or standing_of(user).has_role(Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)


def may_unlock(user: User) -> bool:
    """Whether this person may let others try again after too many wrong passwords."""
    return user.is_superuser or standing_of(user).has_role(Role.ADMINISTRATOR)
