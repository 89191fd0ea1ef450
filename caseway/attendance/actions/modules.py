"""Job-readiness modules: what a site teaches, and what a person finished and takes from it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.attendance import access
from caseway.attendance.models import ActivityEnrolment, ActivityKind, Module, ModuleDone
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

# Where modules are taught: job readiness, and steps that do not count.
TAUGHT_IN = (ActivityKind.JOB_SEARCH, ActivityKind.OTHER)


def why_not_edit(user: User, site_id: int) -> str | None:
    """The sentence when the person may not change what a site teaches."""
    return posts.why_not(user, Act.EDIT_PROVIDERS, Where(site_id, None))


@transaction.atomic
def add_module(*, site: Site, name: str, about: str, by: User) -> Module:
    """Offer another module at a site. Raises NotAllowed for a name in use."""
    if sentence := why_not_edit(by, site.pk):
        raise NotAllowed(sentence)
    if not name.strip():
        raise NotAllowed(_("Enter the name of the module."))
    if Module.objects.filter(site=site, ends_on=None, name__iexact=name.strip()).exists():
        raise NotAllowed(_("“%(name)s” is on the list already.") % {"name": name.strip()})
    return Module.objects.create(site=site, name=name.strip(), about=about.strip())


@transaction.atomic
def end_module(*, module: Module, by: User, on: date) -> Module:
    """Teach a module no longer. Who finished it keeps it."""
    if sentence := why_not_edit(by, module.site_id):
        raise NotAllowed(sentence)
    if module.ends_on is not None:
        raise NotAllowed(_("This module is no longer taught already."))
    module.ends_on = on
    module.save(update_fields=["ends_on"])
    return module


@transaction.atomic
def finish_module(
    *,
    enrolment: ActivityEnrolment,
    module: Module,
    on: date,
    takeaway: str,
    by: User,
    today: date,
) -> ModuleDone:
    """Write down that a person finished a module, and what she takes from it, in her words.

    Raises NotAllowed for a module of another site, one finished before, or a day to come.
    """
    if sentence := access.why_not_mark(by, enrolment):
        raise NotAllowed(sentence)
    if module.site_id != enrolment.site_id:
        raise NotAllowed(_("This module is taught at another site."))
    if not enrolment.starts_on <= on <= today:
        raise NotAllowed(_("Choose a day since the activity began, today at the latest."))
    if ModuleDone.objects.filter(enrolment=enrolment, module=module).exists():
        raise NotAllowed(_("“%(name)s” is finished already.") % {"name": module.name})
    return ModuleDone.objects.create(
        site_id=enrolment.site_id,
        enrolment=enrolment,
        module=module,
        on=on,
        takeaway=takeaway.strip(),
        recorded_by=by,
    )


@transaction.atomic
def take_module_back(*, done: ModuleDone, by: User) -> None:
    """Written down by mistake. The audit log keeps it."""
    if sentence := access.why_not_mark(by, done.enrolment):
        raise NotAllowed(sentence)
    done.delete()
