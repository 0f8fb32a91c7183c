"""Back to an earlier version: the record's usual verb, given the values of then."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from qitao.base.actor import Actor
from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.versions import History, Named, Part, State, Values
from qitao.catalog import actions as catalog
from qitao.catalog import queries as lists_of_catalog
from qitao.catalog.values import RevisionState, WorkCentreId, rows
from qitao.kitting import actions as kitting
from qitao.kitting.values import Allocation, Interception, Policy
from qitao.people import actions as people
from qitao.people import queries as lists_of_people
from qitao.people.rules import rights_above
from qitao.people.values import EditOrg, EditUsers, PostId, RoleId
from qitao.production import actions as production
from qitao.production.queries import lists
from qitao.production.values import BUSINESS, OrderState, WorkOrderId
from qitao.quality import actions as quality
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    InspectionKind,
    PlanContent,
    PlanId,
    Sampling,
    SamplingRule,
)
from qitao.stock import actions as stock
from qitao.stock.queries import list_balances
from qitao.stock.values import KeepLots, LotId
from qitao.web.shell import forms
from qitao.web.shell.visit import Visit

FIXED_ONCE_PUBLISHED = ("bom", "routing", "plan")
"""A published version is never rewritten: the way back is a new version of it."""
EARLY = (OrderState.DRAFT, OrderState.AWAITING_SCHEDULE, OrderState.SCHEDULED)
"""Where an order's quantity and due date may still change."""
EMPTY = (None, "")
WORDS = "past.field"


Given = Callable[[Visit, History, State], dict[str, Any]]
Reach = Callable[[Actor, History, Values], bool]


def _at_plant(actor: Actor, verb: Any, now: Values) -> bool:
    """Ask as the verbs do: where the row has a plant, there; a shared one asks for all plants."""
    if verb.shared:
        return actor.reaches(verb.permission)
    if "plant_id" in now:
        return actor.reaches(verb.permission, plant=now["plant_id"])
    return actor.may(verb.permission)


@dataclass(frozen=True, slots=True)
class Revert:
    """How one noun goes back: its verb, and what the verb is given of the state of then.

    `after` is what else the verb is given where that differs; `reaches` asks for more than the
    verb's right at the row's plant.
    """

    verb: Any
    given: Given
    after: "Revert | None" = None
    reaches: Reach | None = None

    def steps(self) -> "Iterator[Revert]":
        """Yield the parts of what the verb is given."""
        yield self
        if self.after is not None:
            yield from self.after.steps()

    def differs(self, visit: Visit, history: History, then: State) -> bool:
        """Tell whether the verb would change anything."""
        return self.given(visit, history, then) != self.given(visit, history, history.state())

    def may(self, actor: Actor, history: History, now: Values) -> bool:
        """Tell whether this person may save the record so."""
        if not _at_plant(actor, self.verb.verb, now):
            return False
        return self.reaches is None or self.reaches(actor, history, now)


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
    """Give a verb of the master data the whole row."""

    def given(visit: Visit, history: History, state: State) -> dict[str, Any]:
        written = document(history, history.record.parts[0], state[""][history.id], row)
        return _checked(visit, row, written | _lines(history, state))

    return given


def _checked(visit: Visit, row: type[Any], written: Mapping[str, Any]) -> dict[str, Any]:
    read = forms.read_row(row, written, lang=visit.lang, words=WORDS)
    return {"row": read}


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


def _bom(visit: Visit, history: History, state: State) -> dict[str, Any]:
    """A BOM goes back with the substitutes of its lines."""
    given = _of_row(rows.BomRow)(visit, history, state)
    part = next(part for part in history.record.parts if part.name == "substitutes")
    column = next(each for each in part.fields if each.name == "material")
    found = [
        rows.LineSubstituteRow(
            line_no=state["lines"][row["line_id"]]["line_no"],
            substitute=history.named(column, row["material_id"]).code,
            ratio=row["ratio"],
            priority=row["priority"],
        )
        for row in state["substitutes"].values()
        if row["line_id"] in state["lines"]
    ]
    found.sort(key=lambda row: (row.line_no, row.substitute))
    return given | {"substitutes": tuple(found)}


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
    names = ("name", "name_en", "time_zone", "active")
    return {"plant": PlantId(history.id), **{name: then[name] for name in names}}


