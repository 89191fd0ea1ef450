"""Operations: how the work behind the pages stands, and what is done about what was given up."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caseway.agencies.models import Role
from caseway.desk.administration import operations
from caseway.desk.administration.recurring import NAMES
from caseway.kernel import chores
from caseway.kernel.jobs.schedules import learn
from caseway.kernel.models import AuditEntry, Job, Schedule
from tests.desk.rows import TODAY, at
from tests.factories import make_worker, make_world

pytestmark = pytest.mark.django_db
NOW = at(TODAY, 10)
URL = "administration:operations"


@pytest.fixture
def root(client):
    world = make_world()
    user = make_worker(world, Role.ADMINISTRATOR, agency=world.public)
    client.force_login(user)
    return user


def dead_job(problem="ValueError at exchange/actions.py:12 apply"):
    chores.purge_submissions.enqueue()
    job = Job.objects.latest("result__enqueued_at")
    Job.objects.filter(pk=job.pk).update(dead_at=NOW, attempts=6, problem=problem)
    DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.FAILED)
    job.refresh_from_db()
    return job


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.ADMINISTRATOR, 200), (Role.PRIVACY_OFFICER, 404), (Role.SUPERVISOR, 404)],
)
def test_administrators_look_after_the_jobs(client, role, status):
    client.force_login(make_worker(make_world(), role))
    job = dead_job()

    assert client.get(reverse(URL)).status_code == status
    if status == 404:
        for name in ("retry", "discard"):
            url = reverse(f"administration:{name}", args=[job.pk])
            assert client.post(url, {"reason": "Because"}).status_code == 404
        job.refresh_from_db()
        assert job.dead_at is not None


def test_everything_that_recurs_has_its_words(client, root):
    learn(at=NOW)
    Schedule.objects.filter(name="chain the audit").update(last_result="done", last_at=NOW)

    page = client.get(reverse(URL)).content.decode()

    assert set(Schedule.objects.values_list("name", flat=True)) == set(NAMES)
    assert "Seal the audit log" in page
    assert ">Done<" in page


def test_the_page_tells_what_waits_what_is_held_and_what_recurs(client, root):
    chores.purge_submissions.enqueue()
    held = Job.objects.get()
    Job.objects.update(worker="office-1", lease_until=NOW + timedelta(seconds=30), attempts=2)
    Schedule.objects.create(
        name="chain the audit", task_path="x", every=timedelta(minutes=5),
        next_at=NOW + timedelta(minutes=1), last_at=NOW, last_result="done",
    )  # fmt: skip

    page = client.get(reverse(URL))

    assert list(page.context["at_work"]) == [held]
    html = page.content.decode()
    for words in ("office-1", "Seal the audit log", "0.1.0", "None noted"):
        assert words in html


@pytest.mark.parametrize(
    ("late", "off"), [(timedelta(minutes=1), False), (timedelta(minutes=3), True)]
)
def test_a_worker_that_is_off_is_said_loudly(client, root, late, off):
    Schedule.objects.create(
        name="chain the audit", task_path="x", every=timedelta(minutes=5), next_at=NOW - late
    )

    page = client.get(reverse(URL)).content.decode()

    assert ("No worker is at work" in page) is off


def test_a_dead_letter_is_tried_again_with_a_reason(client, root):
    job = dead_job()

    client.post(reverse("administration:retry", args=[job.pk]), {"reason": "Mail is back"})

    job.refresh_from_db()
    assert (job.dead_at, job.attempts) == (None, 0)
    assert AuditEntry.objects.get(action="job.retried").reason == "Mail is back"


def test_a_dead_letter_is_discarded_with_a_reason(client, root):
    job = dead_job()

    client.post(reverse("administration:discard", args=[job.pk]), {"reason": "Sent by hand"})

    assert not Job.objects.exists()
    assert AuditEntry.objects.get(action="job.discarded").reason == "Sent by hand"


@pytest.mark.parametrize("name", ["retry", "discard"])
def test_without_a_reason_nothing_happens(client, root, name):
    job = dead_job()

    page = client.post(reverse(f"administration:{name}", args=[job.pk]), {"reason": " "})

    assert page.status_code == 422
    assert "Say why" in page.content.decode()
    job.refresh_from_db()
    assert job.dead_at == NOW


@pytest.mark.parametrize(("length", "status"), [(200, 302), (201, 422)])
def test_a_reason_that_is_too_long_comes_back_whole_beside_its_job(client, root, length, status):
    job, other = dead_job(), dead_job()
    reason = "x" * length

    page = client.post(reverse("administration:retry", args=[job.pk]), {"reason": reason})

    assert page.status_code == status
    if status == 422:
        html = page.content.decode()
        assert "A reason has room for 200 characters; this one has 201." in html
        assert html.count(f'value="{reason}"') == 1
        assert html.index(str(job.pk)) < html.index(f'id="reason-{other.pk}"')
        assert f'href="#reason-{job.pk}"' in html
        assert "maxlength" not in html


def test_a_second_press_is_told_that_somebody_was_first(client, root):
    job = dead_job()
    url = reverse("administration:retry", args=[job.pk])
    client.post(url, {"reason": "Mail is back"})

    page = client.post(url, {"reason": "Mail is back"}, follow=True)

    assert "it was tried again already" in page.content.decode()


@pytest.mark.parametrize("many", [2, 20])
def test_the_page_asks_the_same_questions_for_two_and_for_twenty(
    client, root, django_assert_num_queries, many
):
    for _number in range(many):
        dead_job()

    with django_assert_num_queries(21):
        client.get(reverse(URL))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2026-11-22T23:30:00-05:00\n", True), ("yesterday", False), (None, False)],
)
def test_the_last_backup_is_the_one_that_was_noted(tmp_path, settings, text, shown):
    settings.VAR_DIR = tmp_path
    if text is not None:
        (tmp_path / operations.BACKUP_NOTE).write_text(text)

    assert (operations.last_backup() is not None) is shown
    if shown:
        assert operations.last_backup() == at(TODAY - timedelta(days=1), 23, 30)


def test_looking_writes_nothing(client, root):
    dead_job()
    before = AuditEntry.objects.count()

    client.get(reverse(URL))

    assert AuditEntry.objects.count() == before
