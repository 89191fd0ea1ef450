"""The text in which words of a service are looked for."""

from collections.abc import Iterable

from caseway.network.models import Provider, Service
from caseway.network.needs import plain


def search_text(service: Service, provider: Provider, codes: Iterable[str] = ()) -> str:
    """All that a service is called and said to be, small letters, without accents."""
    said = (
        service.name,
        service.alternate_name,
        provider.name,
        provider.alternate_name,
        service.description,
        service.eligibility_description,
        *codes,
    )
    return plain(" ".join(text for text in said if text))


def rename_in_services(provider: Provider) -> None:
    """Make the services of a provider found under its new name."""
    rows = list(provider.services.prefetch_related("codes").order_by("pk"))
    for service in rows:
        service.search_text = search_text(
            service, provider, [code.name for code in service.codes.all()]
        )
    Service.objects.bulk_update(rows, ["search_text"], batch_size=500)
