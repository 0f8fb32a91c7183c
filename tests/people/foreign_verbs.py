"""What a person of another plant would give each verb to reach the rows of plant P1.

One function per floor, from a world to `{verb: arguments}`; a list where one verb has several ways.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import SecretStr

from qitao.catalog.models import Routing
from qitao.catalog.values import RevisionState
from qitao.catalog.values.rows import (
    LocationRow,
    MachineRow,
    RoutingOperationRow,
    RoutingRow,
    WorkCentreRow,
)
from qitao.flow.models import Task
from qitao.flow.values import TaskId
from qitao.kitting.values import Demand, Policy, Source, Supply
from qitao.kitting.values import PriorityChange as KitPriority
from qitao.links.values.imports import Batch
from qitao.people.models import Assignment, Role
from qitao.people.values import OrgKind
from qitao.production.actions.control import PriorityChange
from qitao.production.actions.imports import ImportedOrder, ImportedReport
from qitao.production.actions.picking import IssueLine
from qitao.production.actions.short_picks import ShortPick, ShortReason
from qitao.production.values import NewOrder, WorkOrderId
from qitao.quality.values import Disposition, InspectionKind, Result, Severity, SourceRef
from qitao.stock.values import BusinessRef, MoveKind, MoveLine, ReserveLine, StockStatus
from qitao.trade.values import ImportedLine, ImportedPurchase, NewPurchaseLine, PurchaseState
from tests.foreign import World

ONE = Decimal(1)
PAST = date(2020, 2, 1)
Given = Mapping[str, Any]

SAFE = {
    "lowcode.choose_columns": "the own settings",
    "lowcode.choose_first_view": "the own settings",
    "lowcode.delete_view": "the own view",
    "lowcode.save_view": "the own view; a role is of no plant",
    "links.plan_import": "only plans the import; its rows are asked for when they are saved",
    "people.change_own_password": "the own account, wherever its owner works",
    "people.confirm_totp": "the own account",
    "people.disable_totp": "the own account",
    "people.enable_totp": "the own account",
    "people.set_language": "the own account",
    "people.sign_out_everywhere": "the own account",
    "stock.create_lot": "a lot that is only named lies nowhere yet; what is stored keeps it as is",
    "stock.create_serials": "a piece that is only named lies nowhere yet",
    "stock.ensure_lots": "a lot that is only named lies nowhere yet; known ones stay as they are",
    "stock.ensure_serials": "a piece that is only named lies nowhere yet; known ones stay",
    "stock.get_or_create_lot": "a lot that is only named lies nowhere yet; a known one stays",
    "watch.see_notices": "the own marks, of what one is told within one's reach",
}
"""Verbs that write no row of any plant, each with the reason."""


def given(world: World) -> dict[str, Given | list[Given]]:
    """Return what to give each verb that is not shared by all plants and not safe."""
    return (
        _catalog(world)
        | _people(world)
        | _production(world)
        | _quality(world)
        | _stock(world)
        | _kitting(world)
        | _trade(world)
        | _links(world)
    )


def _catalog(world: World) -> dict[str, Given | list[Given]]:
    place = LocationRow(plant="P1", code="SHELF", name="架", kind="internal")
    centre = WorkCentreRow(plant="P1", code="P1-10", name="组")
    machine = MachineRow(plant="P1", work_centre="P1-10", code="P1-M10", name="机")
    taken = MachineRow(plant="P2", work_centre="P2-10", code="P1-M10", name="机")
    operation = RoutingOperationRow(sequence=10, name="注塑", work_centre="P1-10")
    routing = RoutingRow(material="CASE", plant="P1", version="9", operations=(operation,))
    active = Routing.objects.get(version="1").pk
    draft = Routing.objects.create(
        material_id=world.shop.materials["CASE"],
        plant_id=world.shop.plant,
        version="8",
        state=str(RevisionState.DRAFT),
        effective_from=PAST,
    ).pk
    ids = world.ids
    found: dict[str, Given | list[Given]] = {}
    for noun, rows in (
        ("location", [place]),
        ("work_centre", [centre]),
        ("machine", [machine, taken]),
        ("routing", [routing]),
    ):
        found[f"catalog.create_{noun}"] = {"row": rows[0]}
        known = [replace(row, version="8") if noun == "routing" else row for row in rows]
        found[f"catalog.update_{noun}"] = [{"row": row} for row in known]
        found[f"catalog.import_{noun}s"] = [{"rows": (row,)} for row in rows]
    return found | {
        "catalog.retire_location": {"location": world.shop.places["SHELF"]},
        "catalog.retire_machine": {"machine": world.shop.machines["注塑"]},
        "catalog.retire_work_centre": {"work_centre": ids["work_centre"]},
        "catalog.retire_routing": {"routing": active},
        "catalog.publish_routing": {"routing": draft},
        "catalog.revise_routing": {"routing": active, "version": "7", "effective_from": PAST},
    }


def _people(world: World) -> dict[str, Given | list[Given]]:
    user, home = world.town.users["operator"], world.ids["home"]
    role = Role.objects.get(code="operator").pk
    password = SecretStr("lantern-harbour-9")
    here: dict[str, Any] = {"user": user}
    return {
        "people.assign_post": [
            here | {"post": world.ids["post"], "plant": world.shop.plant},
            here | {"post": world.ids["post"], "org_unit": home},
            here | {"post": world.ids["post"]},
            {"user": world.ids["outsider"], "post": world.ids["post"], "plant": world.shop.plant},
        ],
        "people.assign_role": [
            here | {"role": role, "plant": world.shop.plant},
            here | {"role": role, "org_unit": home},
            here | {"role": role},
            {"user": world.ids["outsider"], "role": role, "plant": world.shop.plant},
        ],
        "people.create_org_unit": {"code": "X", "name": "组", "kind": OrgKind.TEAM, "parent": home},
        "people.create_plant": [
            {"code": "X", "name": "三厂", "parent": home},
            {"code": "X", "name": "三厂"},
        ],
        "people.create_user": [
            {"username": "x1", "name": "某", "org_unit": home},
            {"username": "x1", "name": "某"},
        ],
        "people.deactivate_user": here,
        "people.end_assignment": {"assignment": Assignment.objects.get(user=user).pk},
        "people.issue_token": here | {"name": "机"},
        "people.move_org_unit": [
            {"org_unit": home, "parent": world.unit},
            {"org_unit": world.unit, "parent": home},
        ],
        "people.move_user": [
            here | {"org_unit": world.unit},
            {"user": world.ids["outsider"], "org_unit": home},
        ],
        "people.reactivate_user": here,
        "people.reset_totp": here,
        "people.revoke_token": {"api_token": world.ids["token"]},
        "people.set_password": here | {"password": password},
        "people.unlock_user": here,
        "people.update_org_unit": {"org_unit": home, "name": "新名"},
        "people.update_plant": {"plant": world.shop.plant, "name": "新名"},
        "people.update_user": here | {"name": "新名"},
    }


def plain_task(order: WorkOrderId) -> TaskId:
    """Return an order's open task as one that no verb of its own completes."""
    found = Task.objects.get(instance__business_id=order, state="open")
    Task.objects.filter(pk=found.pk).update(verb="", permission="")
    return TaskId(found.pk)


