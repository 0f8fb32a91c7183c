"""领料/退料: orders gathered to one list; what is ticked is posted, one slip per order."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from qitao.base import audit
from qitao.production import actions as production
from qitao.production.actions.create import OrderCreated
from qitao.production.models import OrderMaterial, Requisition
from tests.shop import HOUSE, build_shop
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town

LIST = reverse("picking:orders")
PARTS = ("tick", "planned", "quantity")
KEY = re.compile(r'name="tick-([\d-]+)"')


@pytest.fixture
def two(town: Town) -> list[OrderCreated]:
    """Two released orders with all their material there."""
    return [town.shop.released(4), town.shop.released(6)]


def walk_of(orders: list[OrderCreated], way: str = "issue") -> str:
    ids = ",".join(str(order.order) for order in orders)
    return f"{reverse('picking:walk')}?way={way}&orders={ids}"


def keys(client: Client, url: str, material: int) -> list[str]:
    """Return the keys of a material's lines on the list."""
    numbers = {(row.order_id, row.line): row.material_id for row in OrderMaterial.objects.all()}
    found = KEY.findall(client.get(url).content.decode())
    split = [(key, [int(part) for part in key.split("-")]) for key in found]
    return [key for key, (order, line, *_) in split if numbers[order, line] == material]


def test_picked_orders_become_one_list(
    town: Town, visitor: Visitor, two: list[OrderCreated]
) -> None:
    client = visitor("storekeeper")
    page = client.get(LIST).content.decode()
    assert all(order.number in page for order in two)
    assert town.orders["scheduled"].number not in page
    sent = enter_form(client, reverse("picking:gather"), order=[o.order for o in two], way="issue")
    assert sent["Location"] == walk_of(two)
    listed = client.get(sent["Location"]).content.decode()
    assert all(order.number in listed for order in two)
    assert len(KEY.findall(listed)) == 4
    assert enter_form(client, reverse("picking:gather"))["Location"].startswith(LIST)


def test_a_number_of_the_list_leads_to_its_own_walk(
    town: Town, visitor: Visitor, two: list[OrderCreated]
) -> None:
    client, (first, _) = visitor("storekeeper"), two
    link = reverse("picking:take", args=[first.order])
    assert link in client.get(LIST).content.decode()
    assert client.get(link)["Location"] == walk_of([first])
    walk = client.get(walk_of([first])).content.decode()
    assert reverse("orders:order", args=[first.number]) in walk
    brought = client.get(reverse("picking:bring", args=[first.order]))
    assert brought["Location"] == walk_of([first], "return")
    stranger = visitor("nobody")
    assert stranger.get(link).status_code == 403


def test_what_is_ticked_is_posted_with_one_slip_per_order(
    town: Town, visitor: Visitor, two: list[OrderCreated]
) -> None:
    client, screw = visitor("storekeeper"), town.shop.materials["SCREW"]
    ticked = keys(client, walk_of(two), screw)
    typed = {f"tick-{key}": "on" for key in ticked}
    for key, planned in zip(ticked, ("16", "24"), strict=True):
        typed |= {f"planned-{key}": planned, f"quantity-{key}": planned}
    page = enter_form(client, walk_of(two), **typed).content.decode()
    assert page.count("过账 1 行，少拣 0 行") == 2
    assert "继续拣剩下的" in page
    assert Requisition.objects.filter(kind="issue").count() == 2
    issued = OrderMaterial.objects.filter(order_id__in=[o.order for o in two])
    assert sorted(issued.values_list("issued", flat=True)) == [0, 0, 0, 0, 16, 24]
    assert len(KEY.findall(client.get(walk_of(two)).content.decode())) == 2


def test_where_nothing_is_left_the_way_leads_back_to_the_orders(
    town: Town, visitor: Visitor, two: list[OrderCreated]
) -> None:
    client, first = visitor("storekeeper"), two[:1]
    page = client.get(walk_of(first)).content.decode()
    planned = dict(re.findall(r'name="planned-([\d-]+)" value="([\d.]+)"', page))
    assert len(planned) == 2
    typed = {f"{name}-{key}": value for key, value in planned.items() for name in PARTS}
    done = enter_form(client, walk_of(first), **typed).content.decode()
    assert "已过账" in done
    assert "继续拣剩下的" not in done


def test_less_than_planned_wants_a_reason_and_it_is_kept(
    town: Town, visitor: Visitor, two: list[OrderCreated]
) -> None:
    client, first = visitor("storekeeper"), two[:1]
    (key,) = keys(client, walk_of(first), town.shop.materials["SCREW"])
    typed = {f"tick-{key}": "on", f"planned-{key}": "16", f"quantity-{key}": "10"}
    refused = enter_form(client, walk_of(first), **typed)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "少拣要选原因" in page
    assert f'name="tick-{key}" aria-label="确认 SCREW" checked' in page
    assert not Requisition.objects.filter(order_id=first[0].order).exists()
    done = enter_form(client, walk_of(first), **typed, **{f"reason-{key}": "damaged"})
    assert "过账 1 行，少拣 1 行" in done.content.decode()
    (noted,) = audit.list_entries(verb="production.note_short_picks")
    (pick,) = audit.get_entry(noted.id).given["picks"]
    assert (Decimal(pick["found"]), pick["reason"]) == (10, "damaged")
    nothing = {f"tick-{key}": "on", f"planned-{key}": "6", f"quantity-{key}": "0"}
    enter_form(client, walk_of(first), **nothing, **{f"reason-{key}": "not_there"})
    assert len(audit.list_entries(verb="production.note_short_picks")) == 2
    assert Requisition.objects.filter(order_id=first[0].order).count() == 1


