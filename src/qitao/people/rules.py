"""Decisions about people: passwords, the org tree, and where a person's rights hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from qitao.base.actor import EVERYWHERE, SYSTEM_USER, Actor, Permission, Scope
from qitao.base.ids import OrgUnitId, PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.people import values
from qitao.people.values import Holding, OrgNode, OrgTree, ShippedRole

Grants = Mapping[str, tuple[Scope, ...]]


def check_password(password: str, *, about: Iterable[str], common: bool) -> None:
    """Refuse `PASSWORD_WEAK` with every reason at once.

    Length and a list of common passwords (`common`) instead of character classes, as NIST
    SP 800-63B recommends; `about` are the user name, name, phone … that it must not contain.
    """
    reasons = []
    if len(password) < values.PASSWORD_CHARS_MIN:
        reasons.append("short")
    if password.isdigit():
        reasons.append("digits")
    if password and len(set(password)) <= 2:
        reasons.append("monotonous")
    if common:
        reasons.append("common")
    if any(_alike(password, word) for word in about):
        reasons.append("personal")
    if reasons:
        raise Refusal(
            values.PASSWORD_WEAK, password_faults=reasons, chars_min=values.PASSWORD_CHARS_MIN
        )


def _alike(password: str, word: str) -> bool:
    password, word = password.lower(), word.lower()
    return len(word) >= values.PASSWORD_ALIKE_CHARS_MIN and (
        word in password or (len(password) >= values.PASSWORD_ALIKE_CHARS_MIN and password in word)
    )


def check_dates(valid_from: date | None, valid_to: date | None) -> None:
    """Refuse `DATES_REVERSED` where a term ends before it begins."""
    if valid_from and valid_to and valid_to < valid_from:
        raise Refusal(values.DATES_REVERSED, valid_from=valid_from, valid_to=valid_to)


def plant_tree(nodes: Iterable[OrgNode]) -> OrgTree:
    """Return the org tree of its nodes."""
    by_id = {node.id: node for node in nodes}
    children: defaultdict[OrgUnitId | None, list[OrgUnitId]] = defaultdict(list)
    for node in by_id.values():
        children[node.parent].append(node.id)
    return OrgTree(
        nodes=by_id,
        children={parent: tuple(units) for parent, units in children.items()},
        units={node.plant: node.id for node in by_id.values() if node.plant is not None},
    )


def above(tree: OrgTree, unit: OrgUnitId) -> list[OrgUnitId]:
    """Return the unit and all units above it, nearest first."""
    path: list[OrgUnitId] = []
    step: OrgUnitId | None = unit
    while step is not None and step in tree.nodes and step not in path:
        path.append(step)
        step = tree.nodes[step].parent
    return path


def beneath(tree: OrgTree, unit: OrgUnitId) -> frozenset[OrgUnitId]:
    """Return the unit and all its descendants."""
    found = {unit}
    waiting = [unit]
    while waiting:
        below = set(tree.children.get(waiting.pop(), ())) - found
        found |= below
        waiting.extend(below)
    return frozenset(found)


def check_parent(tree: OrgTree, *, unit: OrgUnitId, parent: OrgUnitId | None) -> None:
    """Refuse `ORG_CYCLE`, with the circle, where a unit would come to lie beneath itself."""
    path = above(tree, parent) if parent is not None else []
    if unit in path:
        raise Refusal(values.ORG_CYCLE, circle=[*reversed(path[: path.index(unit) + 1]), unit])
    if parent is not None:
        check_depth(tree, parent=parent)


def check_depth(tree: OrgTree, *, parent: OrgUnitId) -> None:
    """Refuse `ORG_TOO_DEEP` for a unit beneath `parent`."""
    if len(above(tree, parent)) >= values.ORG_DEPTH_MAX:
        raise Refusal(values.ORG_TOO_DEEP, limit=values.ORG_DEPTH_MAX)


def check_inside_plant(tree: OrgTree, *, plant: PlantId | None, unit: OrgUnitId | None) -> None:
    """Refuse `ORG_UNIT_OUTSIDE_PLANT` where the unit does not belong to the plant."""
    if plant is None or unit is None:
        return
    own = tree.units.get(plant)
    if own is None or own not in above(tree, unit):
        raise Refusal(values.ORG_UNIT_OUTSIDE_PLANT, plant=plant, org_unit=unit)


def scope_of(tree: OrgTree, *, plant: PlantId | None, org_unit: OrgUnitId | None) -> Scope:
    """Return where an assignment holds.

    A plant covers its own org unit and all beneath; an org unit covers all beneath it and the
    plants there, or the plant that it lies in; neither of the two: everywhere.
    """
    if plant is None and org_unit is None:
        return EVERYWHERE
    if org_unit is None:
        unit = tree.units.get(plant) if plant is not None else None
        return Scope(
            frozenset({plant} if plant is not None else ()),
            beneath(tree, unit) if unit is not None else frozenset(),
        )
    units = beneath(tree, org_unit)
    if plant is not None:
        return Scope(frozenset({plant}), units)
    return Scope(_plants_of(tree, org_unit, units), units)


def _plants_of(tree: OrgTree, unit: OrgUnitId, units: frozenset[OrgUnitId]) -> frozenset[PlantId]:
    inside = frozenset(plant for plant, own in tree.units.items() if own in units)
    if inside:
        return inside
    owners = (tree.nodes[step].plant for step in above(tree, unit))
    return frozenset([plant for plant in owners if plant is not None][:1])


def resolve_grants(holdings: Iterable[Holding], tree: OrgTree) -> Grants:
    """Return every permission of a person with the scopes in which he holds it."""
    found: defaultdict[str, dict[Scope, None]] = defaultdict(dict)
    for holding in holdings:
        scope = scope_of(tree, plant=holding.plant, org_unit=holding.org_unit)
        for permission in holding.permissions:
            found[permission][scope] = None
    found[values.UseOwnAccount] = {EVERYWHERE: None}
    return MappingProxyType(
        {
            permission: (EVERYWHERE,) if EVERYWHERE in scopes else tuple(scopes)
            for permission, scopes in found.items()
        }
    )


def within(inner: Scope, outer: Scope) -> bool:
    """Tell whether all that `inner` covers lies inside `outer`."""
    return (
        outer.plants is None or (inner.plants is not None and inner.plants <= outer.plants)
    ) and (
        outer.org_units is None
        or (inner.org_units is not None and inner.org_units <= outer.org_units)
    )


def missing_grants(actor: Actor, permissions: Iterable[str], scope: Scope) -> list[str]:
    """Return those permissions that the actor does not hold in all of `scope`, sorted."""
    if actor.user == SYSTEM_USER:
        return []
    return sorted(
        permission
        for permission in permissions
        if not any(within(scope, own) for own in actor.grants.get(permission, ()))
    )


def reach_of(actor: Actor, permission: Permission) -> frozenset[OrgUnitId] | None:
    """Return the org units where the permission holds; `None` means all of them."""
    scopes = actor.grants.get(permission, ())
    if actor.user == SYSTEM_USER or any(scope.org_units is None for scope in scopes):
        return None
    return frozenset(unit for scope in scopes for unit in scope.org_units or ())


def check_reach(actor: Actor, permission: Permission, *, org_unit: OrgUnitId | None) -> None:
    """Refuse `OUT_OF_SCOPE` for an org unit out of reach; what has no unit is everybody's."""
    if org_unit is None:
        actor.check_everywhere(permission)
    else:
        actor.check_scope(permission, org_unit=org_unit)


