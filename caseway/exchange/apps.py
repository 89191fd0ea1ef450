from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "caseway.exchange"
    label = "exchange"
