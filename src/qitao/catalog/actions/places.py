"""Locations, work centres, machines of plants, and scrap reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qitao.base.action import action
from qitao.base.actor import Actor, Permission
from qitao.base.ids import OrgUnitId, PlantId
from qitao.catalog import queries, rules
from qitao.catalog.actions import saving, trees
from qitao.catalog.actions.saving import Book
from qitao.catalog.models import Location, Machine, ScrapReason, WorkCentre
from qitao.catalog.values import (
    EditLocations,
    EditWorkCentres,
    LocationId,
    MachineId,
    ScrapReasonId,
    WorkCentreId,
)
from qitao.catalog.values.faults import Saved
from qitao.catalog.values.results import (
    LocationSaved,
    MachineSaved,
    ScrapReasonSaved,
    WorkCentreSaved,
)
from qitao.catalog.values.rows import LocationRow, MachineRow, ScrapReasonRow, WorkCentreRow
from qitao.people.queries import load_tree
from qitao.people.rules import check_inside_plant

LOCATIONS = Book(
    "location", "save_locations", Location, LocationRow, ("plant", "code"), rules.check_locations
)
WORK_CENTRES = Book(
    "work_centre", "save_work_centres", WorkCentre, WorkCentreRow, ("plant", "code")
)
MACHINES = Book("machine", "save_machines", Machine, MachineRow, ("code",))
SCRAP_REASONS = Book("scrap_reason", "save_scrap_reasons", ScrapReason, ScrapReasonRow, ("code",))


@dataclass(frozen=True, slots=True)
class Home:
    """Where a work centre stands."""

    plant: PlantId
    org_unit: OrgUnitId | None


def check_plants(actor: Actor, permission: Permission, codes: Iterable[str]) -> None:
    """Refuse `OUT_OF_SCOPE` where the actor may not write at one of these plants."""
    if actor.plants_of(permission) is None:
        return
    for plant in saving.sql.values("list_plant_ids", codes=sorted(set(codes))):
        actor.check_scope(permission, plant=PlantId(plant))


def _save_locations(rows: Sequence[LocationRow]) -> Saved:
    return trees.save(LOCATIONS, rows, {(row.plant, row.code): row.parent for row in rows})


@action(permission=EditLocations)
def create_location(*, actor: Actor, row: LocationRow) -> LocationSaved:
    """Make a place in a plant; refuses `ALREADY_EXISTS` and `TREE_CYCLE`."""
    check_plants(actor, EditLocations, [row.plant])
    number, revision = saving.create(LOCATIONS, row, _save_locations)
    return LocationSaved(LocationId(number), revision)


@action(permission=EditLocations)
def update_location(
    *, actor: Actor, row: LocationRow, revision: int | None = None
) -> LocationSaved:
    """Change a place; refuses `TREE_CYCLE`, `CHANGED_MEANWHILE`, and to make a real one virtual."""
    check_plants(actor, EditLocations, [row.plant])
    number, now = saving.update(LOCATIONS, row, revision, _save_locations)
    return LocationSaved(LocationId(number), now)


@action(permission=EditLocations)
def retire_location(*, actor: Actor, location: LocationId) -> LocationSaved:
    """Take a place out of use; refuses `STILL_USED` while places within it are in use."""
    stored = saving.retire(
        LOCATIONS, location, lambda row: actor.check_scope(EditLocations, plant=row.plant_id)
    )
    return LocationSaved(location, stored.revision)


@action(permission=EditLocations)
def import_locations(*, actor: Actor, rows: tuple[LocationRow, ...]) -> Saved:
    """Make or change many places, all or none; refuses with all faults at once."""
    check_plants(actor, EditLocations, (row.plant for row in rows))
    return _save_locations(rows)


def _check_homes(
    actor: Actor, places: Iterable[tuple[str, str]], machines: Iterable[str] = ()
) -> None:
    """Refuse `OUT_OF_SCOPE` where work centres (plant, code), or machines, are out of reach now."""
    if actor.plants_of(EditWorkCentres) is None:
        return
    pairs = sorted(set(places))
    homes = saving.sql.all(
        "list_homes",
        Home,
        plants=[plant for plant, _ in pairs],
        work_centres=[code for _, code in pairs],
        machines=sorted(set(machines)),
    )
    for home in homes:
        actor.check_scope(EditWorkCentres, plant=home.plant, org_unit=home.org_unit)


def _check_home(actor: Actor, row: WorkCentre) -> None:
    unit = None if row.org_unit_id is None else OrgUnitId(row.org_unit_id)
    actor.check_scope(EditWorkCentres, plant=PlantId(row.plant_id), org_unit=unit)


def check_work_centres(actor: Actor, rows: Sequence[WorkCentreRow]) -> None:
    """Refuse `OUT_OF_SCOPE` where work centres stand, or shall stand, out of the actor's reach.

    Refuses `ORG_UNIT_OUTSIDE_PLANT` for a department of another plant.
    """
    check_plants(actor, EditWorkCentres, (row.plant for row in rows))
    _check_homes(actor, ((row.plant, row.code) for row in rows))
    named = {(row.plant, row.org_unit) for row in rows if row.org_unit is not None}
    if not named:
        return
    known = queries.find_known(
        {"plant": {(plant,) for plant, _ in named}, "org_unit": {(unit,) for _, unit in named}}
    )
    tree = load_tree()
    for plant_code, unit_code in sorted(named):
        plant, unit = known["plant"].get((plant_code,)), known["org_unit"].get((unit_code,))
        if plant is not None and unit is not None:  # what is unknown is told with all other faults
            check_inside_plant(tree, plant=PlantId(plant.id), unit=OrgUnitId(unit.id))
            actor.check_scope(EditWorkCentres, plant=PlantId(plant.id), org_unit=OrgUnitId(unit.id))


@action(permission=EditWorkCentres)
def create_work_centre(*, actor: Actor, row: WorkCentreRow) -> WorkCentreSaved:
    """Make a work centre; refuses `ALREADY_EXISTS`."""
    check_work_centres(actor, [row])
    number, revision = saving.create(WORK_CENTRES, row)
    return WorkCentreSaved(WorkCentreId(number), revision)


@action(permission=EditWorkCentres)
def update_work_centre(
    *, actor: Actor, row: WorkCentreRow, revision: int | None = None
) -> WorkCentreSaved:
    """Change a work centre; refuses `CHANGED_MEANWHILE`."""
    check_work_centres(actor, [row])
    number, now = saving.update(WORK_CENTRES, row, revision)
    return WorkCentreSaved(WorkCentreId(number), now)


@action(permission=EditWorkCentres)
def retire_work_centre(*, actor: Actor, work_centre: WorkCentreId) -> WorkCentreSaved:
    """Take a work centre out of use; refuses `STILL_USED` while a routing or machine is on it."""
    stored = saving.retire(WORK_CENTRES, work_centre, lambda row: _check_home(actor, row))
    return WorkCentreSaved(work_centre, stored.revision)


@action(permission=EditWorkCentres)
def import_work_centres(*, actor: Actor, rows: tuple[WorkCentreRow, ...]) -> Saved:
    """Make or change many work centres, all or none; refuses with all faults at once."""
    check_work_centres(actor, rows)
    return saving.save(WORK_CENTRES, rows)


def check_machines(actor: Actor, rows: Sequence[MachineRow]) -> None:
    """Refuse `OUT_OF_SCOPE` where machines stand, or shall stand, out of the actor's reach."""
    check_plants(actor, EditWorkCentres, (row.plant for row in rows))
    places = ((row.plant, row.work_centre) for row in rows)
    _check_homes(actor, places, (row.code for row in rows))


