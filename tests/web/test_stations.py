"""A terminal before the first tap: machines that are busy, material that is all issued."""

import re

from django.urls import reverse

from qitao.catalog.models import Machine
from qitao.production import actions as production
from qitao.production.models import OrderOperation
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town


def paused(town: Town) -> OrderOperation:
    row = first_of(town, "running")
    production.pause_operation(actor=HOUSE, operation=row.pk)
    return row


def first_of(town: Town, order: str) -> OrderOperation:
    return OrderOperation.objects.filter(order_id=town.orders[order].order).earliest("sequence")


def run_elsewhere(town: Town) -> str:
    """Run another order on the only machine, and return its number."""
    other = town.orders["scheduled"]
    production.release_order(actor=HOUSE, order=other.order)
    machine = town.shop.machines["注塑"]
    operation = first_of(town, "scheduled").pk
    production.start_operation(actor=HOUSE, operation=operation, machine=machine)
    return other.number


def seen(visitor: Visitor, row: OrderOperation) -> str:
    page = visitor("operator").get(reverse("terminal:operation", args=[row.pk]))
    return str(page.content.decode())


def test_a_free_machine_is_preselected_and_a_busy_one_marked(town: Town, visitor: Visitor) -> None:
    row = paused(town)
    only = town.shop.machines["注塑"]
    assert f'<input type="hidden" name="machine" value="{only}">' in seen(visitor, row)

    number = run_elsewhere(town)

    page = seen(visitor, row)
    assert f"正在做 {number} 注塑" in page
    assert "selected" not in page.split('name="machine"')[1].split("</select>")[0]
    centre = Machine.objects.get(pk=only).work_centre
    free = Machine.objects.create(work_centre=centre, code="P1-M11", name="注塑机二号")
    OrderOperation.objects.filter(pk=row.pk).update(machine_id=only)
    chosen = re.findall(r'value="(\d+)"\s+selected', seen(visitor, row))
    assert chosen == [str(free.pk)]


def test_issuing_is_greyed_once_all_is_issued(town: Town, visitor: Visitor) -> None:
    row = first_of(town, "running")
    url = reverse("terminal:operation_deed", args=[row.pk, "issue_materials"])
    client = visitor("workshop_director")
    page = client.get(reverse("terminal:operation", args=[row.pk])).content.decode()
    assert f'action="{url}"' in page
    production.issue_materials(actor=HOUSE, order=town.orders["running"].order)
    page = client.get(reverse("terminal:operation", args=[row.pk])).content.decode()
    assert f'action="{url}"' not in page
    assert "没有要领的料" in page
