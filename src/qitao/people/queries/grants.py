"""Who may grant what, why a person may do what he does, and what a refusal says of both."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qitao.base.actor import EVERYWHERE, Permission, Scope
from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.base.refusal import OUT_OF_SCOPE, PERMISSION_MISSING, Refusal
from qitao.base.sql import SqlRoom
from qitao.base.texts import say
from qitao.people import rules
from qitao.people.queries.actors import load_tree, today
from qitao.people.values import (
    ADMINISTRATIVE,
    GRANTERS_SHOWN_MAX,
    LIST_MAX,
    AssignPosts,
    Granter,
    GrantPath,
    Holding,
    RoleHeld,
    RoleId,
)

sql = SqlRoom("qitao.people")
GRANTER_ROWS_MAX = 1_000
HELD_MAX = 10_000


@dataclass(frozen=True, slots=True)
class _GranterRow:
    user: UserId
    name: str
    permission: str
    assignment: Any
    plant: PlantId | None
    org_unit: OrgUnitId | None
    title: str
    title_en: str


def count_administrators() -> int:
    """Return how many active people can give every right back to anybody, for good."""
    count: int = sql.value(
        "count_administrators", permissions=[*map(str, ADMINISTRATIVE)], on=today()
    )
    return count


def list_granters(
    permission: Permission,
    *,
    plant: PlantId | None = None,
    org_unit: OrgUnitId | None = None,
    everywhere: bool = False,
    limit: int = GRANTERS_SHOWN_MAX,
) -> list[Granter]:
    """Return people who may grant the permission there: they hold it and may assign posts.

    `everywhere` asks for those who can grant it without bounds.
    Those with the narrowest reach come first: a foreman is asked before the head of the company.
    """
    found = [
        each.granter
        for each in _list_reaches(permission)
        if (each.everywhere if everywhere else each.covers(plant, org_unit))
    ]
    return found[:limit]


def list_granters_of(
    permission: Permission,
    *,
    plant: PlantId,
    org_units: Collection[OrgUnitId | None],
    limit: int = GRANTERS_SHOWN_MAX,
) -> list[Granter]:
    """Return who may grant the permission in one of the org units, at most `limit` of each."""
    reaches = _list_reaches(permission)
    found = {
        each.granter.user: each.granter
        for unit in org_units or (None,)
        for each in [each for each in reaches if each.covers(plant, unit)][:limit]
    }
    return list(found.values())


def is_held_by_another(permission: Permission, *, plant: PlantId, user: UserId) -> bool:
    """Tell whether somebody else than `user` holds the permission at a plant."""
    rows = sql.all(
        "list_granters",
        _GranterRow,
        permissions=[str(permission)],
        on=today(),
        limit=GRANTER_ROWS_MAX,
    )
    tree = load_tree() if rows else rules.plant_tree(())
    held: defaultdict[UserId, list[Holding]] = defaultdict(list)
    for row in rows:
        if row.user != user:
            own = Holding(row.assignment, row.plant, row.org_unit, (row.permission,))
            held[row.user].append(own)
    return any(
        scope.covers(plant=plant, org_unit=None)
        for holdings in held.values()
        for scope in rules.resolve_grants(holdings, tree).get(str(permission), ())
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """A person who may grant something, and where: the scopes of each right it takes."""

    granter: Granter
    scopes: Sequence[Sequence[Scope]]
    units: int

    @property
    def everywhere(self) -> bool:
        return all(EVERYWHERE in each for each in self.scopes)

    def covers(self, plant: PlantId | None, org_unit: OrgUnitId | None) -> bool:
        return all(
            any(scope.covers(plant=plant, org_unit=org_unit) for scope in each)
            for each in self.scopes
        )


def _list_reaches(permission: Permission) -> list[_Reach]:
    """Return who holds the permission and may assign posts, the narrowest reach first."""
    wanted = {str(permission), str(AssignPosts)}
    rows = sql.all(
        "list_granters",
        _GranterRow,
        permissions=sorted(wanted),
        on=today(),
        limit=GRANTER_ROWS_MAX,
    )
    by_user: defaultdict[UserId, list[_GranterRow]] = defaultdict(list)
    for row in rows:
        by_user[row.user].append(row)
    tree = load_tree() if rows else rules.plant_tree(())
    found: list[_Reach] = []
    for user, own in by_user.items():
        holdings = [
            Holding(row.assignment, row.plant, row.org_unit, (row.permission,)) for row in own
        ]
        grants = rules.resolve_grants(holdings, tree)
        if all(grants.get(code) for code in wanted):
            title = next(row for row in own if row.permission == AssignPosts)
            reach = min(
                10**6 if scope.org_units is None else len(scope.org_units)
                for scope in grants[AssignPosts]
            )
            granter = Granter(user, own[0].name, title.title, title.title_en)
            found.append(_Reach(granter, [grants[code] for code in wanted], reach))
    return sorted(found, key=lambda each: each.units)


@dataclass(frozen=True, slots=True)
class HoldingRole:
    """A role that holds some of the permissions that were asked for."""

    id: RoleId
    code: str
    name: str
    name_en: str
    permissions: list[str]


def list_holding_roles(permissions: Collection[str]) -> list[HoldingRole]:
    """Return the roles that hold one of the permissions."""
    wanted = sorted({str(permission) for permission in permissions})
    return sql.all("list_holding_roles", HoldingRole, permissions=wanted, limit=LIST_MAX)


def why_may(user: UserId, permission: Permission) -> list[GrantPath]:
    """Return every way by which a person holds a permission: post → role → permission → where."""
    return sql.all(
        "list_grant_paths", GrantPath, user=user, permission=str(permission), limit=LIST_MAX
    )


def list_roles_held(users: Collection[UserId]) -> list[RoleHeld]:
    """Return which roles persons hold today."""
    return sql.all("list_roles_held", RoleHeld, users=list(users), on=today(), limit=HELD_MAX)


def tell_evidence(refusal: Refusal, lang: str) -> dict[str, Any]:
    """Return the evidence with permission codes put into words and granters by name.

    A door calls this before it says a refusal: `say(f"refusal.{code}", lang, **evidence)`.
    """
    return tell_evidence_in(refusal, (lang,))[lang]


def tell_evidence_in(refusal: Refusal, langs: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what `tell_evidence` does, by language; who may grant is asked once for all."""
    granters = _granters_of(refusal)
    return {lang: _tell(refusal, granters, lang) for lang in langs}