def _lot(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    then = state[""][history.id]
    names = ("expires_on", "supplier_code", "note")
    return {"lot": LotId(history.id), **{name: then[name] for name in names}}


def _reaches_lot(actor: Actor, history: History, _now: Values) -> bool:
    """Some of a lot may lie in several plants: what is learnt of it holds in all of them."""
    balances = list_balances(lot=LotId(history.id))
    return all(actor.may(KeepLots, plant=each.plant) for each in balances)


def _reaches_person(actor: Actor, history: History, now: Values) -> bool:
    if rights_above(actor, lists_of_people.load_grants(UserId(history.id))):
        return False
    return actor.reaches(EditUsers, org_unit=now["org_unit_id"])


def _unit(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    then = state[""][history.id]
    return {
        "org_unit": OrgUnitId(history.id),
        **{name: then[name] for name in ("name", "name_en", "active")},
    }


def _unit_place(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    parent = state[""][history.id]["parent_id"]
    return {"org_unit": OrgUnitId(history.id), "parent": parent, "no_parent": parent is None}


def _reaches_unit(actor: Actor, history: History, _now: Values) -> bool:
    return actor.reaches(EditOrg, org_unit=OrgUnitId(history.id))


def _reaches_places(actor: Actor, history: History, now: Values) -> bool:
    """A unit is moved by who reaches it and what it hangs under."""
    return _reaches_unit(actor, history, now) and actor.reaches(EditOrg, org_unit=now["parent_id"])


def _post(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    then = state[""][history.id]
    return {"post": PostId(history.id), **{name: then[name] for name in ("name", "name_en")}}


def _role(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    then = state[""][history.id]
    names = ("name", "name_en", "purpose")
    return {"role": RoleId(history.id), **{name: then[name] for name in names}}


def _permissions(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    codes = sorted(row["permission"] for row in state["permissions"].values())
    return {"role": RoleId(history.id), "permissions": tuple(codes)}


def _plan(_visit: Visit, history: History, state: State) -> dict[str, Any]:
    then = state[""][history.id]
    lines = sorted(state["characteristics"].values(), key=lambda row: row["number"])
    names = [each.name for each in fields(Characteristic) if each.name != "kind"]
    content = PlanContent(
        name=then["name"],
        kind=InspectionKind(then["kind"]),
        characteristics=tuple(
            Characteristic(
                kind=CharacteristicKind(row["kind"]), **{name: row[name] for name in names}
            )
            for row in lines
        ),
        sampling=SamplingRule(
            Sampling(then["sampling"]),
            then["sample_count"],
            then["sample_percent"],
            then["aql"],
            then["level"],
        ),
        material=then["material_id"],
        operation_sequence=then["operation_sequence"],
        operation_name=then["operation_name"],
        plant=then["plant_id"],
        blocking=then["blocking"],
        name_en=then["name_en"],
    )
    return {"plan": PlanId(history.id), "content": content}


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
    kept = {name: then[name] for name in names}
    return {"order": WorkOrderId(history.id), "no_due_date": then["due_on"] is None, **kept}


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
    "bom": Revert(catalog.update_bom, _bom),
    "routing": Revert(catalog.update_routing, _of_row(rows.RoutingRow)),
    "user": Revert(people.update_user, _user, reaches=_reaches_person),
    "plant": Revert(people.update_plant, _plant),
    "org_unit": Revert(
        people.update_org_unit,
        _unit_place,
        after=Revert(people.update_org_unit, _unit, reaches=_reaches_unit),
        reaches=_reaches_places,
    ),
    "post": Revert(people.update_post, _post),
    "role": Revert(people.update_role, _permissions, after=Revert(people.update_role, _role)),
    "plan": Revert(quality.change_plan, _plan),
    "lot": Revert(stock.edit_lot, _lot, reaches=_reaches_lot),
    "kit_policy": Revert(kitting.set_plant_policy, _policy),
    "plant_rules": Revert(production.set_plant_rules, _plant_rules),
    "work_order": Revert(production.update_order, _order),
}


def why_not(visit: Visit, history: History, at: datetime) -> str:
    """Return the words' key of why a record does not go back to a moment; empty where it may.

    It goes back where that changes something, by who may save it.
    """
    noun, now, then = history.record.noun, history.head(), history.state(at)
    way = REVERTS.get(noun)
    if way is None:
        return f"past.why_not.{noun}"
    if now is None or history.id not in then[""]:
        return "past.why_not.gone"
    if is_fixed(visit, history, now):
        return "past.fixed" if noun in FIXED_ONCE_PUBLISHED else f"past.why_not.{noun}"
    steps = [step for step in way.steps() if step.differs(visit, history, then)]
    if not steps:
        return "past.why_not.same"
    allowed = all(step.may(visit.actor, history, now) for step in steps)
    return "" if allowed else "past.why_not.right"


def is_fixed(visit: Visit, history: History, now: Values) -> bool:
    """Tell whether the record has gone so far that its verb would not rewrite it."""
    if history.record.noun in FIXED_ONCE_PUBLISHED:
        return bool(now["state"] != RevisionState.DRAFT)
    if history.record.noun == BUSINESS:
        return lists.get_order(visit.actor, now["number"]).state not in EARLY
    return False


def revert(visit: Visit, history: History, at: datetime) -> None:
    """Save the record with its values of a moment, in one deed; refuses what its verb refuses."""
    way, then = REVERTS.get(history.record.noun), history.state(at)
    if way is None or history.id not in then[""]:
        raise Refusal(NOT_FOUND, as_of=at)
    steps = [step for step in way.steps() if step.differs(visit, history, then)] or [way]
    given: dict[str, Any] = {}
    for step in steps:
        given |= step.given(visit, history, then)
    way.verb(actor=visit.actor, **given)
