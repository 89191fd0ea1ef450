"""A picture keeps what is drawn and which way up it is, and loses what the camera says of it."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from caseway.documents.pictures import without_metadata

GPS, ORIENTATION, MODEL = 0x8825, 0x0112, 0x0110


def drawn(kind="JPEG", **said):
    picture = Image.new("RGB", (40, 24), (200, 30, 60))
    picture.putpixel((3, 3), (0, 255, 0))
    kept = io.BytesIO()
    picture.save(kept, kind, **said)
    return kept.getvalue()


def taken(turned=1):
    exif = Image.Exif()
    exif[ORIENTATION], exif[MODEL] = turned, "Camera of Lena"
    exif.get_ifd(GPS).update({1: "N", 2: (40.0, 44.0, 51.0)})
    return drawn(exif=exif, comment=b"at the bakery")


def opened(content):
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("turned", [1, 2, 6, 8])
def test_the_place_and_the_camera_go_and_the_way_up_stays(turned):
    before = taken(turned)
    assert b"Camera of Lena" in before

    after = without_metadata(before)

    exif = opened(after).getexif()
    assert b"Camera of Lena" not in after
    assert b"at the bakery" not in after
    assert dict(exif) == ({} if turned == 1 else {ORIENTATION: turned})
    assert not exif.get_ifd(GPS)


@pytest.mark.parametrize("progressive", [False, True])
def test_not_one_point_of_the_picture_changes(progressive):
    before = drawn(progressive=progressive, quality=90)

    after = without_metadata(before)

    assert opened(after).tobytes() == opened(before).tobytes()


def test_done_twice_it_is_the_same_picture():
    once = without_metadata(taken(6))

    assert without_metadata(once) == once


def test_what_hangs_behind_the_picture_goes():
    after = without_metadata(drawn() + b"latitude 40.7")

    assert after.endswith(b"\xff\xd9")


def test_words_in_a_png_go_and_its_points_stay():
    words = PngInfo()
    words.add_text("Location", "40.7, -73.9")
    before = drawn("PNG", pnginfo=words)
    assert b"Location" in before

    after = without_metadata(before)

    assert b"Location" not in after
    assert opened(after).tobytes() == opened(before).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("left", [2, 3, 9, 20, 60, -2, -1])
def test_a_picture_that_is_cut_short_is_refused_at_every_length(kind, left):
    with pytest.raises(ValueError, match=r"\."):
        without_metadata(drawn(kind)[:left])


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"words", b"", b"\xff\xd8\xff\xe0\x00\x00"])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(ValueError, match=r"\."):
        without_metadata(content)
