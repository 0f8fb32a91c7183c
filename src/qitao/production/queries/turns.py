"""Whose turn an unmet gate is, and since when it has been unmet."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from qitao.base.actor import Actor, Permission
from qitao.base.ids import OrgUnitId
from qitao.base.sql import SqlRoom
from qitao.flow.rules.explain import Why
from qitao.flow.values import Outcome, ResolveIncident
from qitao.kitting import queries as kitting
from qitao.people import queries as people
from qitao.people.queries.grants import HoldingRole
from qitao.people.values import ADMINISTRATOR
from qitao.production.queries.locks import list_operation_ids
from qitao.production.queries.outside import find_outside
from qitao.production.values import (
    BUSINESS,
    OPERATION_SOURCE,
    HoldOrder,
    OrderRow,
    OutsourceOperation,
    RankOrder,
    ReceiveOutput,
    ReportOutput,
    WorkOrderId,
)
from qitao.quality import queries as quality
from qitao.quality.values import DecideDisposition, OpenInspection, RecordResults

sql = SqlRoom("qitao.production")
BuyMaterial = Permission.read("trade.create_purchase")
"""Read by its code: purchasing is a floor beside this one."""
MENDERS: dict[str, tuple[Permission, ...]] = {
    "hold": (HoldOrder,),
    "inspection": (RecordResults,),
    "inspection_again": (OpenInspection,),
    "inspection_failed": (DecideDisposition,),
    "inspection_open": (RecordResults,),
    "kit": (BuyMaterial, RankOrder),
    "operations": (ReportOutput,),
    "outside": (OutsourceOperation,),
    "outside_late": (OutsourceOperation,),
    "predecessor": (ReportOutput,),
    "received": (ReceiveOutput,),
    "sent": (OutsourceOperation,),
}
"""Who can do something about a gate that says no; where it does not answer, it is IT's turn."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Since when a gate has been unmet, who can mend it, and whether the reader is one of them."""

    since: datetime
    owners: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """Who put an order on hold, when and why; nobody's name where no person did."""

    reason: str
    since: datetime
    who: str | None


def find_hold(order: WorkOrderId) -> Hold:
    """Return why an order is on hold; refuse `NOT_FOUND`."""
    return sql.one("find_hold", Hold, order=order)


def name_roles(
    permissions: Collection[str], lang: str, known: Sequence[HoldingRole] | None = None
) -> tuple[str, ...]:
    """Name the roles that hold one of the permissions; the administrator only where nobody else.

    `known` are roles that were read for more permissions than these.
    """
    roles = people.list_holding_roles(permissions) if known is None else known
    found = {role.id: role for code in permissions for role in roles if code in role.permissions}
    usual = [role for role in found.values() if role.code != ADMINISTRATOR]
    return tuple(
        role.name_en if lang == "en" and role.name_en else role.name
        for role in usual or found.values()
    )


def list_menders() -> list[HoldingRole]:
    """Return the roles of all who mend some gate, for the causes of an order at once."""
    return people.list_holding_roles({*chain.from_iterable(MENDERS.values()), ResolveIncident})


def turn_of(
    actor: Actor,
    row: OrderRow,
    why: Why,
    *,
    gate: str,
    outcome: Outcome,
    evidence: dict[str, Any],
    units: Collection[OrgUnitId | None],
    lang: str,
    roles: Sequence[HoldingRole],
) -> Turn:
    """Return whose turn a gate is that does not pass; `roles` are those of all menders."""
    answered = outcome is Outcome.FAIL
    permissions = MENDERS.get(gate, (ResolveIncident,)) if answered else (ResolveIncident,)
    since = SINCE[gate](row, evidence) if answered and gate in SINCE else None
    silent = None if answered else why.asked_at
    return Turn(
        since=since or silent or why.since,
        owners=name_roles(permissions, lang, roles),
        mine=any(may_at(actor, permission, row, units) for permission in permissions),
    )


def may_at(
    actor: Actor, permission: Permission, row: OrderRow, units: Collection[OrgUnitId | None]
) -> bool:
    """Tell whether a person may, in the plant and one of the departments whose turn it is."""
    return any(actor.may(permission, plant=row.plant, org_unit=unit) for unit in (units or (None,)))


def _since_short(row: OrderRow, _evidence: dict[str, Any]) -> datetime | None:
    verdict = kitting.find_verdict(BUSINESS, row.id)
    return verdict.since if verdict else None


def _since_inspected(row: OrderRow, evidence: dict[str, Any]) -> datetime | None:
    wanted = set(evidence["inspections"])
    found = quality.blocking_inspections(OPERATION_SOURCE, list_operation_ids(row.id))
    return min((one.since for one in found if one.label in wanted), default=None)


def _since_sent(row: OrderRow, _evidence: dict[str, Any]) -> datetime | None:
    sent = find_outside(row.id)
    return sent.since if sent else None


SINCE: dict[str, Callable[[OrderRow, dict[str, Any]], datetime | None]] = {
    "kit": _since_short,
    "inspection": _since_inspected,
    "outside": _since_sent,
    "outside_late": _since_sent,
}
"""Gates that were unmet before, or only since some time after, the order came to where it is."""