def check_known(
    tree: OrgTree, *, plant: PlantId | None = None, org_unit: OrgUnitId | None = None
) -> None:
    """Refuse `NOT_FOUND` for a plant or org unit that does not exist."""
    if plant is not None and plant not in tree.units:
        raise Refusal(NOT_FOUND, plant=plant)
    if org_unit is not None and org_unit not in tree.nodes:
        raise Refusal(NOT_FOUND, org_unit=org_unit)


def check_may_grant(actor: Actor, permissions: Iterable[str], scope: Scope) -> None:
    """Refuse `GRANT_NOT_HELD`: nobody gives away a right, or a reach, that he has not himself."""
    if missing := missing_grants(actor, permissions, scope):
        raise Refusal(values.GRANT_NOT_HELD, permissions=missing)


def check_not_above(actor: Actor, grants: Grants, *, user: int) -> None:
    """Refuse `RIGHTS_ABOVE_YOURS`: who may reset a person's access could act as that person."""
    if missing := rights_above(actor, grants):
        raise Refusal(values.RIGHTS_ABOVE_YOURS, user=user, permissions=missing)


def rights_above(actor: Actor, grants: Grants) -> list[str]:
    """Return what a person with these grants may do and the actor may not, or not as far."""
    missing = {
        permission
        for permission, scopes in grants.items()
        for scope in scopes
        if missing_grants(actor, [permission], scope)
    }
    return sorted(missing)


def check_codes(codes: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the codes once each, sorted; refuse `PERMISSION_UNKNOWN` with all unknown ones."""
    wanted = sorted(set(codes))
    if unknown := sorted(set(wanted) - set(known)):
        raise Refusal(values.PERMISSION_UNKNOWN, permissions=unknown)
    return tuple(wanted)


def new_codes(shipped: ShippedRole, before: Iterable[str]) -> tuple[str, ...]:
    """Return what a new release adds to a shipped role; what a plant took away stays away."""
    return tuple(sorted(set(shipped.permissions) - set(before)))


def roles_of(
    shipped: Mapping[str, Mapping[str, object]], known: Iterable[str]
) -> tuple[ShippedRole, ...]:
    """Read the shipped roles; `"*"` stands for every known permission."""
    everything = tuple(sorted(known))
    roles = []
    for code, role in shipped.items():
        names = [str(name) for name in role["permissions"]]  # type: ignore[attr-defined]
        permissions = everything if names == ["*"] else tuple(sorted(names))
        roles.append(
            ShippedRole(code, str(role["zh"]), str(role["en"]), str(role["purpose"]), permissions)
        )
    return tuple(roles)
