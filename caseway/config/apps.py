from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "caseway.config"
    label = "config"
