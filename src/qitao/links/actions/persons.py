"""Org units, plants, people and their posts from a file: few rows, one verb each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qitao.base.actor import Actor
from qitao.base.ids import PlantId, UserId
from qitao.base.paging import PAGE_MAX, Ask
from qitao.catalog.rules import Fact
from qitao.catalog.values.faults import Fault, Saved
from qitao.links import queries
from qitao.links.actions.lookups import Lookups, refuse, save_each
from qitao.links.rules.rows import key_of_row
from qitao.links.values.nouns import NOUNS
from qitao.links.values.rows import AssignmentRow, OrgUnitRow, PlantRow, UserRow
from qitao.people import actions as people
from qitao.people.queries import list_assignments, list_posts, list_roles
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


def save_assignments(actor: Actor, rows: Sequence[AssignmentRow]) -> Saved:
    """Give people posts and roles that they do not hold yet, or another last day.

    Who holds more than the file says keeps it: rights are taken by hand, where their reach is seen.
    """
    noun = NOUNS["assignment"]

    def save(row: AssignmentRow) -> str:
        user, given = _held(row)
        stored = queries.find_stored(noun, [key_of_row(noun, row)]).get(key_of_row(noun, row))
        if stored == row:
            return "unchanged"
        if stored is None:
            days: dict[str, Any] = {"valid_from": row.valid_from, "valid_to": row.valid_to}
            if row.role is None:
                people.assign_post(actor=actor, user=user, **_without(given, "role"), **days)
            else:
                people.assign_role(actor=actor, user=user, **_without(given, "post"), **days)
            return "created"
        _refuse_change("valid_from", row.valid_from, stored.valid_from)
        if row.valid_to is None:
            _refuse_change("valid_to", row.valid_to, stored.valid_to)
        held = next(
            each.id
            for each in list_assignments(Ask(limit=PAGE_MAX), user=user)
            if all(getattr(each, name) == value for name, value in given.items())
        )
        people.end_assignment(actor=actor, assignment=held, last_day=row.valid_to)
        return "updated"

    return save_each(rows, save)


def _held(row: AssignmentRow) -> tuple[UserId, dict[str, Any]]:
    """Return whose assignment it is, and what it gives where; refuses codes that nothing has."""
    users = queries.find_users([row.user])
    posts = list_posts(code=row.post) if row.post else []
    roles = list_roles(code=row.role) if row.role else []
    found = Lookups(
        [row],
        {
            "user": {(name,): Fact(number) for name, number in users.items()},
            "post": {(each.code,): Fact(each.id) for each in posts},
            "role": {(each.code,): Fact(each.id) for each in roles},
        },
    )
    faults = list(found.faults)
    if (row.post is None) == (row.role is None):
        faults.append(Fault(0, "post", "POST_OR_ROLE", {"value": row.post or ""}))
    refuse(faults)
    names = ("post", "role", "plant", "org_unit")
    return users[row.user], {name: found.id(name, getattr(row, name)) for name in names}


def _without(given: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key != name}


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
