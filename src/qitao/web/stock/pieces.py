"""Pieces scanned on a stock form: as many as there are serial numbers, so much is moved."""

from decimal import Decimal
from typing import Any

from qitao.base.texts import say
from qitao.catalog import queries as catalog
from qitao.catalog.values import MaterialId
from qitao.web.shell import forms
from qitao.web.shell.visit import Visit

FIELD = "serials"
AWAY = "out"


def is_by_piece(material: MaterialId) -> bool:
    """Tell whether a material is tracked by serial number."""
    return catalog.get_material(material).serial_tracked


def counted(visit: Visit, quantity: str) -> dict[str, Any]:
    """Return the serial numbers that were scanned, and their count under the name `quantity`.

    The count is negative where the form says that the pieces go. Refuses `INVALID` for none.
    """
    typed = [line.strip() for line in visit.text(FIELD).splitlines()]
    codes = tuple(code for code in typed if code)
    if not codes:
        words = say("ui.stock.no_serials", visit.lang)
        raise forms.refused([forms.Problem(FIELD, words)], visit.lang)
    sign = -1 if visit.text("way") == AWAY else 1
    return {FIELD: codes, quantity: Decimal(sign * len(codes))}
