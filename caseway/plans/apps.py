from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "caseway.plans"
    label = "plans"
