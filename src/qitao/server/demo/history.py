"""The demo plant's last days: stock, purchases, orders in every state, reports, an inspection."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.catalog.models import Location, Material, Partner, ScrapReason
from qitao.catalog.values import LocationId, MaterialId, PartnerId
from qitao.kitting import actions as kitting
from qitao.people.models import Plant
from qitao.production import actions as production
from qitao.production import queries
from qitao.production.actions import moves
from qitao.production.queries.lists import OperationView, list_operations
from qitao.production.values import WorkOrderId
from qitao.server.demo import PLANT, inspections, stumble
from qitao.server.demo.hands import Hands
from qitao.server.demo.masters import ACTOR
from qitao.stock import actions as stock
from qitao.stock.values import MoveKind, MoveLine
from qitao.trade import actions as trade
from qitao.trade.values import ImportedLine, ImportedPurchase, PurchaseState

WAY = (
    "draft",
    "check_kit",
    "awaiting_schedule",
    "scheduled",
    "released",
    "in_production",
    "completed",
    "closed",
)
HOURS_AGO = {
    "draft": 5,
    "check_kit": 30,
    "awaiting_schedule": 26,
    "scheduled": 20,
    "released": 14,
    "in_production": 10,
    "completed": 60,
    "closed": 130,
    "on_hold": 40,
    "cancelled": 70,
}
"""How long ago orders of each kind were created."""


def install(content: dict[str, Any], *, tell: Callable[[str], None]) -> None:
    """Write stock, purchases and orders, each at its own hour."""
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    plant = PlantId(Plant.objects.get(code=PLANT).pk)
    with clock.frozen(now - timedelta(days=8)):
        tell("期初库存 · opening stock")
        _stock(content["stock"]["lines"])
        _pieces(content["stock"]["pieces"])
        _purchases(plant, content["purchase"]["lines"], now)
        inspections.install(plant)
    wanted = [line for line in content["orders"]["lines"] for _ in range(line[5])]
    wanted.sort(key=lambda line: -HOURS_AGO[line[4]])
    hands = Hands()
    _stumble(plant, now, content["orders"]["stumble"], hands)
    for number, (material, quantity, days, priority, reach, _) in enumerate(wanted, start=1):
        if number % 10 == 1:
            tell(f"工单 · orders {number}/{len(wanted)}")
        created = now - timedelta(hours=HOURS_AGO[reach], minutes=7 * (number % 8))
        Story(plant, created, number, hands).tell(
            _material(material),
            Decimal(quantity),
            (now + timedelta(days=days)).date(),
            priority,
            reach,
        )
    kitting.check_kits(actor=ACTOR, plant=plant)


def _stumble(plant: PlantId, now: datetime, line: list[Any], hands: Hands) -> None:
    """One order whose process has stopped at a job that was given up; made first: it has a kit."""
    material, quantity, days, priority = line
    story = Story(plant, now - timedelta(hours=HOURS_AGO["released"]), 0, hands)
    due = (now + timedelta(days=days)).date()
    with stumble.trial():
        story.tell(_material(material), Decimal(quantity), due, priority, "released")
    stumble.give_up(story.at)


def _stock(lines: list[list[Any]]) -> None:
    places = {row.code: LocationId(row.pk) for row in Location.objects.all()}
    moves = []
    for code, quantity, place, lot_code in lines:
        material = _material(code)
        lot = (
            stock.get_or_create_lot(actor=ACTOR, material=material, code=lot_code)
            if lot_code
            else None
        )
        moves.append(
            MoveLine(
                kind=MoveKind.OPENING,
                material=material,
                quantity=Decimal(str(quantity)),
                source=places["V-ADJ"],
                target=places[place],
                lot=lot,
                reason="demo",
            )
        )
    stock.post_moves(actor=ACTOR, lines=tuple(moves), posting="demo:opening")


def _pieces(lines: list[list[Any]]) -> None:
    """Bring in single pieces, each by its serial number."""
    for code, place, begins, count in lines:
        stock.adjust_stock(
            actor=ACTOR,
            material=_material(code),
            location=LocationId(Location.objects.get(code=place).pk),
            change=Decimal(count),
            reason="demo",
            serials=tuple(f"{begins}{number:04}" for number in range(1, count + 1)),
        )


def _material(code: str) -> MaterialId:
    return MaterialId(Material.objects.get(code=code).pk)


def _purchases(plant: PlantId, lines: list[list[Any]], now: datetime) -> None:
    trade.import_purchases(
        actor=ACTOR,
        purchases=tuple(
            ImportedPurchase(
                number=number,
                plant=plant,
                partner=PartnerId(Partner.objects.get(code=partner).pk),
                state=PurchaseState.APPROVED,
                ordered_on=(now - timedelta(days=6)).date(),
                lines=(
                    ImportedLine(
                        line=10,
                        material=_material(material),
                        ordered=Decimal(quantity),
                        expected_on=(now + timedelta(days=days)).date(),
                        unit_price=Decimal(price),
                    ),
                ),
            )
            for number, partner, material, quantity, days, price in lines
        ),
    )


class Story:
    """One order's way through the plant, step by step at rising hours."""

    def __init__(self, plant: PlantId, begun: datetime, number: int, hands: Hands) -> None:
        self.plant = plant
        self.hands = hands
        self.at = begun
        self.number = number
        self.order = WorkOrderId(0)
        self.store = LocationId(0)

    def do(self, minutes: int, verb: Callable[..., Any], **given: Any) -> Any:
        """Carry out a verb so many minutes later."""
        self.at += timedelta(minutes=minutes)
        with clock.frozen(self.at):
            return verb(actor=self.hands.of(verb), **given)

    def tell(
        self, material: MaterialId, quantity: Decimal, due: Any, priority: int, reach: str
    ) -> None:
        """Create the order and take it as far as `reach`."""
        made = Material.objects.get(pk=material).code
        place = Location.objects.get(code="SF" if made.startswith("S") else "FG")
        self.store = LocationId(place.pk)
        self.order = self.do(
            0,
            production.create_order,
            plant=self.plant,
            material=material,
            quantity=quantity,
            due_on=due,
            priority=priority,
        ).order
        upto = WAY.index({"on_hold": "scheduled", "cancelled": "draft"}.get(reach, reach))
        if upto >= 1:
            self.do(20, production.submit_order, order=self.order)
        if upto >= 2 and moves.awaits(self.order, "schedule_order"):
            self._plan(upto)
        if reach == "on_hold":
            self.do(30, production.hold_order, order=self.order, reason="演示：等客户确认颜色")
        if reach == "cancelled":
            self.do(30, production.cancel_order, order=self.order, reason="演示：客户取消")

    def _plan(self, upto: int) -> None:
        if upto >= 3:
            self.do(40, production.schedule_order, order=self.order)
        if upto >= 4:
            self.do(60, production.release_order, order=self.order)
        if upto >= 5:
            if any(not line.backflush for line in queries.list_materials(self.order)):
                self.do(15, production.issue_materials, order=self.order)
            self._make(done=upto >= 6)
        if upto >= 6:
            self.do(30, production.receive_output, order=self.order, location=self.store)
        if upto >= 7:
            self.do(20, production.close_order, order=self.order)

    def _make(self, *, done: bool) -> None:
        """Report the operations: all of them, or the first and a part of the second."""
        steps = list_operations(self.order)
        outside = any(step.outsourced_to for step in steps)
        reached = steps if done else steps[: 1 + (outside or self.number % 2)]
        for step in reached:
            if step.outsourced_to:
                self._send_out(step, part=step is reached[-1] and not done)
                continue
            if step.machine is not None and queries.get_machine(step.machine, step.id).busy_with:
                return
            last = step is reached[-1] and not done
            self.do(10, production.start_operation, operation=step.id)
            self._report(step, part=last)
            if step.inspection_required and not last:
                self.do(12, inspections.pass_all, order_operation=step.id)
            if not last:
                self.do(5, production.finish_operation, operation=step.id)

    def _send_out(self, step: OperationView, *, part: bool) -> None:
        """Send all pieces to the supplier; they come back, of a part only two fifths so far."""
        pieces = next(row.available for row in list_operations(self.order) if row.id == step.id)
        sent = self.do(
            25,
            production.send_out_operation,
            operation=step.id,
            quantity=pieces,
            slip=f"WX-{self.number:04}",
            expected_on=(self.at + timedelta(days=2)).date(),
            note="演示：电镀外协",
        )
        back = (pieces * Decimal("0.4")).quantize(Decimal(1)) if part else pieces
        self.do(
            180,
            production.take_back_operation,
            dispatch=sent.dispatch,
            good=back,
            slip=f"WX-{self.number:04}-1",
            finish=not part,
        )

    def _report(self, step: OperationView, *, part: bool) -> None:
        """Report most pieces as good in two reports, a few as scrap; a part is two fifths."""
        pieces = next(row.available for row in list_operations(self.order) if row.id == step.id)
        taken = (pieces * Decimal("0.4")).quantize(Decimal(1)) if part else pieces
        scrap = (taken * Decimal("0.015")).quantize(Decimal(1))
        first = ((taken - scrap) * Decimal("0.6")).quantize(Decimal(1))
        reasons = list(ScrapReason.objects.order_by("id").values_list("pk", flat=True))
        self.do(50, production.report_output, operation=step.id, good=first)
        self.do(
            45,
            production.report_output,
            operation=step.id,
            good=taken - scrap - first,
            scrap=scrap,
            scrap_reason=reasons[self.number % len(reasons)] if scrap else None,
        )
