from django.apps import AppConfig


class EmploymentConfig(AppConfig):
    name = "caseway.employment"
    label = "employment"
