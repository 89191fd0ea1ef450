from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "caseway.coaching"
    label = "coaching"
