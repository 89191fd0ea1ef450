from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "caseway.reporting"
    label = "reporting"
