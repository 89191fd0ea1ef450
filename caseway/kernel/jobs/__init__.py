"""Work done behind the pages: enqueued with the change that asks for it, done at least once.

    from django_tasks import task

    @task()                       # its effect commits together with "done": exactly once
    def remind(*, contact_id: int) -> None: ...

    @task(atomic=False)           # long: commits in chunks and can be started again
    def recompute_month(*, period: int) -> None: ...

    @task(stale_after=timedelta(hours=4))     # dropped when it comes that late
    def send_reminder(*, contact_id: int) -> None: ...

    remind.enqueue(contact_id=contact.pk)     # inside the transaction of the change
    actions.enqueue_once(recompute_month, key="month:202611", period=202611)

Arguments are ids and codes: they stand in the queue and in the log. A task that
fails is tried again up to five times, later each time, and then waits among the
dead letters for somebody to look. `schedules.py` of an app says what recurs.
"""
