"""How finely materials are counted, asked for many at once."""

from collections.abc import Iterable, Sequence
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

    def counted(self, quantity: Decimal, line: int | str | None = None) -> Counted:
        """Return a quantity in this unit."""
        return Counted(line, self.code, quantity, self.unit, self.unit_en, self.decimals)


def check_grain(asked: Iterable[tuple[int | str | None, int, Decimal]]) -> None:
    """Refuse `QUANTITY_TOO_FINE` with every (line, material, quantity) finer than its unit.

    Whole numbers fit every unit: only others ask for it.
    """
    fine = [one for one in asked if one[2] % 1]
    if not fine:
        return
    materials = sorted({material for _, material, _ in fine})
    known = {row.material: row for row in _list_grains(materials, [])}
    rules.check_grain(
        [
            row.counted(quantity, line)
            for line, material, quantity in fine
            if (row := known.get(MaterialId(material)))
        ]
    )


def find_fine(asked: Iterable[tuple[str, Decimal]]) -> dict[int, Counted]:
    """Return by their places those (material code, quantity) that are finer than their unit."""
    fine = {place: one for place, one in enumerate(asked) if one[1] % 1}
    codes = sorted({code for code, _ in fine.values()})
    known = {row.code: row for row in _list_grains([], codes)} if codes else {}
    return {
        place: row.counted(quantity)
        for place, (code, quantity) in fine.items()
        if (row := known.get(code)) and not rules.fits(quantity, row.decimals)
    }


def _list_grains(materials: Sequence[int], codes: Sequence[str]) -> list[Grain]:
    return sql.all("list_grains", Grain, materials=list(materials), codes=list(codes))
