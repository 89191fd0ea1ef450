from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "caseway.attendance"
    label = "attendance"
