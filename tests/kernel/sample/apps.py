from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "tests.kernel.sample"
    label = "sample"
