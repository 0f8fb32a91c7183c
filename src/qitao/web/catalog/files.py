"""Pictures and drawings of materials: shown to who may see materials, put by who may edit them."""

from collections.abc import Callable

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from qitao.base import files
from qitao.base.files import StoredFile
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.catalog import actions
from qitao.catalog.values import FileKind, MaterialId, ViewCatalog
from qitao.web.catalog.structure import show_material
from qitao.web.shell import forms
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

FOR_EVER = "private, max-age=31536000, immutable"
"""An address names its content: it never shows anything else."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""A file is looked at, it does nothing."""


@page(permission=ViewCatalog)
def file(visit: Visit, digest: str) -> HttpResponseBase:
    """Show a picture or a drawing."""
    return _answer(visit, digest, files.find_file, digest)


@page()
def small(visit: Visit, digest: str) -> HttpResponseBase:
    """Show the small picture that stands beside a name, on pages of orders and stock too.

    It needs no permission of its own: whoever may read such a row is told the digest by it, and
    nobody can guess one.
    """
    return _answer(visit, f"{digest}-small", files.find_small, digest)


def _answer(
    visit: Visit, tag: str, find: Callable[[str], StoredFile | None], digest: str
) -> HttpResponseBase:
    """Answer with the file; who has it already is told so without its being read."""
    if f'"{tag}"' in visit.request.headers.get("If-None-Match", ""):
        answer = HttpResponse(status=304)
    elif found := find(digest):
        answer = HttpResponse(found.content, content_type=found.media_type)
    else:
        raise Refusal(NOT_FOUND, file=tag)
    answer["ETag"] = f'"{tag}"'
    answer["Cache-Control"] = FOR_EVER
    answer["Content-Disposition"] = "inline"
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page(permission=ViewCatalog)
def put_file(visit: Visit, material: int, kind: str) -> HttpResponseBase:
    """Take the picture or the drawing of a material, or take it away."""
    if not visit.posted:
        return show_material(visit, material)
    number, which = MaterialId(material), _kind(kind)
    if "drop" in visit.typed:
        actions.drop_material_file(actor=visit.actor, material=number, kind=which)
    else:
        content = _content(visit)
        actions.put_material_file(actor=visit.actor, material=number, kind=which, content=content)
    done = "dropped" if "drop" in visit.typed else "put"
    visit.tell(f"ui.catalog.file_{done}", what=say(f"file_kind.{which}", visit.lang))
    return visit.go("catalog:material", material)


def _kind(text: str) -> FileKind:
    if text not in tuple(FileKind):
        raise Refusal(NOT_FOUND, kind=text)
    return FileKind(text)


def _content(visit: Visit) -> bytes:
    """Return the file that was sent, no more of it than is ever kept."""
    sent = visit.request.FILES.get("file")
    if sent is None:
        words = say("ui.catalog.file_missing", visit.lang)
        raise forms.refused([forms.Problem("file", words)], visit.lang)
    return bytes(sent.read(files.PICTURE_BYTES_MAX + 1))
