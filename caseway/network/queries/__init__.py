from caseway.network.queries.providers import providers_of, sites_of

__all__ = ["providers_of", "sites_of"]
