"""Papers: kept as they came, sealed, known again, and given back only as files."""

import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caseway.cases.models import EmergencyAccess
from caseway.documents.actions.receive import Paper, bytes_of, receive
from caseway.documents.formats import CSV, DOCX, HEIC, JPEG, PDF, PNG, TXT, XLSX, format_of
from caseway.documents.models import Document, DocumentContent, DocumentKind
from caseway.kernel.models import AccessEvent
from caseway.kernel.refusals import NotAllowed
from tests.attendance.cases.conftest import TODAY
from tests.factories import make_case, make_worker, make_world

pytestmark = pytest.mark.django_db

A_PDF = b"%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\n"


def archive(*names):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (A_PDF, PDF),
        (b"\n\n" + A_PDF, PDF),  # readers look in the first 1024 bytes
        (b"x" * 1024 + A_PDF, TXT),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", JPEG),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 9, PNG),
        (b"\0\0\0\x18ftypheic" + b"\0" * 9, HEIC),
        (b"\0\0\0\x18ftypmif1" + b"\0" * 9, HEIC),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 9, None),  # a film
        (archive("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (archive("[Content_Types].xml", "word/document.xml"), DOCX),
        (archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), None),
        (archive("payload.exe"), None),
        (b"PK\x03\x04 and then nothing", None),
        (b"day,hours\n2026-11-02,6\n2026-11-03,6\n", CSV),
        ("Señora Rivera came\nevery day\n".encode(), TXT),
        ("Señora Rivera came".encode("cp1252"), TXT),
        (b"\xef\xbb\xbfday;hours\n1;6\n2;6\n", CSV),
        (b"MZ\x90\x00\x03", None),
        (b"<!DOCTYPE html><script>1</script>", None),
        (b"  \n<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"text\x00with a null", None),
    ],
)
def test_a_file_is_what_its_bytes_say(content, found):
    assert format_of(content) == found


def test_a_letter_cut_by_the_end_of_the_sample_is_still_text():
    content = b"a" * 8191 + "é".encode() + b" and more"

    assert format_of(content) == TXT


def paper(content=A_PDF, **fields):
    return Paper(DocumentKind.TIME_SHEET, content, **fields)


def take_in(world, given=None, case=None, by=None):
    return receive(
        case=case or world.case, paper=given or paper(), by=by or world.carla, today=TODAY
    )


def test_every_byte_is_kept_and_none_of_them_can_be_read_in_the_table(world):
    kept = take_in(world, paper(file_name="C:\\scans\\sheet.pdf", title="Week of Nov 9")).document

    assert bytes_of(kept) == A_PDF
    assert kept.sha256 == hashlib.sha256(A_PDF).hexdigest()
    assert (kept.file_name, kept.title, kept.size) == ("sheet.pdf", "Week of Nov 9", len(A_PDF))
    assert b"Catalog" not in DocumentContent.objects.get().body.encode()


def test_the_same_bytes_are_one_paper_on_a_case_and_another_on_another(world):
    first = take_in(world)
    again = take_in(world, paper(file_name="other name.pdf"))
    elsewhere = take_in(world, case=make_case(world, "Luz Ortega", worker=world.carla))

    assert (first.is_new, again.is_new, elsewhere.is_new) == (True, False, True)
    assert again.document == first.document
    assert Document.objects.count() == 2


def test_bytes_changed_behind_our_back_are_not_given_out(world):
    kept = take_in(world).document
    content = kept.content
    content.seal("body", "AAAA")
    content.save()

    with pytest.raises(ValueError, match="not those that came"):
        bytes_of(kept)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (paper(b""), "This file is empty"),
        (paper(b"%PDF-" + b"0" * 1024**2), "larger than 1 MB"),
        (paper(b"MZ\x90\x00"), "This kind of file is not taken"),
        (paper(received_on=date(2026, 11, 24)), "cannot come in the future"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(world, settings, given, sentence):
    settings.LARGEST_PAPER_BYTES = 1024**2

    with pytest.raises(NotAllowed, match=sentence):
        take_in(world, given)

    assert not Document.objects.exists()


def test_a_paper_of_exactly_the_limit_is_taken(world, settings):
    settings.LARGEST_PAPER_BYTES = len(A_PDF)

    assert take_in(world).is_new


def test_only_who_works_on_the_case_hands_papers_in(world):
    with pytest.raises(NotAllowed):
        take_in(world, by=make_worker(make_world("Elsewhere")))


def send(client, world, key, content=A_PDF, name="sheet.pdf", **more):
    url = reverse("documents:papers", args=[world.case.pk])
    file = SimpleUploadedFile(name, content, content_type="text/html")
    sent = {"file": file, "kind": "time_sheet", "received_on": "2026-11-23", "received_by": "paper"}
    return client.post(url, sent | {"submission_key": key()} | more)


def test_a_paper_is_handed_in_and_stands_on_the_page(world, sign_in, key):
    client = sign_in(world.carla)

    answer = send(client, world, key, title="Week of Nov 9")

    html = client.get(answer.url).content.decode()
    assert "Week of Nov 9" in html
    assert "Handed in on paper" in html


def test_a_refused_file_comes_back_with_its_sentence_and_what_was_typed(world, sign_in, key):
    answer = send(sign_in(world.carla), world, key, content=b"MZ\x90\x00", title="Kept words")

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "This kind of file is not taken" in html
    assert "Kept words" in html


def test_a_paper_is_given_back_as_a_file_that_nothing_runs_and_it_is_written_down(world, sign_in):
    kept = take_in(world, paper(b"first;second\n1;2\n3;4\n", file_name='Ana\'s "sheet".html'))

    answer = sign_in(world.carla).get(reverse("documents:download", args=[kept.document.pk]))

    assert answer.content == b"first;second\n1;2\n3;4\n"
    assert answer["Content-Type"] == "text/csv"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert ".html" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
    event = AccessEvent.objects.get(table="documents_document")
    assert (event.kind, event.row, event.case_id, event.field_class) == (
        "exported",
        str(kept.document.pk),
        world.case.pk,
        "health",
    )


def test_a_paper_of_another_agencys_case_does_not_exist(world, sign_in):
    kept = take_in(world).document
    stranger = make_worker(make_world("Elsewhere"))

    answer = sign_in(stranger).get(reverse("documents:download", args=[kept.pk]))

    assert answer.status_code == 404
    assert not AccessEvent.objects.filter(table="documents_document").exists()
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize("many", [2, 40])
def test_the_list_never_reads_the_bytes_and_asks_the_same_however_many(
    world, sign_in, django_assert_num_queries, many
):
    for number in range(many):
        take_in(world, paper(A_PDF + str(number).encode()))
    client = sign_in(world.carla)
    url = reverse("documents:papers", args=[world.case.pk])
    client.get(url)

    with django_assert_num_queries(9) as asked:
        client.get(url)

    assert not [one for one in asked if "documents_documentcontent" in one["sql"]]


def test_what_may_be_sent_is_said_in_the_readers_language(world, sign_in):
    world.carla.language = "es"
    world.carla.save()

    html = sign_in(world.carla).get(reverse("documents:papers", args=[world.case.pk])).content

    assert "PDF, foto, texto, CSV, Excel o Word, hasta 20 MB." in html.decode()