def _granters_of(refusal: Refusal) -> list[Granter]:
    if refusal.code not in (PERMISSION_MISSING, OUT_OF_SCOPE):
        return []
    evidence = refusal.evidence
    return list_granters(
        Permission.read(str(evidence.get("permission", ""))),
        plant=evidence.get("plant"),
        org_unit=evidence.get("org_unit"),
        everywhere=_unbounded(refusal),
    )


def _unbounded(refusal: Refusal) -> bool:
    bounds = (refusal.evidence.get("plant"), refusal.evidence.get("org_unit"))
    return refusal.code is OUT_OF_SCOPE and bounds == (None, None)


def _tell(refusal: Refusal, granters: list[Granter], lang: str) -> dict[str, Any]:
    evidence = dict(refusal.evidence)
    if isinstance(codes := evidence.get("permissions"), list | tuple):
        evidence["permission_names"] = [name_permission(str(code), lang) for code in codes]
    if refusal.code not in (PERMISSION_MISSING, OUT_OF_SCOPE):
        return evidence
    evidence["everywhere"] = _unbounded(refusal)
    evidence["permission_name"] = name_permission(str(evidence.get("permission", "")), lang)
    evidence["granters"] = [name_granter(granter, lang) for granter in granters] or [
        say("people.no_granter", lang)
    ]
    return evidence


def name_permission(code: str, lang: str) -> str:
    """Return a permission's name as people read it."""
    return say(f"permission.{code}", lang)


def name_granter(granter: Granter, lang: str) -> str:
    """Return a granter as people read him: name and post."""
    if lang == "zh":
        return f"{granter.name}（{granter.title}）"
    return f"{granter.name} ({granter.title_en})"
