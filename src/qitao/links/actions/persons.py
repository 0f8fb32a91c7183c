"""Org units, plants and people from a file: few rows, one verb each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.catalog.values.faults import Fault, Saved
from qitao.links import queries
from qitao.links.actions.lookups import Lookups, refuse, save_each
from qitao.links.values.nouns import NOUNS
from qitao.links.values.rows import OrgUnitRow, PlantRow, UserRow
from qitao.people import actions as people
from qitao.people.values import OrgKind


def _stored(noun: str, key: str) -> Any:
    found = queries.find_stored(NOUNS[noun], [(key,)])
    return found.get((key,))


def _refuse_change(field: str, given: Any, stored: Any) -> None:
    """Refuse what only a person may move by hand."""
    if given != stored:
        evidence = {"value": str(given), "stored": str(stored)}
        refuse([Fault(0, field, "NOT_CHANGED_BY_IMPORT", evidence)])


def save_org_units(actor: Actor, rows: Sequence[OrgUnitRow]) -> Saved:
    """Create org units (parents first in the file) and rename known ones."""

    def save(row: OrgUnitRow) -> str:
        stored = _stored("org_unit", row.code)
        found = Lookups([row])
        refuse(found.faults)
        if stored is None:
            people.create_org_unit(
                actor=actor,
                code=row.code,
                name=row.name,
                kind=OrgKind(row.kind),
                parent=found.id("org_unit", row.parent),
                name_en=row.name_en,
            )
            return "created"
        _refuse_change("kind", row.kind, stored.kind)
        _refuse_change("parent", row.parent, stored.parent)
        if stored == row:
            return "unchanged"
        own = Lookups([PlantRow(code=row.code, name=row.name, org_unit=row.code)])
        people.update_org_unit(
            actor=actor,
            org_unit=own.id("org_unit", row.code),
            name=row.name,
            name_en=row.name_en,
        )
        return "updated"

    return save_each(rows, save)


def save_plants(actor: Actor, rows: Sequence[PlantRow]) -> Saved:
    """Create plants, each on an org unit of its own unless one is named; rename known ones."""

    def save(row: PlantRow) -> str:
        stored = _stored("plant", row.code)
        found = Lookups([row])
        refuse(found.faults)
        if stored is None:
            people.create_plant(
                actor=actor,
                code=row.code,
                name=row.name,
                org_unit=found.id("org_unit", row.org_unit),
                time_zone=row.time_zone,
                name_en=row.name_en,
            )
            return "created"
        if row.org_unit is not None:
            _refuse_change("org_unit", row.org_unit, stored.org_unit)
        if replace(row, org_unit=stored.org_unit) == stored:
            return "unchanged"
        plant = queries.find_plants([row.code])[row.code]
        people.update_plant(
            actor=actor,
            plant=PlantId(plant),
            name=row.name,
            time_zone=row.time_zone,
            name_en=row.name_en,
        )
        return "updated"

    return save_each(rows, save)


def save_users(actor: Actor, rows: Sequence[UserRow]) -> Saved:
    """Create people without a password, and change known ones."""

    def save(row: UserRow) -> str:
        stored = _stored("user", row.username)
        found = Lookups([row])
        refuse(found.faults)
        unit = found.id("org_unit", row.org_unit)
        if stored == row:
            return "unchanged"
        if stored is None:
            people.create_user(
                actor=actor,
                username=row.username,
                name=row.name,
                org_unit=unit,
                email=row.email,
                phone=row.phone,
                badge=row.badge,
                lang=row.lang,
            )
            return "created"
        user = queries.find_users([row.username])[row.username]
        if row.org_unit != stored.org_unit:
            people.move_user(actor=actor, user=user, org_unit=unit)
        people.update_user(
            actor=actor,
            user=user,
            name=row.name,
            email=row.email,
            phone=row.phone,
            badge=row.badge or "",
            lang=row.lang,
        )
        return "updated"

    return save_each(rows, save)
