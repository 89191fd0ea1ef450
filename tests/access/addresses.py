"""Every address of Caseway, and the rows that it names. What is missing here fails the build."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """A named address; `takes` are the names of its parts."""

    name: str
    takes: tuple[str, ...]


def every_address() -> list[Address]:
    """All the addresses that the project serves, static files aside."""
    found = {address.name: address for address in _walk(get_resolver().url_patterns, "")}
    return sorted(found.values(), key=lambda address: address.name)


def _walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield Address(f"{space}{pattern.name}", tuple(pattern.pattern.converters))
