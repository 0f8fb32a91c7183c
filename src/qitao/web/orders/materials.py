"""The materials of an order: needed, issued, there, missing; and moving them."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.ids import PlantId
from qitao.base.quantity import ZERO
from qitao.base.texts import say
from qitao.kitting import queries as kitting
from qitao.kitting.queries.lists import KitLine
from qitao.production import actions
from qitao.production import queries as production
from qitao.production.actions.picking import IssueLine
from qitao.production.actions.substitute import SUBSTITUTABLE
from qitao.production.queries import lists
from qitao.production.queries.lists import MaterialSource, MaterialView, OrderView
from qitao.production.queries.stand_ins import StandIn, list_stand_ins
from qitao.production.values import (
    BUSINESS,
    IssueMaterial,
    SubstituteMaterial,
    ViewOrder,
    WorkOrderId,
)
from qitao.web.shell import forms
from qitao.web.shell.deeds import Deeds, carry_out, deeds_of
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

DEEDS: Deeds = deeds_of(actions.issue_materials, actions.top_up_materials, actions.return_materials)
SUBSTITUTE: Deeds = deeds_of(actions.substitute_material)
FIELD = "line_"
SERIALS = "serials_"


@dataclass(frozen=True, slots=True)
class Need:
    """One material line with what is still missing and how it looks."""

    row: MaterialView
    net: Decimal
    missing: Decimal
    outcome: str
    shortage: KitLine | None = None
    serial_tracked: bool = False
    choices: tuple[StandIn, ...] = ()
    sources: tuple[MaterialSource, ...] = ()

    @property
    def instead_of(self) -> StandIn | None:
        """The BOM's own material, where another stands in."""
        return next((choice for choice in self.choices if choice.own), None)


def inside(visit: Visit, row: OrderView) -> dict[str, Any]:
    """Return what the tab shows: lines, kit verdict, shortages."""
    verdict = kitting.find_verdict(BUSINESS, row.id)
    short = {int(each.material): each for each in kitting.list_shortages_of(BUSINESS, row.id)}
    by_piece = {line.line for line in production.list_materials(row.id) if line.serial_tracked}
    choices: dict[int, list[StandIn]] = {}
    for choice in list_stand_ins(row.id):
        choices.setdefault(choice.line, []).append(choice)
    sources = lists.list_sources(row.id)
    may, plant = visit.actor.may, PlantId(row.plant)
    return {
        "needs": [
            replace(
                _need(line, short.get(line.material)),
                serial_tracked=line.line in by_piece,
                choices=tuple(choices.get(line.line, ())),
                sources=tuple(each for each in sources if each.line == line.line),
            )
            for line in lists.list_order_materials(row.id)
        ],
        "verdict": verdict,
        "may_issue": may(IssueMaterial, plant=plant) and row.state in ("released", "in_production"),
        "may_substitute": may(SubstituteMaterial, plant=plant) and row.state in SUBSTITUTABLE,
    }


@page(permission=ViewOrder)
def substitute(visit: Visit, order: int, line: int) -> HttpResponseBase:
    """Let another material take the place of a line's and come back to the order's page."""
    number = lists.get_number(WorkOrderId(order))
    carry_out(visit, SUBSTITUTE, "substitute_material", order=WorkOrderId(order), line=line)
    return visit.go_back("orders:order", number)


def _need(line: MaterialView, shortage: KitLine | None) -> Need:
    net = line.issued - line.returned
    missing = max(line.required - net, ZERO)
    if missing == 0:
        outcome = "complete"
    elif shortage is not None:
        outcome = "short"
    else:
        outcome = "pass" if line.on_hand >= missing else "fail"
    return Need(line, net, missing, outcome, shortage)


def lines_of(visit: Visit) -> tuple[IssueLine, ...]:
    """Read the quantities and serial numbers typed beside the lines.

    Serial numbers without a quantity count themselves. Refuses `INVALID` with every faulty one,
    and where nothing was typed at all: that must not stand for everything.
    """
    lines, problems = [], []
    for name, text in visit.typed.items():
        number = name.removeprefix(FIELD)
        if not (name.startswith(FIELD) and number.isdecimal() and len(number) < 10):
            continue
        typed = visit.text(f"{SERIALS}{number}").splitlines()
        codes = tuple(code.strip() for code in typed if code.strip())
        quantity = _quantity(str(text).strip() or str(len(codes)))
        if quantity is None:
            words = say("ui.orders.mat.no_quantity", visit.lang, line=number, text=text)
            problems.append(forms.Problem(name, words))
        elif quantity:
            lines.append(IssueLine(int(number), quantity, serials=codes))
    if not lines and not problems:
        problems.append(forms.Problem("lines", say("ui.orders.mat.nothing_typed", visit.lang)))
    if problems:
        raise forms.refused(problems, visit.lang)
    return tuple(lines)


def _quantity(text: str) -> Decimal | None:
    """Read a quantity; None for what is none, and below zero."""
    quantity = forms.figure_of(text)
    return quantity if quantity is not None and quantity >= 0 else None
