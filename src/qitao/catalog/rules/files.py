"""Which file may be what to a material."""

from qitao.base.refusal import Refusal
from qitao.catalog.values import PICTURE_WANTED, FileKind

PICTURES = "image/"


def check_file(kind: FileKind, media_type: str) -> None:
    """Refuse `PICTURE_WANTED` for a document where people look for the thing itself."""
    if kind is FileKind.PICTURE and not media_type.startswith(PICTURES):
        raise Refusal(PICTURE_WANTED)
