from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "caseway.agencies"
    label = "agencies"
