"""A plant that has one of each: nothing is counted as many, nothing leafs."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from qitao.base import clock
from qitao.catalog.models import (
    BomLine,
    Machine,
    Material,
    MaterialGroup,
    Partner,
    RoutingMachine,
    RoutingOperation,
    Unit,
    WorkCentre,
)
from qitao.catalog.values import PartnerId
from qitao.production import actions as production
from qitao.production.queries import lists
from qitao.quality import actions as quality
from qitao.quality.models import Inspection
from qitao.quality.values import Severity
from qitao.trade import actions as trade
from qitao.trade.models import PurchaseOrder
from qitao.trade.values import NewPurchaseLine
from tests.shop import HOUSE, Shop, build_shop
from tests.standing import keep_standing
from tests.web.conftest import sign_in
from tests.web.test_pages import OPEN_TO_ALL, OTHER, PLAIN, addresses
from tests.web.town import Town, settle

ONE = Decimal(1)
MANY = re.compile(r"(?<![\d.,:/-])1 (?:more |good |open |other |new |late )?([a-z]{2,}s)\b")
NO_PLURALS = {"pcs", "is", "has", "was", "comes"}
LEAFS = ("journal:journal",)
"""Even the smallest plant has done more than a page of the journal holds."""
NEXT = re.compile(r'[?&]after=|rel="next"')


def one_town() -> Town:
    """One product of one part, made in one operation; one order, report, purchase, inspection."""
    town = settle(one_shop())
    shop, order = town.shop, town.shop.released(1)
    for name in ("draft", "waiting", "scheduled", "running", "short"):
        town.orders[name] = order
    first = lists.list_operations(order.order)[0].id
    production.start_operation(actor=HOUSE, operation=first)
    reason = shop.scrap_reason
    production.report_output(
        actor=HOUSE, operation=first, good=Decimal(0), scrap=ONE, scrap_reason=reason
    )
    production.report_output(actor=HOUSE, operation=first, good=ONE)
    partner = PartnerId(Partner.objects.create(code="S-1", name="Supplier", kind="supplier").pk)
    line = NewPurchaseLine(shop.materials["SCREW"], ONE, clock.now().date())
    trade.create_purchase(actor=HOUSE, plant=shop.plant, partner=partner, lines=(line,))
    quality.raise_nonconformance(
        actor=HOUSE, plant=shop.plant, severity=Severity.MINOR, description="-", quantity=ONE,
        material=shop.materials["CASE"],
    )  # fmt: skip
    return town


def one_shop() -> Shop:
    """The usual shop, cut down to one of each."""
    shop = build_shop()
    Unit.objects.filter(code="PCS").update(name_en="pcs")
    MaterialGroup.objects.create(code="G", name="Group")
    BomLine.objects.exclude(component=shop.materials["SCREW"]).delete()
    BomLine.objects.update(quantity=1, operation_sequence=10)
    RoutingMachine.objects.exclude(operation__sequence=10).delete()
    RoutingOperation.objects.exclude(sequence=10).delete()
    RoutingOperation.objects.update(inspection_required=True)
    Machine.objects.exclude(pk=shop.machines["注塑"]).delete()
    WorkCentre.objects.exclude(machines=shop.machines["注塑"]).delete()
    Material.objects.filter(code__in=("RESIN", "BOX")).delete()
    shop.receive("SCREW", 1)
    return shop


@pytest.fixture
def town_stands(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Town:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return keep_standing("one town", one_town)


def test_one_is_never_counted_as_many(town: Town) -> None:
    client = sign_in(town.users["administrator"], lang="en")
    urls = [*map(reverse, (*OPEN_TO_ALL, *(name for name, _ in PLAIN)))]
    urls += [url for url, role in addresses(town).values() if role]
    for name, model in (("quality:inspection", Inspection), ("trade:purchase", PurchaseOrder)):
        urls.append(reverse(name, args=[model.objects.get().pk]))  # type: ignore[attr-defined]
    urls += ["/search/?q=螺", f"{reverse('picking:walk')}?orders={town.orders['running'].order}"]
    wrong = []
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200, url
        page = OTHER.sub(" ", answer.content.decode())
        words = " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())
        if counted := set(MANY.findall(words)) - NO_PLURALS:
            wrong.append(f"{url}: {counted}")
        if NEXT.search(page) and url not in map(reverse, LEAFS):
            wrong.append(f"{url} leafs")
    assert not wrong, "\n".join(wrong)
