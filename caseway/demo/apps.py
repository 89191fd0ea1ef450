from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "caseway.demo"
    label = "demo"
