"""The sentences about master data find exactly the row that breaks them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from qitao.base.checks import CHECKS
from qitao.catalog.models import Material, UnitConversion
from tests.catalog.structures import Line, World

pytestmark = pytest.mark.django_db


def found(name: str) -> list[str]:
    return [str(f.evidence["component"]) for f in CHECKS[f"catalog.{name}"].run()]


def test_each_check_is_silent_until_its_row_breaks() -> None:
    world = World(
        {"PCS": 0, "KG": 3, "G": 1},
        {"A": "make", "P": "phantom", "B": "buy"},
        {"A": "PCS", "P": "PCS", "B": "KG"},
        {("KG", "G"): Fraction(1000)},
    )
    world.boms = {
        "A": (Decimal(1), [Line("P", Decimal(1), "PCS")]),
        "P": (Decimal(1), [Line("B", Decimal(5), "G")]),
    }
    world.store()
    names = ("bom_components_are_in_use", "bom_units_convert", "phantoms_have_a_bom")
    assert [found(name) for name in names] == [[], [], []]
    UnitConversion.objects.all().delete()
    Material.objects.filter(code="B").update(active=False)
    assert [found(name) for name in names] == [["B"], ["B"], []]
    Material.objects.get(code="P").boms.update(state="retired")
    assert [found(name) for name in names] == [[], [], ["P"]]
