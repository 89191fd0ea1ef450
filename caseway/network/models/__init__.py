from caseway.network.models.providers import Provider

__all__ = ["Provider"]
