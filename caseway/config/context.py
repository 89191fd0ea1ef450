"""What every template is handed."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def every_page(request: HttpRequest) -> dict[str, Any]:
    """The product's name and whether these data are for demonstration."""
    return {"product_name": settings.PRODUCT_NAME, "demonstration": settings.DEMONSTRATION}