def _production(world: World) -> dict[str, Given | list[Given]]:
    orders, ids, shop = world.town.orders, world.ids, world.shop
    draft, waiting = {"order": orders["draft"].order}, {"order": orders["waiting"].order}
    scheduled, running = {"order": orders["scheduled"].order}, {"order": orders["running"].order}
    operation, why = {"operation": ids["operation"]}, {"reason": "试一试"}
    line = (IssueLine(20, ONE),)
    new = NewOrder(shop.plant, shop.materials["CASE"], ONE)
    number = orders["running"].number
    task = {"task": plain_task(orders["draft"].order)}
    return {
        "production.cancel_order": waiting | why,
        "production.claim_task": task,
        "production.finish_task": task,
        "production.release_task": task,
        "production.close_order": {"order": ids["made"]},
        "production.create_order": {
            "plant": shop.plant,
            "material": shop.materials["CASE"],
            "quantity": ONE,
        },
        "production.create_orders": {"orders": (new,)},
        "production.finish_operation": operation,
        "production.hold_order": running | why,
        "production.import_orders": {
            "orders": (ImportedOrder("X-1", shop.plant, shop.materials["CASE"], ONE),)
        },
        "production.import_reports": {"reports": (ImportedReport("S-1", number, 10, ONE),)},
        "production.note_short_picks": running
        | {"picks": (ShortPick(10, world.shop.places["SHELF"], ONE, ONE, ShortReason.FEWER),)},
        "production.issue_materials": [running, running | {"lines": line}],
        "production.issue_wall_link": {"plant": shop.plant, "name": "墙"},
        "production.revoke_wall_link": {"wall_link": ids["wall_link"]},
        "production.pause_operation": operation,
        "production.receive_output": {"order": ids["made"], "quantity": ONE},
        "production.redrive_orders": {"orders": (orders["short"].order,), **why},
        "production.release_order": scheduled,
        "production.report_output": operation | {"good": ONE},
        "production.resume_order": running,
        "production.return_materials": running | {"lines": line},
        "production.schedule_order": waiting,
        "production.send_out_operation": {"operation": ids["outside"], "quantity": ONE},
        "production.take_back_operation": {"dispatch": ids["dispatch"], "good": ONE},
        "production.undo_send_out": {"dispatch": ids["dispatch"]},
        "production.set_plant_rules": {"plant": shop.plant, "over_pieces": ONE},
        "production.set_priorities": {"changes": (PriorityChange(orders["draft"].order, 1),)},
        "production.split_order": waiting | {"quantity": ONE},
        "production.start_operation": operation,
        "production.submit_order": draft,
        "production.substitute_material": running
        | {"line": 20, "material": shop.materials["BOX"]}
        | why,
        "production.top_up_materials": running | {"lines": line} | why,
        "production.undo_receipt": {"receipt": ids["receipt"]},
        "production.reopen_operation": operation | why,
        "production.undo_report": {"report": ids["report"]},
        "production.drop_entry": operation
        | {"what": "production.report_output", "typed": "{}", **why},
        "production.update_order": draft | {"quantity": Decimal(2)},
        "production.waive_gate": {"order": orders["short"].order, **why},
    }


