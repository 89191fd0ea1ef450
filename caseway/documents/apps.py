from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "caseway.documents"
    label = "documents"
