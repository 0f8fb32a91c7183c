"""How finely materials are counted, asked for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from qitao.base.sql import SqlRoom
from qitao.catalog import rules
from qitao.catalog.values import MaterialId
from qitao.catalog.values.structure import Counted

sql = SqlRoom("qitao.catalog")


@dataclass(frozen=True, slots=True)
class Grain:
    """The unit of a material, and how many decimals a quantity in it may have."""

    material: MaterialId
    code: str
    unit: str
    unit_en: str
    decimals: int


def check_grain(asked: Iterable[tuple[int | str | None, int, Decimal]]) -> None:
    """Refuse `QUANTITY_TOO_FINE` with every (line, material, quantity) finer than its unit.

    Whole numbers fit every unit: only others ask for it.
    """
    fine = [one for one in asked if one[2] % 1]
    if not fine:
        return
    materials = sorted({material for _, material, _ in fine})
    known = {row.material: row for row in sql.all("list_grains", Grain, materials=materials)}
    rules.check_grain(
        [
            Counted(line, row.code, quantity, row.unit, row.unit_en, row.decimals)
            for line, material, quantity in fine
            if (row := known.get(MaterialId(material)))
        ]
    )
