"""Small worlds of materials for tests, and a naive reading of them in plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from qitao.catalog.models import Bom, BomLine, Material, Unit, UnitConversion
from qitao.catalog.values import MaterialId

TODAY = date(2026, 6, 1)


@dataclass
class Line:
    component: str
    quantity: Decimal
    unit: str
    fixed: bool = False
    scrap_rate: Decimal = Decimal(0)
    phantom: bool | None = None
    operation: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass
class World:
    """`kinds` and `units` of materials by code, BOM lines with base quantity, conversions."""

    decimals: dict[str, int]
    kinds: dict[str, str]
    units: dict[str, str]
    factors: dict[tuple[str, str], Fraction] = field(default_factory=dict)
    boms: dict[str, tuple[Decimal, list[Line]]] = field(default_factory=dict)

    def store(self) -> dict[str, MaterialId]:
        """Write the world to the database; return the id of each material."""
        units = {
            code: Unit.objects.create(code=code, name=code, decimals=places)
            for code, places in self.decimals.items()
        }
        for (given, wanted), factor in self.factors.items():
            UnitConversion.objects.create(
                from_unit=units[given],
                to_unit=units[wanted],
                factor=Decimal(factor.numerator) / factor.denominator,
            )
        made = {
            code: Material.objects.create(
                code=code, name=code, unit=units[self.units[code]], kind=kind
            )
            for code, kind in self.kinds.items()
        }
        for code, (base, lines) in self.boms.items():
            bom = Bom.objects.create(
                material=made[code],
                version="1",
                state="active",
                effective_from=date(2000, 1, 1),
                base_quantity=base,
            )
            for number, line in enumerate(lines, 1):
                BomLine.objects.create(
                    bom=bom,
                    line_no=number * 10,
                    component=made[line.component],
                    quantity=line.quantity,
                    unit=units[line.unit],
                    fixed=line.fixed,
                    scrap_rate=line.scrap_rate,
                    phantom=line.phantom,
                    operation_sequence=line.operation,
                    valid_from=line.valid_from,
                    valid_to=line.valid_to,
                )
        return {code: MaterialId(material.pk) for code, material in made.items()}

    def factor(self, given: str, wanted: str) -> Fraction:
        if given == wanted:
            return Fraction(1)
        if (given, wanted) in self.factors:
            return self.factors[given, wanted]
        return 1 / self.factors[wanted, given]

    def need(self, asked: Fraction, base: Decimal, line: Line) -> tuple[Fraction, bool]:
        """Return what one line needs, and whether it is a phantom."""
        raw = Fraction(line.quantity) * (1 if line.fixed else asked / Fraction(base))
        raw *= (1 + Fraction(line.scrap_rate)) * self.factor(line.unit, self.units[line.component])
        kind = self.kinds[line.component]
        phantom = kind == "phantom" if line.phantom is None else line.phantom
        if phantom:
            return raw, True
        grain = 10 ** self.decimals[self.units[line.component]]
        return Fraction(ceil(round(raw, 9) * grain), grain), False

    def lines(self, code: str, on: date) -> list[Line]:
        return [
            line
            for line in self.boms.get(code, (Decimal(1), []))[1]
            if (line.valid_from or date.min) <= on <= (line.valid_to or date.max)
        ]

    def walk(
        self, code: str, asked: Fraction, on: date, level: int = 1
    ) -> Iterator[tuple[int, str, Fraction, bool]]:
        """Yield level, material, quantity, phantom of every node below, in BOM order."""
        for line in self.lines(code, on):
            quantity, phantom = self.need(asked, self.boms[code][0], line)
            yield level, line.component, quantity, phantom
            if phantom or self.kinds[line.component] != "buy":
                yield from self.walk(line.component, quantity, on, level + 1)

    def draw(
        self, code: str, asked: Fraction, on: date, operation: int | None = None
    ) -> Iterator[tuple[str, Fraction, int | None]]:
        """Yield what an order draws: material, quantity, operation."""
        for line in self.lines(code, on):
            quantity, phantom = self.need(asked, self.boms[code][0], line)
            at = operation if operation is not None else line.operation
            if phantom and line.component in self.boms:
                yield from self.draw(line.component, quantity, on, at)
            else:
                yield line.component, quantity, at
