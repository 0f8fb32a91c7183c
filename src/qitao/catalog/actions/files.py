"""The picture and the drawing of a material."""

from qitao.base import files
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.files import FileContent
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.catalog import rules
from qitao.catalog.models import Material
from qitao.catalog.values import EditMaterials, FileKind, MaterialId
from qitao.catalog.values.results import MaterialFileSaved


@action(permission=EditMaterials, shared=True)
def put_material_file(
    *, actor: Actor, material: MaterialId, kind: FileKind, content: FileContent
) -> MaterialFileSaved:
    """Give a material its picture or its drawing (PNG, JPEG, WebP; a drawing also as PDF).

    What is kept of a picture is scaled and holds nothing but its pixels. Refuses
    `FILE_TYPE_REFUSED`, `FILE_TOO_LARGE`, `FILE_DAMAGED`, `PICTURE_TOO_LARGE`, `PICTURE_WANTED`.
    """
    prepared = files.prepare(content)
    rules.check_file(kind, prepared.media_type)
    stored = _lock(material)
    return _put(stored, kind, files.keep(prepared))


@action(permission=EditMaterials, shared=True)
def drop_material_file(*, actor: Actor, material: MaterialId, kind: FileKind) -> MaterialFileSaved:
    """Take a material's picture or drawing away; refuses `NOT_FOUND` where there is none."""
    stored = _lock(material)
    if getattr(stored, kind) is None:
        raise Refusal(NOT_FOUND, noun=f"material_{kind}", id=material)
    return _put(stored, kind, None)


def _lock(material: MaterialId) -> Material:
    stored = Material.objects.select_for_update().filter(pk=material).first()
    if stored is None:
        raise Refusal(NOT_FOUND, noun="material", id=material)
    return stored


def _put(stored: Material, kind: FileKind, digest: str | None) -> MaterialFileSaved:
    if getattr(stored, kind) != digest:
        setattr(stored, kind, digest)
        stored.revision += 1
        stored.save(update_fields=[str(kind), "revision"])
    return MaterialFileSaved(MaterialId(stored.pk), kind, digest, stored.revision)
