from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "caseway.desk"
    label = "desk"
