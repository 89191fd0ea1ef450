"""Tasks that the tests of the worker enqueue."""

from datetime import timedelta
from pathlib import Path

from django.db import connection
from django_tasks import task

from caseway.kernel.audit.actor import acting_as
from tests.kernel.sample.models import Effect


@task()
def leave_effect(*, key):
    Effect.objects.create(key=key)
    return {"key": key}


@task()
def fail_after_effect(*, key):
    Effect.objects.create(key=key)
    raise ValueError("Ana Ruiz, 123-45-6789")


@task(stale_after=timedelta(hours=4))
def remind(*, key):
    Effect.objects.create(key=key)


@task(atomic=False)
def chunked(*, key):
    Effect.objects.create(key=f"{key}: {connection.in_atomic_block}")


@task(takes_context=True)
def count_tries(context, *, key):
    Effect.objects.create(key=f"{key}:{context.attempt}")


@task()
def act_for(*, user_id, key):
    with acting_as(user_id, reason="asked for on the page"):
        Effect.objects.create(key=key)


@task()
def effect_then_wait(*, key, pipe):
    """Makes its effect, says so, and waits for a line that the test writes or never writes."""
    Effect.objects.create(key=key)
    path = Path(pipe)
    path.with_suffix(".begun").touch()
    with path.open() as waiting:
        waiting.readline()


@task()
def recompute(*, case):
    Effect.objects.create(key=f"case {case}")


@task()
def tick():
    Effect.objects.create(key="tick")
