"""The short materials of a plant as a sheet: the gap, what is there, who holds it, what comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.http import HttpResponse

from qitao.kitting.queries import Holder, ShortMaterial, Substitute
from qitao.web.shell import marks, units
from qitao.web.shell.listing import Column, sheet_of
from qitao.web.shell.visit import Visit


@dataclass(frozen=True, slots=True)
class ShortRow:
    """One short material with who holds it and what could stand in, in words."""

    short: ShortMaterial
    held_by: tuple[str, ...]
    substitutes: tuple[str, ...]


def _of(name: str) -> Column:
    return Column(name, plain=attrgetter(f"short.{name}"))


COLUMNS = (
    _of("code"),
    Column(
        "name",
        spoken=True,
        cell=lambda row, lang: marks.named(row.short.name, row.short.name_en, lang),
    ),
    _of("spec"),
    _of("short"),
    Column("unit", spoken=True, cell=lambda row, lang: units.word(row.short.unit, lang)),
    _of("required"),
    _of("orders"),
    _of("needed_on"),
    _of("on_hand"),
    _of("reserved"),
    _of("elsewhere"),
    _of("incoming"),
    _of("expected_on"),
    _of("expected_from"),
    _of("coverage_on"),
    Column("held_by"),
    Column("substitutes"),
)


def sheet(
    visit: Visit,
    shortages: Sequence[ShortMaterial],
    holders: Mapping[int, Sequence[Holder]],
    substitutes: Mapping[int, Sequence[Substitute]],
) -> HttpResponse:
    """Return the short materials as the file that was asked for."""
    rows = [
        ShortRow(
            each,
            tuple(
                f"{holder.label} {marks.told(holder.quantity, each.unit, visit.lang)}"
                for holder in holders.get(each.material, ())
            ),
            tuple(
                f"{marks.named(other.name, other.name_en, visit.lang)} "
                f"{marks.told(other.free, other.unit, visit.lang)}"
                for other in substitutes.get(each.material, ())
            ),
        )
        for each in shortages
    ]
    return sheet_of(visit, "ui.kits.short", COLUMNS, rows)