def _quality(world: World) -> dict[str, Given | list[Given]]:
    ids, plant = world.ids, world.shop.plant
    shared = world.content_for(None)
    return {
        "quality.cancel_inspections": {
            "source_type": "order_operation",
            "source_ids": (ids["operation"],),
            "reason": "试一试",
        },
        "quality.change_plan": [
            {"plan": ids["draft_plan"], "content": world.content_for(world.plant)},
            {"plan": ids["own_plan"], "content": world.content_for(plant)},
            {"plan": ids["own_plan"], "content": shared},
        ],
        "quality.close_nonconformance": {
            "nonconformance": ids["nonconformance"],
            "cause": "模具",
            "correction": "修模",
        },
        "quality.create_plan": [
            {"code": "X", "content": world.content_for(plant)},
            {"code": "X", "content": shared},
        ],
        "quality.decide_disposition": {
            "inspection": ids["inspection"],
            "disposition": Disposition.ACCEPT,
            "reason": "试一试",
        },
        "quality.grant_concession": {"inspection": ids["inspection"], "reason": "试一试"},
        "quality.open_inspection": {
            "source": SourceRef("order_operation", ids["operation"], 1),
            "label": "x",
            "plant": plant,
            "kind": InspectionKind.IN_PROCESS,
            "quantity": ONE,
        },
        "quality.publish_plan": [{"plan": ids["draft_plan"]}, {"plan": ids["own_plan"]}],
        "quality.raise_nonconformance": {
            "plant": plant,
            "severity": Severity.MINOR,
            "description": "x",
            "quantity": ONE,
        },
        "quality.record_results": {
            "inspection": ids["inspection"],
            "results": (Result(1, 1, good=True),),
        },
        "quality.retire_plan": {"plan": ids["plan"]},
    }


