"""A photo is added to a visit's record from the desk, told with who and when, and taken off."""

import uuid
from datetime import UTC, date, datetime
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caseway.agencies.models import Role
from caseway.coaching.actions.checklists import save_checklist
from caseway.coaching.actions.signing import sign_checklist
from caseway.coaching.actions.visits.photos import add_photo, keep_photo, remove_photo
from caseway.coaching.models import CoachMonthClosing, VisitPhoto
from caseway.documents.actions.receive import bytes_of
from caseway.documents.models import Document, DocumentKind
from caseway.kernel.models import AuditEntry
from caseway.kernel.refusals import NotAllowed
from tests.agencies.staffing import sign_in
from tests.coaching.records.scenes import NOW, key, make_scene, make_visit, whole
from tests.documents.test_pictures import drawn, taken
from tests.factories import make_worker

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 11, 4, 15, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _wednesday():
    with mock.patch.object(timezone, "now", return_value=LATER):
        yield


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def visit(scene):
    return make_visit(scene)


def sent(client, visit, content, name="IMG_4711.jpg", number=1):
    return client.post(
        reverse("coaching:add_photo", args=[visit.pk]),
        {
            "photo": SimpleUploadedFile(name, content),
            "submission_key": str(uuid.UUID(int=number)),
        },
    )


def sign(scene, visit):
    saved = save_checklist(
        visit=visit,
        key=key(7),
        template=1,
        answers=whole(scene.client),
        base_version=0,
        by=scene.coach,
        at=NOW,
    )
    checklist = saved.checklist
    sign_checklist(checklist=checklist, version=checklist.version, by=scene.coach, at=NOW)


def close(scene):
    CoachMonthClosing.objects.create(
        site=scene.world.site,
        agency=scene.world.contractor,
        coach=scene.coach,
        month=date(2026, 11, 1),
        closed_at=LATER,
        closed_by=scene.coach,
    )


def test_a_photo_is_a_paper_of_the_case_without_what_the_camera_says(scene, visit, client):
    sign_in(client, scene.coach)

    answer = sent(client, visit, taken(6))

    photo = VisitPhoto.objects.get()
    assert answer.status_code == 302
    assert photo.document.kind == DocumentKind.PHOTO
    assert photo.document.case_id == scene.client.case.pk
    assert photo.document.file_name == ""
    assert b"Camera of Lena" not in bytes_of(photo.document)


def test_the_record_shows_it_with_who_and_when(scene, visit, client):
    add_photo(visit=visit, photo=drawn(), by=scene.coach, at=NOW)
    sign_in(client, scene.coach)

    page = client.get(reverse("coaching:record", args=[visit.pk])).content.decode()

    document = VisitPhoto.objects.get().document
    assert "Added by Kofi Test, Tue, Nov 3, 2026, 1:00 p.m." in page
    assert reverse("documents:download", args=[document.pk]) in page
    assert reverse("coaching:remove_photo", args=[VisitPhoto.objects.get().pk]) in page


def test_a_double_click_and_the_same_photo_again_are_one_photo(scene, visit, client):
    sign_in(client, scene.coach)

    for number in (1, 1, 2):
        sent(client, visit, drawn(), number=number)

    assert VisitPhoto.objects.count() == Document.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 a letter", "not a photo that can be read"),
        (b"", "empty"),
        (drawn()[:200], "not a photo that can be read"),
    ],
)
def test_what_is_no_photo_comes_back_beside_the_field(scene, visit, client, content, says):
    sign_in(client, scene.coach)

    answer = sent(client, visit, content)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Document.objects.exists()


def test_a_photo_of_more_than_the_limit_is_refused(scene, visit, client, settings):
    sign_in(client, scene.coach)
    content = drawn()
    settings.LARGEST_PAPER_BYTES = len(content)
    assert sent(client, visit, content).status_code == 302

    settings.LARGEST_PAPER_BYTES = len(content) - 1

    assert sent(client, visit, content, number=2).status_code == 422


def test_taken_off_it_is_off_the_record_and_on_file_and_may_come_again(scene, visit, client):
    photo = add_photo(visit=visit, photo=drawn(), by=scene.coach, at=NOW)
    sign_in(client, scene.coach)

    client.post(
        reverse("coaching:remove_photo", args=[photo.pk]), {"submission_key": str(uuid.UUID(int=9))}
    )

    photo.refresh_from_db()
    page = client.get(reverse("coaching:record", args=[visit.pk])).content.decode()
    assert (photo.removed_at, photo.removed_by) == (LATER, scene.coach)
    assert "No photo was added." in page
    assert Document.objects.count() == 1
    assert AuditEntry.objects.filter(table="coaching_visitphoto", action="update").exists()

    again = keep_photo(visit=visit, photo=drawn(), by=scene.coach, at=LATER)
    assert again == photo
    assert again.removed_at is None


def test_a_signed_record_takes_more_and_gives_nothing_up(scene, visit):
    first = add_photo(visit=visit, photo=drawn(), by=scene.coach, at=NOW)
    sign(scene, visit)

    add_photo(visit=visit, photo=drawn("PNG"), by=scene.coach, at=LATER)

    with pytest.raises(NotAllowed, match="signed"):
        remove_photo(photo=first, by=scene.coach, at=LATER)
    assert VisitPhoto.objects.filter(removed_at=None).count() == 2


def test_a_closed_month_takes_no_photo_for_a_record_that_is_not_signed(scene, visit):
    first = add_photo(visit=visit, photo=drawn(), by=scene.coach, at=NOW)
    close(scene)

    with pytest.raises(NotAllowed, match="closed"):
        add_photo(visit=visit, photo=drawn("PNG"), by=scene.coach, at=LATER)
    with pytest.raises(NotAllowed, match="closed"):
        remove_photo(photo=first, by=scene.coach, at=LATER)


def test_a_visit_that_lies_ahead_has_no_photo(scene):
    ahead = make_visit(scene, day=date(2026, 11, 5))

    with pytest.raises(NotAllowed, match="ahead"):
        add_photo(visit=ahead, photo=drawn(), by=scene.coach, at=LATER)


def test_another_county_knows_of_no_photo(scene, visit, client):
    photo = add_photo(visit=visit, photo=drawn(), by=scene.coach, at=NOW)
    elsewhere = make_scene()
    sign_in(client, elsewhere.coach)

    assert sent(client, visit, drawn("PNG")).status_code == 404
    assert client.post(reverse("coaching:remove_photo", args=[photo.pk])).status_code == 404
    photo.refresh_from_db()
    assert photo.removed_at is None


def test_who_may_not_record_the_visit_may_not_add_to_it(scene, visit):
    clerk = make_worker(scene.world, Role.PRIVACY_OFFICER, name="Nia Test")

    with pytest.raises(NotAllowed):
        add_photo(visit=visit, photo=drawn(), by=clerk, at=LATER)
    assert not VisitPhoto.objects.exists()


def test_the_record_asks_as_much_with_two_photos_as_with_forty(scene, visit, client):
    sign_in(client, scene.coach)
    asked = []
    for count in (2, 40):
        for number in range(VisitPhoto.objects.count(), count):
            quality = drawn(quality=50 + number)
            add_photo(visit=visit, photo=quality, by=scene.coach, at=NOW)
        client.get(reverse("coaching:record", args=[visit.pk]))
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("coaching:record", args=[visit.pk]))
        asked.append(len(caught))

    assert asked[0] == asked[1]