def test_an_order_that_is_refused_does_not_hold_up_the_others(
    town: Town, visitor: Visitor, two: list[OrderCreated]
) -> None:
    client = visitor("storekeeper")
    ticked = keys(client, walk_of(two), town.shop.materials["SCREW"])
    typed = {f"tick-{key}": "on" for key in ticked}
    for key, planned in zip(ticked, ("16", "24"), strict=True):
        typed |= {f"planned-{key}": planned, f"quantity-{key}": planned}
    production.hold_order(actor=HOUSE, order=two[0].order, reason="等模具")
    page = enter_form(client, walk_of(two), **typed).content.decode()
    assert page.count("过账 1 行") == 1
    assert two[0].number in page
    assert Requisition.objects.filter(order_id=two[1].order).count() == 1


def test_a_short_pick_is_noted_only_where_the_rest_was_issued(
    town: Town, visitor: Visitor, two: list[OrderCreated]
) -> None:
    client, first = visitor("storekeeper"), two[:1]
    (key,) = keys(client, walk_of(first), town.shop.materials["SCREW"])
    typed = {f"tick-{key}": "on", f"planned-{key}": "16", f"quantity-{key}": "10"}
    production.hold_order(actor=HOUSE, order=first[0].order, reason="等模具")
    enter_form(client, walk_of(first), **typed, **{f"reason-{key}": "fewer"})
    assert audit.list_entries(verb="production.note_short_picks") == []


def test_an_order_that_is_not_on_the_list_is_neither_posted_nor_named(
    town: Town, visitor: Visitor, two: list[OrderCreated]
) -> None:
    client, screw = visitor("storekeeper"), town.shop.materials["SCREW"]
    ticked = keys(client, walk_of(two), screw)
    typed = {f"tick-{key}": "on" for key in ticked}
    for key, planned in zip(ticked, ("16", "24"), strict=True):
        typed |= {f"planned-{key}": planned, f"quantity-{key}": planned}
    page = enter_form(client, walk_of(two[:1]), **typed).content.decode()
    assert two[0].number in page
    assert two[1].number not in page
    assert Requisition.objects.filter(kind="issue").count() == 1


def test_nothing_ticked_is_refused(visitor: Visitor, two: list[OrderCreated]) -> None:
    answer = enter_form(visitor("storekeeper"), walk_of(two))
    assert answer.status_code == 422
    assert "还没有确认任何一行" in answer.content.decode()


def test_what_was_issued_comes_back_by_a_list_too(
    town: Town, visitor: Visitor, two: list[OrderCreated]
) -> None:
    client, order = visitor("storekeeper", lang="en"), two[0]
    production.issue_materials(actor=HOUSE, order=order.order)
    assert order.number in client.get(f"{LIST}?way=return").content.decode()
    url = walk_of([order], "return")
    (key,) = keys(client, url, town.shop.materials["BOX"])
    typed = {f"tick-{key}": "on", f"planned-{key}": "4", f"quantity-{key}": "1"}
    assert "1 line posted" in enter_form(client, url, **typed).content.decode()
    row = OrderMaterial.objects.get(order_id=order.order, material_id=town.shop.materials["BOX"])
    assert (row.issued, row.returned) == (4, 1)
    assert enter_form(client, url, **typed | {f"quantity-{key}": "0"}).status_code == 422


def test_orders_of_nobody_or_of_other_plants_are_not_found(
    visitor: Visitor, two: list[OrderCreated]
) -> None:
    client = visitor("storekeeper")
    for orders in ("", "999999", "x,,", "9" * 30):
        answer = client.get(reverse("picking:walk"), {"orders": orders})
        assert answer.status_code == 404
    assert visitor("operator").get(walk_of(two)).status_code in (200, 403)
    assert visitor("inspector").get(walk_of(two)).status_code == 403


def test_orders_of_a_second_plant_are_named(visitor: Visitor, two: list[OrderCreated]) -> None:
    second = build_shop("P2")
    second.stock(100)
    far = second.released(3)
    listed = visitor("storekeeper").get(walk_of([*two, far])).content.decode()
    note = listed.partition('role="note">')[2].partition("</p>")[0]
    assert far.number in note
    assert two[0].number not in note
    assert 'role="note">一张单子' not in visitor("storekeeper").get(walk_of(two)).content.decode()


def test_the_search_knows_initials_and_takes_a_sign_for_itself(
    visitor: Visitor, two: list[OrderCreated]
) -> None:
    client = visitor("storekeeper")
    found = {words: client.get(LIST, {"q": words}).content.decode() for words in ("整机", "%", "_")}
    assert [two[0].number in page for page in found.values()] == [True, False, False]