@action(permission=EditWorkCentres)
def create_machine(*, actor: Actor, row: MachineRow) -> MachineSaved:
    """Make a machine of a work centre; refuses `ALREADY_EXISTS`."""
    check_machines(actor, [row])
    number, revision = saving.create(MACHINES, row)
    return MachineSaved(MachineId(number), revision)


@action(permission=EditWorkCentres)
def update_machine(*, actor: Actor, row: MachineRow, revision: int | None = None) -> MachineSaved:
    """Change a machine, or move it to another work centre; refuses `CHANGED_MEANWHILE`."""
    check_machines(actor, [row])
    number, now = saving.update(MACHINES, row, revision)
    return MachineSaved(MachineId(number), now)


@action(permission=EditWorkCentres)
def retire_machine(*, actor: Actor, machine: MachineId) -> MachineSaved:
    """Take a machine out of use."""
    stored = saving.retire(MACHINES, machine, lambda row: _check_home(actor, row.work_centre))
    return MachineSaved(machine, stored.revision)


@action(permission=EditWorkCentres)
def import_machines(*, actor: Actor, rows: tuple[MachineRow, ...]) -> Saved:
    """Make or change many machines by code, all or none; refuses with all faults at once."""
    check_machines(actor, rows)
    return saving.save(MACHINES, rows)


@action(permission=EditWorkCentres, shared=True)
def create_scrap_reason(*, actor: Actor, row: ScrapReasonRow) -> ScrapReasonSaved:
    """Make a scrap reason; refuses `ALREADY_EXISTS`."""
    number, revision = saving.create(SCRAP_REASONS, row)
    return ScrapReasonSaved(ScrapReasonId(number), revision)


@action(permission=EditWorkCentres, shared=True)
def update_scrap_reason(
    *, actor: Actor, row: ScrapReasonRow, revision: int | None = None
) -> ScrapReasonSaved:
    """Change a scrap reason; refuses `CHANGED_MEANWHILE`."""
    number, now = saving.update(SCRAP_REASONS, row, revision)
    return ScrapReasonSaved(ScrapReasonId(number), now)


@action(permission=EditWorkCentres, shared=True)
def retire_scrap_reason(*, actor: Actor, scrap_reason: ScrapReasonId) -> ScrapReasonSaved:
    """Take a scrap reason out of use."""
    return ScrapReasonSaved(scrap_reason, saving.retire(SCRAP_REASONS, scrap_reason).revision)


@action(permission=EditWorkCentres, shared=True)
def import_scrap_reasons(*, actor: Actor, rows: tuple[ScrapReasonRow, ...]) -> Saved:
    """Make or change many scrap reasons by code, all or none; refuses with all faults at once."""
    return saving.save(SCRAP_REASONS, rows)
