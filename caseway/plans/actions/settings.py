"""How a site wants its plans approved."""

from django.db import transaction

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.kernel.models import User
from caseway.plans.models import Approval, PlanPolicy


@transaction.atomic
def set_approval(*, site: Site, approval: Approval, by: User) -> PlanPolicy:
    """Say who approves plans at a site from now on. Raises NotAllowed."""
    access.require(by, Act.EDIT_FUNCTIONS, Where(site.pk, None))
    row: PlanPolicy = PlanPolicy.objects.update_or_create(
        site=site, defaults={"approval": approval}
    )[0]
    return row
