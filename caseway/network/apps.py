from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "caseway.network"
    label = "network"
