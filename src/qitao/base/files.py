"""Pictures and drawings: what may be kept, what becomes of it, found again by content (0025)."""

import base64
import binascii
import hashlib
import struct
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Annotated, Any

from PIL import ExifTags, Image, UnidentifiedImageError
from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from qitao.base.refusal import Refusal, RefusalCode
from qitao.base.sql import SqlRoom

sql = SqlRoom(__package__)

MEGABYTE = 2**20
PICTURE_BYTES_MAX = 15 * MEGABYTE
"""A photo as a telephone takes it; what is kept of it is far smaller."""
KEPT_BYTES_MAX = 5 * MEGABYTE
"""One file as it is kept; a PDF is kept as it came."""
PIXELS_MAX = 50_000_000
SIDE_MAX = 1_600
SMALL_SIDE_MAX = 160
LOSSLESS_BYTES_MAX = 1 * MEGABYTE
DIGEST_CHARS = 64
WEBP, PDF = "image/webp", "application/pdf"
FORMATS = ("PNG", "JPEG", "WEBP")
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a photo upright, by the orientation that its camera wrote (EXIF 2.3, tag 274)."""
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    KeyError,
    TypeError,
    struct.error,
    ZeroDivisionError,
)
"""What reading odd camera data may raise."""
PDF_BEGINS, PDF_ENDS = b"%PDF-", b"%%EOF"
TAIL_BYTES = 2_048
ONE_AT_A_TIME = Lock()
"""A picture of fifty megapixels takes up to 200 MB while it is made smaller."""

FILE_TYPE_REFUSED = RefusalCode("FILE_TYPE_REFUSED", 422)
FILE_TOO_LARGE = RefusalCode("FILE_TOO_LARGE", 422)
FILE_DAMAGED = RefusalCode("FILE_DAMAGED", 422)
PICTURE_TOO_LARGE = RefusalCode("PICTURE_TOO_LARGE", 422)


def digest_of(content: bytes) -> str:
    """Return the name that a file has by its content."""
    return hashlib.sha256(content).hexdigest()


def _decoded(given: Any) -> bytes:
    """Read base64, as JSON carries a file; a page gives the bytes themselves."""
    if isinstance(given, bytes):
        return given
    try:
        return base64.b64decode(given, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise ValueError("not base64") from error


def _told(content: bytes) -> str:
    return f"sha256:{digest_of(content)}"


FileContent = Annotated[
    bytes,
    BeforeValidator(_decoded),
    PlainSerializer(_told, return_type=str),
    WithJsonSchema({"type": "string", "format": "byte", "contentEncoding": "base64"}),
]
"""A file given to a verb; journal and request keys hold its digest only."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it is to be kept: a picture anew, of bounded size; a PDF as it came."""

    media_type: str
    content: bytes
    small: bytes = b""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is kept, or the small picture of it."""

    media_type: str
    content: bytes


def prepare(content: bytes) -> Prepared:
    """Judge a file by its content and make of it what is kept.

    Refuses `FILE_TYPE_REFUSED`, `FILE_TOO_LARGE`, `FILE_DAMAGED`, and `PICTURE_TOO_LARGE` for more
    than `PIXELS_MAX` pixels, before they are unpacked.
    """
    if content.startswith(PDF_BEGINS):
        return _prepare_pdf(content)
    _check_size(content, PICTURE_BYTES_MAX)
    try:
        with ONE_AT_A_TIME:
            return _prepare_picture(content)
    except UnidentifiedImageError as error:
        raise Refusal(FILE_TYPE_REFUSED) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal(PICTURE_TOO_LARGE, megapixels=PIXELS_MAX // 10**6) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refusal(FILE_DAMAGED) from error


def _check_size(content: bytes, limit: int) -> None:
    if len(content) > limit:
        megabytes = f"{len(content) / MEGABYTE:.1f}"
        raise Refusal(FILE_TOO_LARGE, megabytes=megabytes, limit=limit // MEGABYTE)


def _prepare_pdf(content: bytes) -> Prepared:
    _check_size(content, KEPT_BYTES_MAX)
    if PDF_ENDS not in content[-TAIL_BYTES:]:
        raise Refusal(FILE_DAMAGED)
    return Prepared(PDF, content)


def _prepare_picture(content: bytes) -> Prepared:
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        if image.width * image.height > PIXELS_MAX:
            raise Refusal(PICTURE_TOO_LARGE, megapixels=PIXELS_MAX // 10**6)
        is_lossless = image.format == "PNG"
        turn = _turn_of(image)
        image.draft(image.mode, (SIDE_MAX, SIDE_MAX))
        picture: Image.Image = image
        if picture.mode.startswith("I"):  # 16 bits of grey
            picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        if picture.mode not in ("RGB", "RGBA", "L"):
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        picture.thumbnail((SIDE_MAX, SIDE_MAX), Image.Resampling.LANCZOS)  # before it is copied
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if turn is not None:
        picture = picture.transpose(turn)
    kept = _written(picture, lossless=True) if is_lossless else b""
    if not kept or len(kept) > LOSSLESS_BYTES_MAX:
        kept = _written(picture, quality=85)
    width, height = picture.size
    picture.thumbnail((SMALL_SIDE_MAX, SMALL_SIDE_MAX), Image.Resampling.LANCZOS)
    return Prepared(WEBP, kept, _written(picture, quality=80), width, height)


def _turn_of(image: Image.Image) -> Image.Transpose | None:
    """Return how a photo is to be turned; where its camera data cannot be read, not at all."""
    try:
        return TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except UNREADABLE:
        return None


def _written(picture: Image.Image, **options: Any) -> bytes:
    """Write the pixels and nothing else: no place, camera or comment of the original."""
    out = BytesIO()
    picture.save(out, "WEBP", method=4, exif=b"", xmp=b"", icc_profile=b"", **options)
    return out.getvalue()


def keep(prepared: Prepared) -> str:
    """Keep a file in the open transaction, once however often it comes; return its digest."""
    digest = digest_of(prepared.content)
    sql.run(
        "keep_file",
        digest=digest,
        media_type=prepared.media_type,
        width=prepared.width,
        height=prepared.height,
        content=prepared.content,
        small=prepared.small,
    )
    return digest


def find_file(digest: str) -> StoredFile | None:
    """Return a file by its digest."""
    return sql.find("find_file", StoredFile, digest=digest)


def find_small(digest: str) -> StoredFile | None:
    """Return the small picture of a file; None for a PDF too."""
    return sql.find("find_small_file", StoredFile, digest=digest)
