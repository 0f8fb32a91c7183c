"""The board of orders by state, and boards on the wall that a link opens without log-in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qitao.base import clock
from qitao.base.refusal import Refusal
from qitao.catalog.models import WorkCentre
from qitao.production import actions as production
from qitao.production.models import WallLink, WorkOrder
from qitao.production.queries import board
from qitao.production.queries.board import Part
from qitao.production.queries.walls import get_wall
from qitao.web.board.pages import age_of
from qitao.web.shell import pace
from qitao.web.shell.output import midnight
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town

CARD = re.compile(r'id="card-(\d+)"')


@pytest.fixture(autouse=True)
def _fresh_pace() -> None:
    pace.forget()


def cards(html: str) -> set[int]:
    return {int(found) for found in CARD.findall(html)}


def link(town: Town, **more: Any) -> str:
    """Make a link as the house; return its secret."""
    issued = production.issue_wall_link(actor=HOUSE, plant=town.shop.plant, name="东墙", **more)
    assert issued.secret is not None
    return issued.secret.get_secret_value()


def test_orders_stand_in_the_column_of_their_state(town: Town, visitor: Visitor) -> None:
    html = visitor("workshop_director").get("/board/").content.decode()
    columns = dict(re.findall(r'id="column-(\w+)">(.*?)</section>', html, re.S))
    running = town.orders["running"]
    assert cards(columns["in_production"]) == {running.order}
    assert running.number in columns["in_production"]
    waiting = {town.orders[name].order for name in ("waiting", "short")}
    assert cards(columns["awaiting_schedule"]) == waiting
    assert town.orders["draft"].order not in cards(html)


def test_a_board_of_one_work_centre_shows_what_still_passes_it(
    town: Town, visitor: Visitor
) -> None:
    client, shop = visitor("planner"), town.shop
    centre = WorkCentre.objects.filter(plant_id=shop.plant).order_by("id").first()
    other = WorkCentre.objects.create(plant_id=shop.plant, code="NEW", name="新线")
    assert centre is not None
    passing = cards(client.get("/board/", {"work_centre": centre.pk}).content.decode())
    assert town.orders["running"].order in passing
    assert cards(client.get("/board/", {"work_centre": other.pk}).content.decode()) == set()


def test_a_card_ages_by_how_long_it_stands(town: Town) -> None:
    order = town.orders["waiting"].order
    for days, age in ((0, "shift"), (0.6, "day"), (2, "days"), (9, "long")):
        since = clock.now() - timedelta(days=days)
        WorkOrder.objects.filter(pk=order).update(state_since=since)
        rows = board.list_board(Part(), ("awaiting_schedule",), limit=50)
        assert [age_of(row) for row in rows if row.id == order] == [age]


def test_what_is_planned_is_spread_over_the_hours_of_its_time(town: Town) -> None:
    begins = midnight(Part())
    WorkOrder.objects.update(planned_start=None, planned_end=None)
    WorkOrder.objects.filter(pk=town.orders["scheduled"].order).update(
        planned_start=begins + timedelta(hours=8),
        planned_end=begins + timedelta(hours=10, minutes=30),
    )
    hours = board.list_planned_hours(Part(), since=begins, until=begins + timedelta(days=1))
    assert [float(row.quantity) for row in hours] == [2.8, 2.8, 1.4]
    assert hours[0].hour == begins + timedelta(hours=8)


def test_a_link_opens_its_board_without_log_in_and_nothing_else(
    town: Town, visitor: Visitor
) -> None:
    client = visitor("workshop_director")
    typed = {"name": "东墙", "plant": town.shop.plant, "lang": "zh", "days": "30"}
    told = enter_form(client, reverse("board:new_wall"), **typed).content.decode()
    found = re.search(r'id="wall-link">http://testserver(/wall/(qw_[^<]+)/)<', told)
    assert found
    row = WallLink.objects.get()
    assert (row.name, row.plant_id, row.last_seen_at) == ("东墙", town.shop.plant, None)
    assert found[2].encode() not in bytes(row.digest)
    assert row.expires_at is not None
    listed = client.get(reverse("board:walls")).content.decode()
    assert found[2] not in listed
    WallLink.objects.update(work_centre=WorkCentre.objects.get(name="装配"))
    assert "装配" in client.get(reverse("board:walls")).content.decode()
    assert "装配" not in listed
    WallLink.objects.update(work_centre=None)
    screen = Client()
    answer = screen.get(found[1])
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "东墙" in html
    assert "/orders/" not in html
    assert screen.cookies.get("sessionid") is None
    row.refresh_from_db()
    assert row.last_seen_at is not None
    assert screen.get("/board/").status_code == 302
    assert screen.get("/live/since", {"topics": "production"}).status_code == 302


def test_a_link_that_is_revoked_over_or_unknown_says_so(town: Town, visitor: Visitor) -> None:
    secret, screen = link(town), Client()
    url = reverse("board:wall", args=[secret])
    assert screen.get(url).status_code == 200
    row = WallLink.objects.get()
    answer = enter_form(visitor("planner"), reverse("board:revoke_wall", args=[row.pk]))
    assert answer.status_code == 303
    gone = screen.get(url)
    assert gone.status_code == 410
    assert "已作废" in gone.content.decode()
    assert screen.get(reverse("live:wall_since", args=[secret])).status_code == 410
    over = link(town, days=1)
    WallLink.objects.filter(revoked_at=None).update(expires_at=clock.now() - timedelta(hours=1))
    assert screen.get(reverse("board:wall", args=[over])).status_code == 410
    assert screen.get(reverse("board:wall", args=["qw_guessed"])).status_code == 410


def test_who_guesses_links_waits_and_a_living_link_still_opens(town: Town) -> None:
    screen, url = Client(), reverse("board:wall", args=[link(town)])
    for _ in range(pace.GUESSES_MAX):
        assert screen.get(reverse("board:wall", args=["qw_guess"])).status_code == 410
    refused = screen.get(reverse("board:wall", args=["qw_guess"]))
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert screen.get(url).status_code == 200


def test_a_link_may_be_looked_at_only_so_often(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "LOOKS_MAX", 2)
    screen, url = Client(), reverse("board:wall", args=[link(town)])
    assert [screen.get(url).status_code for _ in range(3)] == [200, 200, 429]


def test_a_screen_may_look_at_its_plant_s_orders_and_do_nothing(town: Town) -> None:
    actor = get_wall(link(town)).actor
    assert actor.plants_of(production.hold_order.verb.permission) == frozenset()
    with pytest.raises(Refusal, match="PERMISSION_MISSING"):
        production.hold_order(
            actor=actor, order=town.orders["waiting"].order, reason="nobody may do this"
        )


def test_an_operator_shares_no_board(visitor: Visitor) -> None:
    client = visitor("operator")
    assert client.get(reverse("board:walls")).status_code == 403
    assert reverse("board:walls") not in client.get("/board/").content.decode()
