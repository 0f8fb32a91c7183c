"""Rows of every kind in one plant, and a second, empty plant whose people must not touch them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model

from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.catalog.models import Location, Partner, WorkCentre
from qitao.catalog.values import PartnerId
from qitao.links.models import ImportRun
from qitao.people import actions as people
from qitao.people.models import OrgUnit, Plant
from qitao.people.queries import get_role_by_code
from qitao.people.values import RoleId
from qitao.production import actions as production
from qitao.production.models import OrderOperation
from qitao.production.queries import lists
from qitao.production.values import OperationId
from qitao.quality import actions as quality
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    InspectionKind,
    PlanContent,
    Severity,
    SourceRef,
)
from qitao.stock import actions as stock
from qitao.stock.values import MoveKind, MoveLine, NewLot
from qitao.trade import actions as trade
from qitao.trade.models import PurchaseLine
from qitao.trade.values import NewPurchaseLine
from tests.shop import HOUSE, Shop
from tests.web.town import Town, busy_town

TEN = Decimal(10)


@dataclass
class World:
    """The town of plant P1 with the ids of its rows by short names; `plant` is the other plant."""

    town: Town
    plant: PlantId
    unit: OrgUnitId
    ids: dict[str, Any] = field(default_factory=dict)

    @property
    def shop(self) -> Shop:
        return self.town.shop

    def content_for(self, plant: PlantId | None) -> PlanContent:
        """Return what an inspection plan of a plant, or of all of them, says."""
        return PlanContent(
            "外观检",
            kind=InspectionKind.IN_PROCESS,
            characteristics=(Characteristic(1, "外观", CharacteristicKind.ATTRIBUTE),),
            plant=plant,
        )


def build_world() -> World:
    """Write the rows of plant P1 through the verbs, as its own people would, and plant P2."""
    town = busy_town()
    made = people.create_plant(actor=HOUSE, code="P2", name="二厂")
    world = World(town, made.plant, made.org_unit)
    home = OrgUnitId(Plant.objects.get(pk=town.shop.plant).org_unit_id)
    for user in town.users.values():
        people.move_user(actor=HOUSE, user=user, org_unit=home)
    world.ids |= {"home": home, "team": _team(home)}
    _settle(world)
    _make(world)
    _store(world)
    _send_out(world)
    _inspect(world)
    _buy(world)
    world.ids["run"] = ImportRun.objects.create(
        title="一厂的文件", source="x", user_id=town.users["administrator"]
    ).pk
    return world


def _team(home: OrgUnitId) -> int:
    return OrgUnit.objects.create(code="P1-TEAM", name="P1 班组", kind="team", parent_id=home).pk


def outsider(world: World, role: str = "administrator") -> UserId:
    """Make a person who may do everything, at plant P2 alone."""
    user = get_user_model().objects.create(
        username="outsider", name="二厂来客", org_unit_id=world.unit
    )
    number = RoleId(get_role_by_code(role).id)
    people.assign_role(actor=HOUSE, user=UserId(user.pk), role=number, plant=world.plant)
    return UserId(user.pk)


def _settle(world: World) -> None:
    """A place and a work centre of plant P2; a post and a token of plant P1's people."""
    place = Location.objects.create(plant_id=world.plant, code="ROOM", name="仓", kind="internal")
    Location.objects.create(plant_id=world.plant, code="SUP", name="供方", kind="supplier")
    WorkCentre.objects.create(plant_id=world.plant, code="P2-10", name="组")
    role = RoleId(get_role_by_code("operator").id)
    operator = world.town.users["operator"]
    world.ids |= {
        "own_place": place.pk,
        "work_centre": WorkCentre.objects.get(code="P1-10").pk,
        "post": people.create_post(actor=HOUSE, code="POST-1", name="岗", roles=(role,)).post,
        "wall_link": production.issue_wall_link(
            actor=HOUSE, plant=world.shop.plant, name="东墙"
        ).wall_link,
        "token": people.issue_token(actor=HOUSE, user=operator, name="机").api_token,
    }


def _make(world: World) -> None:
    """Finish an order of one piece: reports, and finished goods in a lot of their own."""
    running = world.town.orders["running"].order
    world.ids["operation"] = lists.list_operations(running)[0].id
    production.pause_operation(actor=HOUSE, operation=world.ids["operation"])
    order = world.shop.released(1).order
    for operation in lists.list_operations(order):
        production.start_operation(actor=HOUSE, operation=operation.id)
        world.ids["report"] = production.report_output(
            actor=HOUSE, operation=operation.id, good=Decimal(1)
        ).report
        production.finish_operation(actor=HOUSE, operation=operation.id)
    received = production.receive_output(actor=HOUSE, order=order, lot_code="LOT-OF-P1")
    world.ids |= {
        "made": order,
        "receipt": received.receipt,
        "lot": received.lot,
        "lot_place": received.location,
    }


