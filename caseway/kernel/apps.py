from django.apps import AppConfig
from django.core import checks
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class KernelConfig(AppConfig):
    name = "caseway.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Hang the audit on Django's own hooks for connections and migrations."""
        from caseway.kernel.audit.actor import prepare_connection
        from caseway.kernel.audit.triggers import install

        connection_created.connect(prepare_connection, dispatch_uid="caseway.audit.actor")
        pre_migrate.connect(
            install.before_migrate, sender=self, dispatch_uid="caseway.audit.before"
        )
        post_migrate.connect(install.after_migrate, sender=self, dispatch_uid="caseway.audit.after")
        checks.register(install.check_triggers, checks.Tags.database)
