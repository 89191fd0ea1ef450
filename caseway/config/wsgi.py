import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caseway.config.settings")
application = get_wsgi_application()

from caseway.kernel.audit.triggers.install import refuse_unaudited  # noqa: E402 - after set-up
from caseway.kernel.memory import settle  # noqa: E402

refuse_unaudited()
settle()
