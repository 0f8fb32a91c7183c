"""A material's picture and drawing: put, replaced, taken away; each kept once, all on record."""

import json
from typing import Any

import pytest
from django.db import connection

from qitao.base.actor import Actor, Scope
from qitao.base.files import FILE_TYPE_REFUSED, digest_of, find_file, find_small
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import KEY_REUSED, NOT_FOUND, OUT_OF_SCOPE, PERMISSION_MISSING
from qitao.base.versions import read_history
from qitao.catalog import actions, queries
from qitao.catalog.models import Material
from qitao.catalog.values import (
    PICTURE_WANTED,
    EditMaterials,
    FileKind,
    MaterialId,
    ViewCatalog,
)
from tests import pixels
from tests.catalog.test_actions import HOUSE, make_materials, material, refused

pytestmark = pytest.mark.django_db


def put(code: str, kind: FileKind, content: bytes, **more: Any) -> str:
    given: dict[str, Any] = {"actor": HOUSE, "material": number_of(code)} | more
    made = actions.put_material_file(kind=kind, content=content, **given)
    assert made.digest is not None
    return made.digest


def number_of(code: str) -> MaterialId:
    return MaterialId(Material.objects.get(code=code).pk)


def stored(count: str = "count(*)") -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {count} FROM base_file")
        return cursor.fetchone()[0]


def test_a_file_is_put_replaced_and_taken_away_and_its_history_tells() -> None:
    make_materials("A", "B")
    first = put("A", FileKind.PICTURE, pixels.picture())
    other = put("A", FileKind.PICTURE, pixels.picture(colour="blue"))
    put("A", FileKind.DRAWING, pixels.PDF)
    [row] = queries.list_materials(code="A")
    assert (row.picture, row.drawing) == (other, digest_of(pixels.PDF))
    assert (row.drawing_type, row.revision) == ("application/pdf", 4)
    dropped = actions.drop_material_file(
        actor=HOUSE, material=number_of("A"), kind=FileKind.PICTURE
    )
    assert (dropped.digest, dropped.revision) == (None, 5)
    refused(NOT_FOUND, actions.drop_material_file, material=number_of("A"), kind=FileKind.PICTURE)
    history = read_history(HOUSE, f"material:{number_of('A')}").versions()
    told = [
        (each.verb, one.field, one.old, one.new) for each in history[:4] for one in each.changes
    ]
    put_verb, drop_verb = "catalog.put_material_file", "catalog.drop_material_file"
    assert told == [
        (drop_verb, "picture", other, None),
        (put_verb, "drawing", None, digest_of(pixels.PDF)),
        (put_verb, "picture", first, other),
        (put_verb, "picture", None, first),
    ]
    assert find_file(first) is not None, "what history speaks of can still be seen"


def test_the_same_file_is_kept_once_and_putting_it_again_changes_nothing() -> None:
    make_materials("A", "B")
    digest = put("A", FileKind.PICTURE, pixels.picture())
    assert put("A", FileKind.PICTURE, pixels.picture()) == digest
    assert put("B", FileKind.DRAWING, pixels.picture()) == digest
    assert stored() == 1
    assert Material.objects.get(code="A").revision == 2
    assert find_small(digest) is not None
    assert find_small(put("B", FileKind.DRAWING, pixels.PDF)) is None


def test_neither_journal_nor_request_key_holds_the_bytes() -> None:
    make_materials("A")
    actor = Actor.system(cause="test", key="k-1")
    content = pixels.picture()
    digest = put("A", FileKind.PICTURE, content, actor=actor)
    assert put("A", FileKind.PICTURE, content, actor=actor) == digest, "the stored answer"
    given = {"material": number_of("A"), "kind": FileKind.PICTURE}
    other = pixels.picture(colour="blue")
    refused(KEY_REUSED, actions.put_material_file, actor=actor, content=other, **given)
    with connection.cursor() as cursor:
        cursor.execute("SELECT given FROM base_journal WHERE verb = 'catalog.put_material_file'")
        [(kept,)] = cursor.fetchall()
    kept = json.loads(kept) if isinstance(kept, str) else kept
    assert kept["content"] == f"sha256:{digest_of(content)}"


def test_what_is_refused_leaves_nothing_behind() -> None:
    make_materials("A")
    given = {"material": number_of("A"), "kind": FileKind.PICTURE}
    put_it = actions.put_material_file
    refused(FILE_TYPE_REFUSED, put_it, content=b"<html>", **given)
    refused(PICTURE_WANTED, put_it, content=pixels.PDF, **given)
    nobody = Actor(UserId(7), "nobody", {ViewCatalog: (Scope(),)})
    refused(PERMISSION_MISSING, put_it, actor=nobody, content=pixels.picture(), **given)
    bounded = Actor(
        UserId(8), "of one plant", {EditMaterials: (Scope(plants=frozenset({PlantId(1)})),)}
    )
    refused(OUT_OF_SCOPE, put_it, actor=bounded, content=pixels.picture(), **given)
    unknown = given | {"material": MaterialId(10**9)}
    refused(NOT_FOUND, put_it, content=pixels.picture(), **unknown)
    assert (stored(), Material.objects.get().picture) == (0, None)


def test_an_import_leaves_picture_and_drawing_alone() -> None:
    make_materials("A")
    digest = put("A", FileKind.PICTURE, pixels.picture())
    actions.import_materials(actor=HOUSE, rows=(material("A", spec="new"),))
    kept = Material.objects.get()
    assert (kept.spec, kept.picture) == ("new", digest)


@pytest.mark.parametrize("change", ["UPDATE base_file SET width = 1", "DELETE FROM base_file"])
def test_a_file_is_never_changed(change: str) -> None:
    make_materials("A")
    put("A", FileKind.PICTURE, pixels.picture())
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute(change)
