"""What may be kept of a file is decided by its content; what is kept holds nothing but pixels."""

from io import BytesIO

import pytest
from PIL import Image

from qitao.base.files import (
    FILE_DAMAGED,
    FILE_TOO_LARGE,
    FILE_TYPE_REFUSED,
    KEPT_BYTES_MAX,
    PDF,
    PICTURE_BYTES_MAX,
    PICTURE_TOO_LARGE,
    SIDE_MAX,
    SMALL_SIDE_MAX,
    WEBP,
    prepare,
)
from qitao.base.refusal import Refusal, RefusalCode
from tests import pixels


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_written_anew_and_scaled(kind: str) -> None:
    found = prepare(pixels.picture(3200, 1000, kind=kind))
    assert (found.media_type, found.width, found.height) == (WEBP, SIDE_MAX, 500)
    assert opened(found.content).format == "WEBP"
    assert opened(found.small).size == (SMALL_SIDE_MAX, 50)


def test_a_small_picture_is_not_blown_up() -> None:
    found = prepare(pixels.picture(40, 30))
    assert (found.width, found.height) == (40, 30)


def test_what_a_camera_wrote_beside_the_pixels_is_gone_but_its_way_up_is_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Maker of the camera"
    found = prepare(pixels.picture(60, 30, kind="JPEG", exif=exif))
    assert (found.width, found.height) == (30, 60)
    assert b"Maker" not in found.content
    assert not opened(found.content).getexif()


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_camera_data_that_nobody_can_read_spoil_no_photo() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    whole = pixels.picture(60, 30, kind="JPEG", exif=exif)
    at = whole.index(b"Exif\0\0") + 6
    for length in (4, 8, 12):
        broken = whole[: at + length] + b"\xff" * 6 + whole[at + length + 6 :]
        assert prepare(broken).media_type == WEBP


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixel_is_understood(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (20, 10)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(prepare(out.getvalue()).content).size == (20, 10)


def test_a_pdf_is_kept_as_it_came() -> None:
    assert prepare(pixels.PDF).content == pixels.PDF
    assert prepare(pixels.PDF).media_type == PDF


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", FILE_TYPE_REFUSED),
        (b"<html><script>alert(1)</script></html>", FILE_TYPE_REFUSED),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', FILE_TYPE_REFUSED),
        (b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>", FILE_TYPE_REFUSED),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", FILE_TYPE_REFUSED),
        (b" %PDF-1.4 <html> %%EOF", FILE_TYPE_REFUSED),
        (pixels.picture(200, 200, kind="JPEG")[:-300], FILE_DAMAGED),
        (pixels.PDF[:40], FILE_DAMAGED),
        (pixels.PDF[:-6] + b"0" * KEPT_BYTES_MAX + b"%%EOF", FILE_TOO_LARGE),
        (pixels.picture() + b"0" * PICTURE_BYTES_MAX, FILE_TOO_LARGE),
        (pixels.bomb(7_100), PICTURE_TOO_LARGE),
        (pixels.bomb(10_000), PICTURE_TOO_LARGE),
        (pixels.bomb(60_000), PICTURE_TOO_LARGE),
    ],
)
def test_other_content_is_refused(content: bytes, code: RefusalCode) -> None:
    with pytest.raises(Refusal) as refused:
        prepare(content)
    assert refused.value.code is code
