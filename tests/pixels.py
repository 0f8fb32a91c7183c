"""Pictures and drawings to send, made up on the spot."""

import zlib
from io import BytesIO
from struct import pack
from typing import Any

from PIL import Image

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def picture(
    width: int = 64,
    height: int = 48,
    *,
    kind: str = "PNG",
    colour: Any = (200, 30, 30),
    **more: Any,
) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind, **more)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it has `side`² pixels."""

    def chunk(name: bytes, inside: bytes) -> bytes:
        return pack(">I", len(inside)) + name + inside + pack(">I", zlib.crc32(name + inside))

    head = pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