def _stock(world: World) -> dict[str, Given | list[Given]]:
    shop, ids = world.shop, world.ids
    screw, store = shop.materials["SCREW"], shop.places["STORE"]
    holder = BusinessRef("work_order", world.town.orders["running"].order)
    line = MoveLine(MoveKind.TRANSFER, screw, ONE, store, shop.places["SHELF"])
    out = MoveLine(MoveKind.TRANSFER, screw, ONE, store, ids["own_place"])
    into = MoveLine(MoveKind.RECEIPT, screw, ONE, ids["own_place"], store)
    case = {"lot": ids["lot"], "material": shop.materials["CASE"]}
    return {
        "stock.adjust_stock": {
            "material": screw,
            "location": store,
            "change": ONE,
            "reason": "试一试",
        },
        "stock.close_period": {"plant": shop.plant, "ends_on": PAST},
        "stock.edit_lot": {"lot": ids["lot"], "note": "试"},
        "stock.post_moves": [{"lines": (one,)} for one in (line, out, into)],
        "stock.release_reservations": {"holders": (holder,)},
        "stock.reopen_period": {"period": ids["period"], "plant": shop.plant},
        "stock.reserve": {"lines": (ReserveLine(holder, screw, shop.plant, ONE),)},
        "stock.reverse_move": {"movement": ids["movement"]},
        "stock.reverse_moves": {"movements": (ids["movement"],)},
        "stock.set_lot_status": {
            "lot": ids["lot"],
            "status": StockStatus.BLOCKED,
            "reason": "试一试",
        },
        "stock.split_lot": case | {"location": ids["lot_place"], "quantity": ONE, "code": "X"},
        "stock.transfer_stock": [
            {"material": screw, "quantity": ONE, "source": store, "target": target}
            for target in (shop.places["SHELF"], ids["own_place"])
        ],
    }


def _kitting(world: World) -> dict[str, Given | list[Given]]:
    order, bought = world.town.orders["short"], world.ids["approved"]
    source, supplier = Source("work_order", order.order), Source("purchase_order", bought)
    screw = world.shop.materials["SCREW"]
    plants = (world.shop.plant, world.plant)
    return {
        "kitting.check_kits": [{"sources": (source,)}, {"plant": world.shop.plant}],
        "kitting.drop_demands": {"sources": (source,)},
        "kitting.drop_supplies": {"sources": (supplier,)},
        "kitting.put_demands": [{"demands": (Demand(source, "x", plant, ()),)} for plant in plants],
        "kitting.put_supplies": [
            {"sources": (supplier,), "supplies": ()},
            *(
                {
                    "sources": (supplier,),
                    "supplies": (Supply(supplier, 1, "x", plant, screw, ONE),),
                }
                for plant in plants
            ),
        ],
        "kitting.reserve_kits": {"sources": (source,)},
        "kitting.set_plant_policy": {"policy": Policy(world.shop.plant)},
        "kitting.set_priorities": {"changes": (KitPriority(source, 1),)},
    }


def _trade(world: World) -> dict[str, Given | list[Given]]:
    ids, shop = world.ids, world.shop
    screw, store = shop.materials["SCREW"], shop.places["STORE"]
    ways = (
        (ids["purchase_line"], store),
        (ids["purchase_line"], ids["own_place"]),
        (ids["own_line"], store),
    )
    foreign = [
        ImportedPurchase(
            "PO-OF-P1-2",
            plant,
            ids["partner"],
            PurchaseState.APPROVED,
            None,
            (ImportedLine(1, screw, ONE),),
        )
        for plant in (shop.plant, world.plant)
    ]
    return {
        "trade.approve_purchase": {"purchase_order": ids["drafted"]},
        "trade.cancel_purchase": {"purchase_order": ids["drafted"]},
        "trade.close_purchase": {"purchase_order": ids["approved"]},
        "trade.create_purchase": {
            "plant": shop.plant,
            "partner": ids["partner"],
            "lines": (NewPurchaseLine(screw, ONE),),
        },
        "trade.import_purchases": [{"purchases": (one,)} for one in foreign],
        "trade.promise_line": {"purchase_line": ids["purchase_line"], "expected_on": PAST},
        "trade.receive_line": [
            {
                "purchase_line": line,
                "quantity": ONE,
                "slip": "X",
                "location": place,
            }
            for line, place in ways
        ],
        "trade.return_goods": [
            {"purchase_line": line, "quantity": ONE, "location": place, "reason": "毛刺"}
            for line, place in ways
        ],
        "trade.stock_receipt": {"receipt": ids["purchase_receipt"]},
        "trade.undo_receipt": {"receipt": ids["purchase_receipt"]},
        "trade.undo_return": {"supplier_return": ids["supplier_return"]},
    }


def _links(world: World) -> dict[str, Given | list[Given]]:
    columns = ("plant", "code", "name", "kind")
    place = Batch("location", columns, (("P1", "X", "X", "internal"),))
    unit = Batch("unit", ("code", "name"), (("X", "X"),))
    return {
        "links.import_rows": [{"batches": (place,)}, {"batches": (unit,)}],
        "links.stop_import": {"run": world.ids["run"]},
    }
