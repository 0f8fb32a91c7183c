"""Documents by their numbers: in movements, in the journal, in refusals; never row by row."""

from decimal import Decimal

import pytest
from django.urls import reverse

from qitao.base.refusal import Refusal
from qitao.catalog.models import Material, Partner
from qitao.catalog.values import MaterialId
from qitao.people.queries import load_actor
from qitao.production import actions as production
from qitao.production.models import OrderOperation, Requisition
from qitao.stock.actions import create_lot
from qitao.stock.values import NewLot
from qitao.trade.models import PurchaseOrder
from qitao.web.shell.documents import name_documents
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town


def first_of(town: Town, order: str) -> OrderOperation:
    return OrderOperation.objects.filter(order_id=town.orders[order].order).earliest("sequence")


def test_movements_name_and_link_their_documents(town: Town, visitor: Visitor) -> None:
    order = town.orders["running"]
    production.issue_materials(actor=HOUSE, order=order.order)
    slip = Requisition.objects.latest("id")
    page = visitor("storekeeper").get(reverse("stock:moves")).content.decode()
    url = reverse("orders:order", args=[order.number])
    assert f'<a href="{url}">{order.number}</a>' in page
    assert f'<a href="{url}?tab=materials#tabs">领料单 {slip.pk}</a>' in page


def test_the_journal_names_orders_and_operations(town: Town, visitor: Visitor) -> None:
    number = town.orders["running"].number
    admin = visitor("administrator")
    page = admin.get(f"{reverse('journal:journal')}?door=").content.decode()
    url = reverse("orders:order", args=[number])
    assert f'<a href="{url}">{number} 注塑</a>' in page
    assert f'<a href="{url}">{number}</a>' in page
    assert f"工序 {first_of(town, 'running').pk}<" not in page


def test_refusals_name_what_they_were_about(town: Town, visitor: Visitor) -> None:
    row = first_of(town, "running")
    with pytest.raises(Refusal):
        production.report_output(actor=HOUSE, operation=row.pk, good=Decimal(9999))
    page = visitor("administrator").get(reverse("journal:refusals")).content.decode()
    assert f"{town.orders['running'].number} 注塑</a>" in page
    assert '<span class="nowrap">' in page


def test_documents_are_named_in_one_statement_a_floor(town: Town, asked: list[str]) -> None:
    subjects = [f"work_order:{each.order}" for each in town.orders.values()]
    subjects += [f"operation:{row.pk}" for row in OrderOperation.objects.all()]
    subjects += ["requisition:1", "purchase_order:1", "supplier_return:9", "work_order:x"]
    asked.clear()
    named = name_documents(HOUSE, subjects, "zh")
    assert 0 < len(asked) <= 4
    assert len(set(asked)) == len(asked)
    running = town.orders["running"]
    assert named[f"work_order:{running.order}"].words == running.number
    assert named[f"operation:{first_of(town, 'running').pk}"].words == f"{running.number} 注塑"
    assert "work_order:x" not in named


def test_purchases_are_named_and_linked_for_who_may_see_them(town: Town) -> None:
    partner = Partner.objects.create(code="S-9", name="科塑新材料", kind="supplier")
    made = PurchaseOrder.objects.create(plant_id=town.shop.plant, number="PO-0077", partner=partner)
    subject = f"purchase_order:{made.pk}"
    named = name_documents(HOUSE, [subject], "zh")[subject]
    assert (named.words, named.url) == ("PO-0077", reverse("trade:purchase", args=[made.pk]))
    stranger = load_actor(town.users["nobody"])
    assert name_documents(stranger, [subject], "zh")[subject].url == ""


def test_the_journal_names_master_data_people_and_lots_by_code(
    town: Town, visitor: Visitor
) -> None:
    client = visitor("administrator")
    material = Material.objects.get(code="SCREW")
    Material.objects.filter(pk=material.pk).update(lot_tracked=True)
    create_lot(actor=HOUSE, lot=NewLot(MaterialId(material.pk), "L-77"))
    page = client.get(f"{reverse('journal:journal')}?door=").content.decode()
    assert "L-77 SCREW" in page
    assert "planner 李娜" in page
