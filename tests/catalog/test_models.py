"""The database itself holds what the tables promise."""

import pytest
from django.db import IntegrityError

from qitao.catalog.models import Bom, Material, Unit

pytestmark = pytest.mark.django_db


def make_material(code: str) -> Material:
    unit, _ = Unit.objects.get_or_create(code="PCS", defaults={"name": "件"})
    return Material.objects.create(code=code, name=code, unit=unit, kind="make")


def make_bom(material: Material, version: str, start: str, end: str | None) -> Bom:
    return Bom.objects.create(
        material=material, version=version, state="active", effective_from=start, effective_to=end
    )


def test_two_active_versions_that_share_one_day_are_refused() -> None:
    valve = make_material("V")
    make_bom(valve, "A", "2026-01-01", "2026-03-31")
    with pytest.raises(IntegrityError, match="catalog_bom_one_active"):
        make_bom(valve, "B", "2026-03-31", None)


def test_versions_that_follow_each_other_stand_side_by_side() -> None:
    valve, body = make_material("V"), make_material("B")
    make_bom(valve, "A", "2026-01-01", "2026-03-31")
    make_bom(valve, "B", "2026-04-01", None)
    make_bom(body, "A", "0001-01-01", None)
    assert Bom.objects.count() == 3
