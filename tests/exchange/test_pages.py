"""The pages of a file: each state has its page, another agency's file does not exist."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from caseway.agencies.models import Role
from caseway.cases.models import Case
from caseway.exchange import jobs
from caseway.exchange.models import Batch, BatchState
from caseway.kernel.models import AccessEvent
from tests.factories import make_worker, make_world

from .loading import csv_of, load, preview, send, undo

pytestmark = pytest.mark.django_db

HEAD = ("Case No", "Name", "DOB", "Program")


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def boss(world):
    return make_worker(world, Role.ADMINISTRATOR, agency=world.public)


@pytest.fixture
def signed_in(client, boss):
    client.force_login(boss)
    return client


def _people(count):
    return [(f"B-{n}", f"Person{n} Name{n}", "", "") for n in range(count)]


def _upload(client, content=None, key=None):
    return client.post(
        reverse("exchange:upload"),
        {
            "file": SimpleUploadedFile("cases.csv", content or csv_of(HEAD, *_people(3))),
            "sender": "Data unit",
            "post": _post_of(client),
            "submission_key": key or str(uuid.uuid4()),
        },
    )


def _post_of(client):
    page = client.get(reverse("exchange:upload")).context["form"]
    return next(iter(page.posts))


def _work():
    """Do what was enqueued, as the worker does."""
    for state, work in jobs._WORK.items():
        for batch in Batch.objects.filter(state=state):
            work.func(batch_id=batch.pk)


def test_a_file_goes_from_the_form_to_the_cases(signed_in):
    page = _upload(signed_in)
    batch = Batch.objects.get()
    assert page["Location"] == reverse("exchange:batch", args=[batch.pk])
    waiting = signed_in.get(page["Location"])
    assert b"Waiting for its turn" in waiting.content
    _work()

    columns = signed_in.get(page["Location"], follow=True)
    assert columns.redirect_chain[0][0] == reverse("exchange:columns", args=[batch.pk])
    form = {f"column_{at}": name for at, name in Batch.objects.get().columns.items()}
    signed_in.post(reverse("exchange:columns", args=[batch.pk]), form)
    _work()

    shown = signed_in.get(page["Location"])
    assert b"Load 3 lines" in shown.content
    signed_in.post(reverse("exchange:agree", args=[batch.pk]))
    _work()

    assert Case.objects.count() == 3
    assert b"Undo this file" in signed_in.get(page["Location"]).content
    signed_in.post(reverse("exchange:undo", args=[batch.pk]))
    _work()
    assert Case.objects.count() == 0
    assert "3 lines were undone" in signed_in.get(page["Location"]).content.decode()


def test_a_double_click_keeps_the_file_once(signed_in):
    key = str(uuid.uuid4())

    first, second = _upload(signed_in, key=key), _upload(signed_in, key=key)

    assert Batch.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_agreeing_twice_loads_once_and_asks_for_the_work_once(signed_in, world, boss):
    batch = preview(world, boss, csv_of(HEAD, *_people(2)))
    DBTaskResult.objects.all().delete()

    for _ in range(2):
        signed_in.post(reverse("exchange:agree", args=[batch.pk]))

    assert DBTaskResult.objects.count() == 1


def test_jobs_carry_ids_only(signed_in):
    _upload(signed_in, csv_of(HEAD, ("A-1", "Zephyrine Quux", "", "")))

    (arguments,) = DBTaskResult.objects.values_list("args_kwargs", flat=True)

    assert arguments["kwargs"] == {"batch_id": Batch.objects.get().pk}


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"%PDF-1.7", "not a spreadsheet"), (b"PK\x03\x04", "damaged")],
)
def test_a_file_that_cannot_be_read_has_a_page_that_says_why(signed_in, content, words):
    _upload(signed_in, content)
    _work()

    page = signed_in.get(reverse("exchange:batch", args=[Batch.objects.get().pk]))

    assert page.status_code == 200
    assert words in page.content.decode()


def test_an_empty_upload_is_answered_at_the_form(signed_in):
    page = signed_in.post(
        reverse("exchange:upload"),
        {"file": SimpleUploadedFile("c.csv", b""), "sender": "X", "post": _post_of(signed_in)},
    )

    assert page.status_code == 422
    assert "This file is empty" in page.content.decode()
    assert not Batch.objects.exists()


def test_columns_without_a_case_number_are_answered_at_the_form(signed_in, world, boss):
    batch = send(world, boss, csv_of(HEAD, *_people(1)))

    page = signed_in.post(reverse("exchange:columns", args=[batch.pk]), {"column_1": "full_name"})

    assert page.status_code == 422
    assert "Say which column holds the case number." in page.content.decode()
    assert Batch.objects.get().state == BatchState.MAPPING


def _every_page(batch, line):
    fates = ("new", "changed", "same", "held", "refused")
    return [
        reverse("exchange:index"),
        reverse("exchange:upload"),
        reverse("exchange:batch", args=[batch.pk]),
        reverse("exchange:columns", args=[batch.pk]),
        reverse("exchange:words", args=[batch.pk]),
        *[reverse("exchange:lines", args=[batch.pk, fate]) for fate in fates],
        reverse("exchange:line", args=[batch.pk, line]),
        reverse("exchange:mend", args=[batch.pk, "csv"]),
        reverse("exchange:mend", args=[batch.pk, "xlsx"]),
    ]


def _mixed(world, boss):
    lines = csv_of(
        HEAD, *_people(2), ("", "X Y", "", ""), ("C-1", "Ana Rivera", "3/4/1988", ""),
        ("C-2", "Luz Peña", "", "Moon"),
    )  # fmt: skip
    return preview(world, boss, lines)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_stands_before_and_after_loading_undoing_and_forgetting(
    signed_in, world, boss, language
):
    from caseway.exchange.actions import purging

    from .loading import NOW

    batch = _mixed(world, boss)
    steps = [
        lambda: batch,
        lambda: load(batch, boss),
        lambda: undo(batch, boss),
        lambda: purging.purge_expired(today=batch.expires_on, at=NOW),
    ]
    for step in steps:
        step()
        with translation.override(language):
            for url in _every_page(batch, 2):
                assert signed_in.get(url).status_code in {200, 302}, url


def test_another_agencys_file_does_not_exist(client, world, boss):
    batch = _mixed(world, boss)
    client.force_login(make_worker(world, Role.SUPERVISOR))  # of the contractor

    for url in _every_page(batch, 2)[2:]:
        assert client.get(url).status_code == 404, url
    for name in ("agree", "undo", "check", "sheet"):
        assert client.post(reverse(f"exchange:{name}", args=[batch.pk])).status_code == 404


def test_somebody_who_loads_no_files_finds_no_files_page(client, world):
    client.force_login(make_worker(world, Role.CASE_MANAGER))

    assert client.get(reverse("exchange:index")).status_code == 404
    assert client.get(reverse("exchange:upload")).status_code == 404


def test_looking_at_lines_and_taking_them_along_is_written_down(signed_in, world, boss):
    batch = _mixed(world, boss)
    before = AccessEvent.objects.count()

    signed_in.get(reverse("exchange:lines", args=[batch.pk, "new"]))
    signed_in.get(reverse("exchange:line", args=[batch.pk, 2]))
    signed_in.get(reverse("exchange:mend", args=[batch.pk, "csv"]))

    kinds = list(AccessEvent.objects.order_by("pk").values_list("kind", "hits"))[before:]
    assert kinds == [("opened", 2), ("opened", 1), ("exported", 5)]


def test_a_social_security_number_is_never_shown_whole(signed_in, world, boss):
    lines = csv_of(("Case No", "Name", "SSN"), ("A-1", "Ana Rivera", "219-09-9999"))
    batch = send(world, boss, lines)
    pages = [signed_in.get(reverse("exchange:columns", args=[batch.pk])).content.decode()]
    from .loading import check

    check(batch, boss)
    pages.append(signed_in.get(reverse("exchange:line", args=[batch.pk, 2])).content.decode())

    for page in pages:
        assert "219-09" not in page
        assert "***-**-9999" in page


@pytest.mark.parametrize(
    "page", ["exchange:lines", "exchange:batch"], ids=["a list of lines", "a file"]
)
def test_pages_ask_as_many_questions_for_forty_lines_as_for_two(signed_in, world, boss, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (2, 40):
        batch = preview(world, boss, csv_of(HEAD, *_people(number)), sender=f"S{number}")
        args = [batch.pk, "new"] if page == "exchange:lines" else [batch.pk]
        url = reverse(page, args=args) + ("?rows=50" if len(args) == 2 else "")
        signed_in.get(url)
        with CaptureQueriesContext(connection) as asked:
            signed_in.get(url)
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_progress_is_polled_and_ends_with_the_page_itself(signed_in, world, boss):
    batch = preview(world, boss, csv_of(HEAD, *_people(2)))
    url = reverse("exchange:progress", args=[batch.pk])

    done = signed_in.get(url)
    Batch.objects.update(state=BatchState.APPLYING, lines_done=1)
    working = signed_in.get(url).content.decode()

    assert done["HX-Redirect"] == reverse("exchange:batch", args=[batch.pk])
    assert "1 of 2 lines" in working
    assert "every 2s" in working


def test_after_an_undo_the_page_says_what_was_undone(signed_in, world, boss):
    batch = load(preview(world, boss, csv_of(HEAD, *_people(3))), boss)
    url = reverse("exchange:batch", args=[batch.pk])
    before = signed_in.get(url).content.decode()

    undo(batch, boss)
    after = signed_in.get(url).content.decode()

    assert "What was undone" not in before
    assert after.index("What was undone") < after.index("3 lines were undone.")
    assert after.index("3 lines were undone.") < after.index("What had happened before")
    assert ">What happened<" in before
    assert ">What happened<" not in after


def test_characters_that_were_taken_out_are_said_where_the_file_was_read(signed_in, world, boss):
    content = csv_of(HEAD, ("A-1", "A\0na Rivera", "", ""), ("A-2", "Luz", "", ""))
    odd, plain = preview(world, boss, content), preview(world, boss, content.replace(b"\0", b""))

    pages = [
        signed_in.get(reverse("exchange:batch", args=[one.pk])).content.decode()
        for one in (odd, plain)
    ]

    assert ["Lines that had them: 1." in page for page in pages] == [True, False]
