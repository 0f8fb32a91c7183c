"""Who may grant what, why a person may do what he does, and what a refusal says of both."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qitao.base.actor import EVERYWHERE, Permission
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
)

sql = SqlRoom("qitao.people")
GRANTER_ROWS_MAX = 1_000


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
    found: list[tuple[int, Granter]] = []
    for user, own in by_user.items():
        holdings = [
            Holding(row.assignment, row.plant, row.org_unit, (row.permission,)) for row in own
        ]
        grants = rules.resolve_grants(holdings, tree)
        if all(
            EVERYWHERE in grants.get(code, ())
            if everywhere
            else any(scope.covers(plant=plant, org_unit=org_unit) for scope in grants.get(code, ()))
            for code in wanted
        ):
            title = next(row for row in own if row.permission == AssignPosts)
            reach = min(
                10**6 if scope.org_units is None else len(scope.org_units)
                for scope in grants[AssignPosts]
            )
            found.append((reach, Granter(user, own[0].name, title.title, title.title_en)))
    return [granter for _, granter in sorted(found, key=lambda pair: pair[0])][:limit]


def why_may(user: UserId, permission: Permission) -> list[GrantPath]:
    """Return every way by which a person holds a permission: post → role → permission → where."""
    return sql.all(
        "list_grant_paths", GrantPath, user=user, permission=str(permission), limit=LIST_MAX
    )


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
