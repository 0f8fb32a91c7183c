"""A plant where there is very much of everything: each page answers, cut, small, and leads on."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pydantic import SecretStr

from qitao.base.ids import UserId
from qitao.catalog.models import Bom, Routing
from qitao.people import actions as people
from qitao.people import queries
from qitao.people.models import Plant, User
from qitao.people.values import RoleId
from qitao.production.models import OrderOperation, WorkOrder
from qitao.quality.models import Inspection
from qitao.stock.models import Account, Lot
from qitao.trade.models import PurchaseOrder
from tests.conftest import FULL, empty_all_tables, sized
from tests.many import fill
from tests.shop import HOUSE
from tests.web.conftest import sign_in
from tests.web.test_pages import OPEN_TO_ALL, PLAIN
from tests.web.town import PASSWORD

ROWS = sized(2_000, full=100_000)
HTML_BYTES_MAX = 100_000
FULL_BYTES_MAX = 110_000
FULL_PAGES = ("orders:orders", "late", "short")
"""The order list with all its fifty rows, a choice of many work centres and every row late."""
NOT_PAGES = ("pack",)
"""All that a tablet takes along for a day without a network, in one answer."""
NEXT = re.compile(r"[?&](?:amp;)?(?:after|before|page|offset)=")
LEADS_ON = (
    "orders:orders", "picking:orders", "quality:inspections", "quality:nonconformances",
    "stock:balances", "stock:moves", "stock:lots", "trade:purchases", "catalog:materials",
    "catalog:boms", "catalog:routings", "catalog:machines", "catalog:locations",
    "catalog:partners", "catalog:supplier_items", "catalog:work_centres", "people:users",
    "journal:journal", "journal:refusals", "catalog:units", "catalog:material_groups",
    "catalog:scrap_reasons", "stock:as_of", "board:walls", "imports:imports",
    "quality:plans",
)  # fmt: skip


@dataclass
class Large:
    """The plant and who looks."""

    client: Client
    pages: dict[str, str]


@pytest.fixture(scope="module")
def large(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Large]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        people.install_roles(actor=HOUSE)
        user = people.create_user(
            actor=HOUSE, username="administrator", name="管", password=SecretStr(PASSWORD)
        ).user
        role = RoleId(queries.get_role_by_code("administrator").id)
        people.assign_role(actor=HOUSE, user=user, role=role)
        fill(ROWS)
        yield Large(sign_in(UserId(user)), pages())
        empty_all_tables()
        connection.close()


def pages() -> dict[str, str]:
    """Return every page of the product, those of one thing with very much that belongs to it."""
    found = {name: reverse(name) for name in (*OPEN_TO_ALL, *(name for name, _ in PLAIN))}
    order = WorkOrder.objects.filter(state="in_production").earliest("pk")
    account = Account.objects.filter(lot__isnull=False).earliest("pk")
    for tab in ("operations", "materials", "quality", "flow", "log", "changes"):
        found[f"order {tab}"] = f"{reverse('orders:order', args=[order.number])}?tab={tab}"
    operation = OrderOperation.objects.filter(order=order).earliest("sequence")
    where = [account.material_id, account.location_id, "available", account.lot_id]
    return found | {
        "late": f"{reverse('orders:orders')}?late=1",
        "short": f"{reverse('orders:orders')}?kit=short",
        "search": "/search/?q=MANY",
        "found": "/search/?q=物料",
        "hits": f"{reverse('desk:hits')}?q=1",
        "operation": reverse("terminal:operation", args=[operation.pk]),
        "pack": reverse("terminal:pack"),
        "kit": reverse("kits:kit", args=["work_order", order.pk]),
        "walk": f"{reverse('picking:walk')}?orders={order.pk}",
        "material": reverse("catalog:material", args=[account.material_id]),
        "edit material": reverse("catalog:edit_material", args=[account.material_id]),
        "account": reverse("stock:account", args=where),
        "lot": reverse("stock:lot", args=[Lot.objects.earliest("pk").pk]),
        "bom": reverse("catalog:bom", args=[Bom.objects.earliest("pk").pk]),
        "routing": reverse("catalog:routing", args=[Routing.objects.earliest("pk").pk]),
        "work centre": reverse("catalog:work_centre", args=[operation.work_centre_id]),
        "inspection": reverse("quality:inspection", args=[Inspection.objects.earliest("pk").pk]),
        "purchase": reverse("trade:purchase", args=[PurchaseOrder.objects.earliest("pk").pk]),
        "user": reverse("people:user", args=[User.objects.latest("pk").pk]),
        "role": reverse("people:role", args=[queries.get_role_by_code("operator").id]),
        "plant": reverse("people:plant", args=[Plant.objects.earliest("pk").pk]),
    }


def test_every_page_is_cut_small_and_leads_on(large: Large) -> None:
    wrong, told = [], []
    for name, url in large.pages.items():
        began = time.monotonic()
        answer = large.client.get(url)
        took, size = time.monotonic() - began, len(answer.content)
        told.append(f"{took * 1000:7.0f} ms {size:9,} bytes {name}")
        if answer.status_code != 200:
            wrong.append(f"{name}: {answer.status_code}")
        most = FULL_BYTES_MAX if name in FULL_PAGES else HTML_BYTES_MAX
        if size > most and name not in NOT_PAGES:
            wrong.append(f"{name}: {size:,} bytes")
        if name in LEADS_ON and not NEXT.search(answer.content.decode()):
            wrong.append(f"{name}: leads nowhere")
    if FULL:
        report = Path("var/many_rows.txt")
        report.parent.mkdir(exist_ok=True)
        report.write_text("\n".join(sorted(told, reverse=True)) + "\n")
    assert not wrong, "\n".join(wrong)
