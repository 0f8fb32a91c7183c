"""Back to an earlier version: the record's usual verb, given the values of then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.versions import History, Named, Part, State, Values
from qitao.catalog import actions as catalog
from qitao.catalog import queries as lists_of_catalog
from qitao.catalog.values import RevisionState, WorkCentreId, rows
from qitao.kitting import actions as kitting
from qitao.kitting.values import Allocation, Interception, Policy
from qitao.people import actions as people
from qitao.production import actions as production
from qitao.production.queries import lists
from qitao.production.values import BUSINESS, OrderState, WorkOrderId
from qitao.web.shell import forms
from qitao.web.shell.visit import Visit

FIXED_ONCE_PUBLISHED = ("bom", "routing")
"""A published version is never rewritten: the way back is a new version of it."""
EARLY = (OrderState.DRAFT, OrderState.AWAITING_SCHEDULE, OrderState.SCHEDULED)
"""Where an order's quantity and due date may still change."""
EMPTY = (None, "")
WORDS = "past.field"


@dataclass(frozen=True, slots=True)
class Revert:
    """How one noun goes back: its verb, and what the verb is given of the state of then."""

    verb: Any
    given: Callable[[Visit, History, State], dict[str, Any]]


def document(history: History, part: Part, values: Values, row: type[Any]) -> dict[str, Any]:
    """Return a row as people write it: other records by their code; what was empty is left out."""
    wanted = {each.name for each in fields(row)}
    found = {}
    for each in part.fields:
        value = history.named(each, values[each.attname])
        if each.name in wanted and value not in EMPTY:
            found[each.name] = value.code if isinstance(value, Named) else value
    return found


def _of_row(row: type[Any]) -> Callable[[Visit, History, State], dict[str, Any]]:
    """Give a verb of the master data the whole row, and the revision that the page showed."""

    def given(visit: Visit, history: History, state: State) -> dict[str, Any]:
        written = document(history, history.record.parts[0], state[""][history.id], row)
        return _checked(visit, row, written | _lines(history, state))

    return given


def _checked(visit: Visit, row: type[Any], written: Mapping[str, Any]) -> dict[str, Any]:
    read = forms.read_row(row, written, lang=visit.lang, words=WORDS)
    return {"row": read, "revision": visit.number_of("revision")}


LINES: Mapping[str, tuple[str, type[Any]]] = {
    "bom": ("lines", rows.BomLineRow),
    "routing": ("operations", rows.RoutingOperationRow),
}


def _lines(history: History, state: State) -> dict[str, Any]:
    """Return the lines of a BOM or routing, with the machines of each operation."""
    if history.record.noun not in LINES:
        return {}
    name, row = LINES[history.record.noun]
    parts = {part.name: part for part in history.record.parts}
    lines = []
    for number, values in sorted(state[name].items()):
        line = document(history, parts[name], values, row)
        if "machines" in parts:
            line["machines"] = [
                document(history, parts["machines"], below, rows.RoutingMachineRow)
                for below in state["machines"].values()
                if below["operation_id"] == number
            ]
        lines.append(line)
    return {name: lines, "state": "draft"}


def _machine(visit: Visit, history: History, state: State) -> dict[str, Any]:
    """A machine is written with the plant of its work centre."""
    then = state[""][history.id]
    written = document(history, history.record.parts[0], then, rows.MachineRow)
    centres = lists_of_catalog.list_work_centres(work_centre=WorkCentreId(then["work_centre_id"]))
    return _checked(visit, rows.MachineRow, written | {"plant": centres[0].plant})


def _user(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    then = state[""][history.id]
    names = ("name", "email", "phone", "lang")
    kept = {name: then[name] for name in names}
    return {"user": UserId(history.id), "badge": then["badge"] or "", **kept}


def _plant(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    then = state[""][history.id]
    names = ("name", "time_zone", "active")
    return {"plant": PlantId(history.id), **{name: then[name] for name in names}}


def _policy(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    then = state[""][history.id]
    policy = Policy(
        PlantId(history.id),
        Interception(then["interception"]),
        Allocation(then["allocation"]),
        then["incoming_days"],
        then["stale_after_seconds"],
    )
    return {"policy": policy}


def _plant_rules(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    then = state[""][history.id]
    names = ("over_percent", "over_pieces")
    return {"plant": PlantId(history.id), **{name: then[name] for name in names}}


def _order(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    then = state[""][history.id]
    names = ("quantity", "due_on", "note")
    return {"order": WorkOrderId(history.id), **{name: then[name] for name in names}}


REVERTS: Mapping[str, Revert] = {
    "unit": Revert(catalog.update_unit, _of_row(rows.UnitRow)),
    "material_group": Revert(catalog.update_material_group, _of_row(rows.MaterialGroupRow)),
    "material": Revert(catalog.update_material, _of_row(rows.MaterialRow)),
    "partner": Revert(catalog.update_partner, _of_row(rows.PartnerRow)),
    "supplier_item": Revert(catalog.update_supplier_item, _of_row(rows.SupplierItemRow)),
    "location": Revert(catalog.update_location, _of_row(rows.LocationRow)),
    "work_centre": Revert(catalog.update_work_centre, _of_row(rows.WorkCentreRow)),
    "machine": Revert(catalog.update_machine, _machine),
    "scrap_reason": Revert(catalog.update_scrap_reason, _of_row(rows.ScrapReasonRow)),
    "bom": Revert(catalog.update_bom, _of_row(rows.BomRow)),
    "routing": Revert(catalog.update_routing, _of_row(rows.RoutingRow)),
    "user": Revert(people.update_user, _user),
    "plant": Revert(people.update_plant, _plant),
    "kit_policy": Revert(kitting.set_plant_policy, _policy),
    "plant_rules": Revert(production.set_plant_rules, _plant_rules),
    "work_order": Revert(production.update_order, _order),
}


def may_revert(visit: Visit, history: History, at: datetime) -> bool:
    """Tell whether going back would change something, and this person may: who may save it, may."""
    way, now = REVERTS.get(history.record.noun), history.head()
    if way is None or now is None or history.head(at) is None or is_fixed(visit, history, now):
        return False
    if way.given(visit, history, history.state(at)) == way.given(visit, history, history.state()):
        return False
    verb = way.verb.verb
    if verb.shared:
        return visit.actor.reaches(verb.permission)
    return visit.actor.may(verb.permission, plant=now.get("plant_id"))


def is_fixed(visit: Visit, history: History, now: Values) -> bool:
    """Tell whether the record has gone so far that its verb would not rewrite it."""
    if history.record.noun in FIXED_ONCE_PUBLISHED:
        return bool(now["state"] != RevisionState.DRAFT)
    if history.record.noun == BUSINESS:
        return lists.get_order(visit.actor, now["number"]).state not in EARLY
    return False


def revert(visit: Visit, history: History, at: datetime) -> None:
    """Save the record with its values of a moment; refuses what its verb refuses."""
    way, state = REVERTS.get(history.record.noun), history.state(at)
    if way is None or history.id not in state[""]:
        raise Refusal(NOT_FOUND, as_of=at)
    way.verb(actor=visit.actor, **way.given(visit, history, state))