def _store(world: World) -> None:
    """A closed period, and a movement to be reversed."""
    shop = world.shop
    stock.ensure_lots(actor=HOUSE, lots=(NewLot(shop.materials["CASE"], "LOT-OF-P1"),))
    line = MoveLine(
        MoveKind.TRANSFER,
        shop.materials["SCREW"],
        TEN,
        shop.places["STORE"],
        shop.places["SHELF"],
    )
    world.ids["movement"] = stock.post_moves(actor=HOUSE, lines=(line,)).movements[0]
    closed = stock.close_period(actor=HOUSE, plant=shop.plant, ends_on=date(2020, 1, 31))
    world.ids["period"] = closed.period


def _inspect(world: World) -> None:
    """A plan in force and a draft, an open inspection, a non-conformance."""
    plant = world.shop.plant
    content = world.content_for(plant)
    active = quality.create_plan(actor=HOUSE, code="QP-OF-P1", content=content).plan
    quality.publish_plan(actor=HOUSE, plan=active)
    draft = quality.create_plan(actor=HOUSE, code="QP-OF-P1", content=content).plan
    shared = quality.create_plan(actor=HOUSE, code="QP-ALL", content=world.content_for(None)).plan
    quality.publish_plan(actor=HOUSE, plan=shared)
    own = quality.create_plan(
        actor=HOUSE, code="QP-ALL", content=world.content_for(world.plant)
    ).plan
    opened = quality.open_inspection(
        actor=HOUSE,
        source=SourceRef("order_operation", world.ids["operation"]),
        label="WO-OF-P1",
        plant=plant,
        kind=InspectionKind.IN_PROCESS,
        quantity=TEN,
    )
    raised = quality.raise_nonconformance(
        actor=HOUSE, plant=plant, severity=Severity.MINOR, description="一厂飞边", quantity=TEN
    )
    world.ids |= {
        "plan": active,
        "draft_plan": draft,
        "own_plan": own,
        "inspection": opened.inspection,
        "nonconformance": raised.nonconformance,
    }


def _buy(world: World) -> None:
    """A purchase order to be approved, one with a receipt that waits, and one received."""
    shop = world.shop
    partner = Partner.objects.create(code="SUP", name="宏达", kind="supplier")
    lines = (NewPurchaseLine(shop.materials["SCREW"], TEN),)
    drafted, approved = (
        trade.create_purchase(
            actor=HOUSE,
            plant=shop.plant,
            partner=PartnerId(partner.pk),
            lines=lines,
            number=number,
        ).purchase_order
        for number in ("PO-OF-P1-1", "PO-OF-P1-2")
    )
    trade.approve_purchase(actor=HOUSE, purchase_order=approved)
    line = PurchaseLine.objects.get(order_id=approved).pk
    received = trade.receive_line(
        actor=HOUSE,
        purchase_line=line,
        quantity=Decimal(4),
        slip="DN-OF-P1",
        location=shop.places["STORE"],
    )
    back = trade.return_goods(
        actor=HOUSE,
        purchase_line=line,
        quantity=Decimal(1),
        location=shop.places["STORE"],
        reason="毛刺",
    )
    world.ids |= {
        "own_line": _buy_own(world, PartnerId(partner.pk), lines),
        "supplier_return": back.supplier_return,
        "partner": partner.pk,
        "drafted": drafted,
        "approved": approved,
        "purchase_line": line,
        "purchase_receipt": received.receipt,
    }


def _buy_own(world: World, partner: PartnerId, lines: tuple[NewPurchaseLine, ...]) -> int:
    """Let plant P2 buy something, too; return the line."""
    order = trade.create_purchase(
        actor=HOUSE, plant=world.plant, partner=partner, lines=lines
    ).purchase_order
    trade.approve_purchase(actor=HOUSE, purchase_order=order)
    return int(PurchaseLine.objects.get(order_id=order).pk)


def _send_out(world: World) -> None:
    """A dispatch of the running order's second operation, which is done outside."""
    partner = Partner.objects.create(code="OUT", name="移印厂", kind="outsourcer")
    running = OrderOperation.objects.filter(order_id=world.town.orders["running"].order)
    running.filter(sequence=20).update(outsourced_to=partner)
    operation = OperationId(running.get(sequence=20).pk)
    sent = production.send_out_operation(actor=HOUSE, operation=operation, quantity=Decimal(1))
    world.ids |= {"outside": operation, "dispatch": sent.dispatch}
