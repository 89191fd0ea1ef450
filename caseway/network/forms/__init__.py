from caseway.network.forms.providers import CloseForm, ProviderForm, SiteForm

__all__ = ["CloseForm", "ProviderForm", "SiteForm"]
