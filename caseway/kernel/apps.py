from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "caseway.kernel"
    label = "kernel"
