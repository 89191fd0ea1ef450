"""What tasks of the tests have done."""

from django_tasks_db.models import DBTaskResult

from tests.kernel.sample.models import Effect


def effects():
    return list(Effect.objects.order_by("pk").values_list("key", flat=True))


def state():
    return DBTaskResult.objects.get().status
