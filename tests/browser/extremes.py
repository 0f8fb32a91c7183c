"""The same plant at the edge of what its columns hold: long names, long codes, long figures."""

from decimal import Decimal

from django.db.models import F

from qitao.base import clock
from qitao.base.pinyin import CHARS_MAX
from qitao.catalog.models import (
    Location,
    Machine,
    Material,
    MaterialGroup,
    Partner,
    RoutingOperation,
    ScrapReason,
    Unit,
    WorkCentre,
)
from qitao.catalog.values import PartnerId
from qitao.lowcode.actions import install_template
from qitao.people import actions as people
from qitao.people.models import OrgUnit, Plant, User
from qitao.production import actions as production
from qitao.production.actions.create import OrderCreated
from qitao.production.queries import lists
from qitao.quality import actions as quality
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    InspectionKind,
    PlanContent,
    Severity,
    SourceRef,
)
from qitao.trade import actions as trade
from qitao.trade.values import NewPurchaseLine
from tests.shop import HOUSE, TEMPLATE, Shop, build_shop
from tests.web.town import Town, settle

HAN = "高强度阻燃耐候级丙烯腈丁二烯苯乙烯共聚物注塑成型整机外壳总成"
HAN_60 = (HAN + "上盖带卡扣与加强筋出口欧洲专用版本第三次改模后首批试产件" * 2)[:60]
LATIN_200 = ("Acrylonitrilebutadienestyrenehousingassembly" * 5)[:200]
CODE_60 = ("LONG-CODE-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-" * 2)[:60]
SENTENCE = (HAN + "，" + "A-note-without-any-space-" * 12)[:300]
SETS = Decimal("200000000000.000001")
LARGE = Decimal("123456789012.123456")
SMALL = Decimal("0.000001")


def new_plant() -> Town:
    """A plant that has its people, its first template and nothing else."""
    plant = people.create_plant(actor=HOUSE, code="P1", name="一厂").plant
    install_template(actor=HOUSE, template=TEMPLATE)
    return settle(Shop(plant))


def long_town() -> Town:
    """A plant at work whose words and figures are as long as may be."""
    shop = build_shop()
    stretch(shop)
    town = settle(shop)
    User.objects.update(name=HAN_60)
    for material, factor in (("RESIN", 1), ("SCREW", 4), ("BOX", 1)):
        shop.receive(material, str(SETS * factor))
    work(town)
    buy(town)
    inspect(town)
    return town


def stretch(shop: Shop) -> None:
    """Give the nouns of the shop the longest names: Chinese, or Latin without a space."""
    Unit.objects.update(decimals=6)
    for model in (Plant, OrgUnit):
        model.objects.update(name=HAN_60)
    for named in (Location, Machine, RoutingOperation):
        named.objects.update(name=HAN_60, name_en=LATIN_200)
    MaterialGroup.objects.create(code=CODE_60[:40], name=LATIN_200)
    WorkCentre.objects.update(name=LATIN_200)
    RoutingOperation.objects.update(run_minutes=SMALL)
    ScrapReason.objects.update(name=HAN_60, name_en=LATIN_200)
    for name, words in (("CASE", HAN_60), ("SCREW", LATIN_200), ("BOX", LATIN_200)):
        code = f"{name}-{CODE_60}"[:60]
        row = Material.objects.filter(pk=shop.materials[name])
        row.update(name=words, code=code, pinyin=words[:CHARS_MAX], revision=F("revision") + 1)


def work(town: Town) -> None:
    """Make the orders of the usual town, with figures at both ends."""
    number = f"WO-{CODE_60}"[:60]
    town.orders["draft"] = an_order(town, SMALL, note=SENTENCE)
    town.orders["scheduled"] = an_order(town, SMALL)
    town.orders["running"] = an_order(town, LARGE, number=number, note=SENTENCE, lot_code=CODE_60)
    town.orders["short"] = an_order(town, LARGE, priority=9)
    for name in ("scheduled", "running", "short"):
        production.submit_order(actor=HOUSE, order=town.orders[name].order)
    for name in ("scheduled", "running"):
        production.schedule_order(actor=HOUSE, order=town.orders[name].order)
    running = town.orders["running"].order
    production.release_order(actor=HOUSE, order=running)
    first = lists.list_operations(running)[0]
    production.start_operation(actor=HOUSE, operation=first.id)
    production.report_output(actor=HOUSE, operation=first.id, good=LARGE / 2, note=SENTENCE[:300])
    production.hold_order(actor=HOUSE, order=town.orders["scheduled"].order, reason=SENTENCE)


def an_order(town: Town, quantity: Decimal, **more: object) -> OrderCreated:
    return town.shop.order(quantity, **more)  # type: ignore[arg-type]


def buy(town: Town) -> None:
    """Order a large and a small quantity from a partner with a long name."""
    row = Partner.objects.create(code=CODE_60, name=HAN_60, kind="supplier")
    screws, box = town.shop.materials["SCREW"], town.shop.materials["BOX"]
    lines = (
        NewPurchaseLine(screws, LARGE, clock.now().date(), LARGE),
        NewPurchaseLine(box, SMALL, clock.now().date()),
    )
    partner = PartnerId(row.pk)
    trade.create_purchase(
        actor=HOUSE, plant=town.shop.plant, partner=partner, lines=lines, note=SENTENCE
    )


def inspect(town: Town) -> None:
    """Open an inspection by a plan with long words; raise what is not as it should be."""
    looks = (
        Characteristic(1, LATIN_200, CharacteristicKind.MEASURED, "mm", LARGE, SMALL, LARGE * 2),
        Characteristic(2, HAN_60, CharacteristicKind.ATTRIBUTE, method=SENTENCE[:200]),
    )
    content = PlanContent(HAN_60, InspectionKind.FIRST_PIECE, looks)
    plan = quality.create_plan(actor=HOUSE, code=CODE_60, content=content)
    quality.publish_plan(actor=HOUSE, plan=plan.plan)
    first = lists.list_operations(town.orders["running"].order)[0]
    about = SourceRef("order_operation", first.id)
    quality.open_inspection(
        actor=HOUSE, source=about, label=f"WO-{CODE_60}"[:60], plant=town.shop.plant,
        kind=InspectionKind.FIRST_PIECE, quantity=LARGE, material=town.shop.materials["CASE"],
        operation_sequence=10, operation_name=HAN_60,
    )  # fmt: skip
    quality.raise_nonconformance(
        actor=HOUSE, plant=town.shop.plant, severity=Severity.MAJOR, description=SENTENCE,
        quantity=LARGE, material=town.shop.materials["CASE"],
    )  # fmt: skip
