"""Providers of a site: added, put right, and no longer used from a day."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Agency, Presence, Site
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.network.access import sites_of_safety
from caseway.network.models import Provider
from caseway.network.wording import rename_in_services


@dataclass(frozen=True)
class Place:
    """What is known of a provider. `agency`: whose staff sign in to mark attendance there."""

    name: str
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
    agency: Agency | None = None
    description: str = ""
    website: str = ""
    public_email: str = ""
    is_confidential: bool = False


def why_not_edit(user: User, site_id: int) -> str | None:
    """The sentence to show when the person may not edit the providers of a site."""
    return access.why_not(user, Act.EDIT_PROVIDERS, Where(site_id, None))


@transaction.atomic
def add_provider(*, site: Site, place: Place, by: User, today: date) -> Provider:
    """Add a provider to a site. Raises NotAllowed for a name that the site uses already."""
    _require(by, site.pk, place, today=today, but=None)
    return Provider.objects.create(site=site, **place.__dict__)


@transaction.atomic
def change_provider(
    *, provider: Provider, place: Place, version: int, by: User, today: date
) -> Provider:
    """Put a provider right. Raises NotAllowed; StaleRecord with both texts."""
    _require(by, provider.site_id, place, today=today, but=provider.pk)
    for name, value in place.__dict__.items():
        setattr(provider, name, value)
    if provider.is_confidential and provider.is_published:
        Provider.objects.filter(pk=provider.pk).update(is_published=False)
    save_if_current(provider, version, list(Place.__dataclass_fields__))
    Provider.objects.filter(pk=provider.pk).update(edited_here=True)
    rename_in_services(provider)
    return provider


@transaction.atomic
def close_provider(*, provider: Provider, by: User, on: date, today: date) -> Provider:
    """Use a provider no longer: nobody new is enrolled there, and what was stays on record."""
    if sentence := why_not_edit(by, provider.site_id):
        raise NotAllowed(sentence)
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    if provider.closed_on is not None:
        raise NotAllowed(_("This provider is no longer used already."))
    if on > today:
        raise NotAllowed(_("Choose today or an earlier day."))
    provider.closed_on = on
    provider.save(update_fields=["closed_on"])
    return provider


@transaction.atomic
def reopen_provider(*, provider: Provider, by: User) -> Provider:
    """Use it again. Raises NotAllowed when another one has taken its name meanwhile."""
    if sentence := why_not_edit(by, provider.site_id):
        raise NotAllowed(sentence)
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    if _taken(provider.site_id, provider.name, but=provider.pk):
        raise NotAllowed(_taken_sentence(provider.name))
    provider.closed_on = None
    provider.save(update_fields=["closed_on"])
    return provider


def _require(by: User, site_id: int, place: Place, *, today: date, but: int | None) -> None:
    if sentence := why_not_edit(by, site_id):
        raise NotAllowed(sentence)
    if not place.name.strip():
        raise NotAllowed(_("Enter the name of the provider."))
    if _taken(site_id, place.name, but=but):
        raise NotAllowed(_taken_sentence(place.name))
    if place.is_confidential and site_id not in sites_of_safety(by):
        raise NotAllowed(
            _("A confidential provider is kept by staff trained for it. Ask your supervisor.")
        )
    if place.agency is not None and not _is_present(place.agency, site_id, today):
        raise NotAllowed(_("This agency does not work at this site. Its administrator can add it."))


def _taken(site_id: int, name: str, *, but: int | None) -> bool:
    rows = Provider.objects.filter(site=site_id, closed_on=None, name__iexact=name.strip())
    return rows.exclude(pk=but or 0).exists()


def _taken_sentence(name: str) -> str:
    return _("“%(name)s” is on the list already. Open it there to change it.") % {"name": name}


def _is_present(agency: Agency, site_id: int, on: date) -> bool:
    return Presence.objects.filter(open_on(on), agency=agency, site=site_id).exists()
