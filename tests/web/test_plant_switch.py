"""The plant switch: a person of several plants looks at one, on every list; rights stay."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from qitao.base import clock
from qitao.base.actor import Actor, Permission
from qitao.base.ids import PlantId
from qitao.catalog.models import WorkCentre
from qitao.flow.models import Incident, Token
from qitao.people import actions as people
from qitao.people.queries import get_role_by_code, list_assignments, load_actor
from qitao.people.values import RoleId
from qitao.production import actions as production
from qitao.production.queries.lists import OrderFilter, get_order, list_orders
from qitao.production.values import ViewOrder
from qitao.quality import actions as quality
from qitao.watch.queries import list_notices
from tests.foreign import World, build_world, outsider
from tests.shop import HOUSE
from tests.web.conftest import enter_form, sign_in
from tests.web.test_scope import NO_PAGES, plain_pages

SWITCH = 'class="plant-switch"'
ROWS_OF_P1 = ("WO-0", "OF-P1", "P1-10", "P1-M10", "SHELF", "一厂飞边")
NOT_OF_A_PLANT = ("imports:", "journal:", "people:")
"""People, what they did and the files they brought belong to persons, not to plants."""
CHOSEN = re.compile(r'name="columns" value="(\w+)"')
FORMS = ("catalog:location_hints", "stock:opening")
"""What is written may be of any plant where one has the right."""


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def look_at(client: Client, plant: PlantId | str, page: str = "/") -> str:
    """Choose a plant as the top bar does; return where that leads."""
    answer = client.post("/plant/", {"plant": plant, "next": page})
    assert answer.status_code == 303
    return str(answer["Location"])


def both_plants(world: World) -> Client:
    """Sign in somebody who holds a role at each of the two plants, one by one."""
    user = outsider(world)
    role = RoleId(get_role_by_code("administrator").id)
    people.assign_role(actor=HOUSE, user=user, role=role, plant=world.shop.plant)
    return sign_in(user)


def text_of(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200, page
    return answer.content.decode()


def test_no_list_shows_rows_of_a_plant_that_is_not_looked_at(world: World) -> None:
    boss = sign_in(world.town.users["administrator"])
    look_at(boss, world.plant)
    pages = sorted(set(plain_pages(get_resolver("qitao.web.urls").url_patterns)))
    seen = {}
    for name in pages:
        if name in (*NO_PAGES, *FORMS) or ":new_" in name:
            continue
        if name.startswith(("design:", *NOT_OF_A_PLANT)):
            continue
        for query in ("", "?state=all&q=1&empty=1&gone=1&retired=1", "?export=csv"):
            page = boss.get(reverse(name) + query).content.decode()
            if found := [word for word in ROWS_OF_P1 if word in page]:
                seen[name + query] = found
    assert seen == {}
    look_at(boss, "")
    assert "WO-0" in text_of(boss, "/orders/")
    assert "SHELF" in text_of(boss, "/catalog/locations/")


def test_the_switch_keeps_the_page_and_its_filters(world: World) -> None:
    client = both_plants(world)
    page = "/orders/?state=all&late=1&q=WO%2F1"
    assert look_at(client, world.plant, page) == page
    assert look_at(client, "", page) == page
    left = "/stock/?q=x&after=abc&location=3&plant=1"
    assert look_at(client, world.plant, left) == "/stock/?q=x", "places of a plant stay behind"
    for strange in (
        "https://example.org/",
        "//example.org",
        "http://testserver//example.org/x",
        "",
    ):
        assert look_at(client, world.plant, strange) == "/"


def test_the_switch_stands_on_the_page_and_tells_what_is_looked_at(world: World) -> None:
    client = both_plants(world)
    page = text_of(client, "/orders/?late=1")
    assert page.count(SWITCH) == 2, "in the top bar, and in the menu of the phone"
    assert 'name="next" value="/orders/?late=1"' in page
    assert "全部工厂" in page
    assert "selected>二厂" not in page
    look_at(client, world.plant)
    page = text_of(client, "/orders/")
    assert page.count("selected>二厂") == 2
    assert f'data-plant="{world.plant}"' in page, "an open page learns that another is chosen"
    client.cookies["lang"] = "en"
    assert "All plants" in text_of(client, "/orders/")


def test_an_empty_list_says_that_it_is_of_one_plant(world: World) -> None:
    client = both_plants(world)
    assert "看全部工厂" not in text_of(client, "/orders/?q=none")
    look_at(client, world.plant)
    assert "现在只看二厂。" in text_of(client, "/orders/")


def test_who_has_one_plant_is_offered_no_switch(world: World) -> None:
    client = sign_in(outsider(world))
    page = text_of(client, "/orders/")
    assert SWITCH not in page
    assert "全部工厂" not in page
    look_at(client, world.plant)
    assert "plant" not in client.cookies or not client.cookies["plant"].value


def test_a_forged_choice_shows_nothing_more(world: World) -> None:
    user = outsider(world)
    client, foreign = sign_in(user), world.shop.plant
    for told in (f"{user}.{foreign}", f"{user}.{world.plant}", str(foreign), "x.y", f"{user}."):
        client.cookies["plant"] = told
        page = text_of(client, "/orders/?state=all")
        assert "WO-0" not in page
        assert SWITCH not in page
    look_at(client, foreign)
    assert "WO-0" not in text_of(client, "/orders/?state=all")
    forged = Actor(user, "x", load_actor(user).grants, plant=foreign)
    assert forged.plants_shown(ViewOrder) == frozenset()
    assert list_orders(forged, OrderFilter()) == []


def test_the_choice_of_another_person_on_this_device_does_not_count(world: World) -> None:
    boss = world.town.users["administrator"]
    client = both_plants(world)
    client.cookies["plant"] = f"{boss}.{world.plant}"
    assert "WO-0" in text_of(client, "/orders/?state=all")
    look_at(client, world.plant)
    assert "WO-0" not in text_of(client, "/orders/?state=all")


def test_losing_the_chosen_plant_falls_back_to_all(world: World) -> None:
    client = both_plants(world)
    third = people.create_plant(actor=HOUSE, code="P3", name="三厂").plant
    user = load_actor(outsider_of(client)).user
    role = RoleId(get_role_by_code("administrator").id)
    people.assign_role(actor=HOUSE, user=user, role=role, plant=third)
    look_at(client, third)
    assert "WO-0" not in text_of(client, "/orders/?state=all")
    (held,) = [row for row in list_assignments(user=user) if row.plant == third]
    people.end_assignment(actor=HOUSE, assignment=held.id)
    page = text_of(client, "/orders/?state=all")
    assert "WO-0" in page
    assert "三厂" not in page
    assert SWITCH in page


def test_a_plant_that_is_retired_or_renamed_is_told_at_once(world: World) -> None:
    client = both_plants(world)
    look_at(client, world.plant)
    people.update_plant(actor=HOUSE, plant=world.plant, name="新二厂")
    assert "selected>新二厂" in text_of(client, "/orders/")
    people.update_plant(actor=HOUSE, plant=world.plant, active=False)
    page = text_of(client, "/orders/?state=all")
    assert SWITCH not in page
    assert "WO-0" in page


def test_one_thing_of_another_plant_opens_and_can_be_worked_on(world: World) -> None:
    client = sign_in(world.town.users["administrator"])
    look_at(client, world.plant)
    number, ids = world.town.orders["running"].number, world.ids
    for name, args in {
        "orders:order": [number],
        "kits:kit": ["work_order", world.town.orders["short"].order],
        "terminal:operation": [ids["operation"]],
        "stock:lot": [ids["lot"]],
        "quality:inspection": [ids["inspection"]],
        "quality:plan": [ids["plan"]],
        "trade:purchase": [ids["approved"]],
        "catalog:work_centre": [ids["work_centre"]],
    }.items():
        assert client.get(reverse(name, args=args)).status_code == 200, name
    assert number in text_of(client, reverse("orders:order", args=[number]))
    order = world.shop.order(5)
    production.submit_order(actor=HOUSE, order=order.order)
    answer = enter_form(
        client, "/orders/bulk/", order=order.order, verb="hold_order", reason="等模具"
    )
    assert answer.status_code == 200
    assert get_order(HOUSE, order.number).state == "on_hold"


def test_the_column_of_plants_stands_where_several_may_meet(world: World) -> None:
    client = both_plants(world)
    lists = ("/orders/?state=all", "/purchases/", "/quality/?state=all", "/catalog/work-centres/")
    for page in (*lists, "/stock/moves/"):
        assert '<span title="工厂 P1">P1</span>' in text_of(client, page), page
    for page in (*lists, "/stock/moves/", "/stock/", "/catalog/locations/"):
        more = "&" if "?" in page else "?"
        head = export(client, f"{page}{more}export=csv").splitlines()[0]
        assert "工厂" in head, page
        assert "ui." not in head, page
    assert "工厂 P1" in export(client, "/orders/?state=all&export=csv")
    look_at(client, world.shop.plant)
    for page in (*lists, "/stock/moves/"):
        assert '<span title="工厂 P1">P1</span>' not in text_of(client, page), page
        assert "<th>工厂</th>" not in text_of(client, page), page
    assert "工厂" not in export(client, "/orders/?state=all&export=csv").splitlines()[0]


def test_lots_and_inspection_plans_tell_their_plants(world: World) -> None:
    client = both_plants(world)
    mine = '<span title="工厂 P1">P1</span>'
    lots, plans, trouble = (
        "/stock/lots/?empty=1",
        reverse("quality:plans"),
        reverse("flows:trouble"),
    )
    assert mine in text_of(client, lots)
    kept = quality.create_plan(actor=HOUSE, code="OF-ALL", content=world.content_for(None))
    assert kept.plan
    quality.create_plan(actor=HOUSE, code="OF-ONE", content=world.content_for(world.shop.plant))
    shown = text_of(client, plans)
    assert mine in shown
    assert "全部工厂" in shown
    head, *rows = export(client, f"{plans}?export=csv").splitlines()
    assert "工厂" in head
    assert any("工厂 P1" in row for row in rows)
    order = world.town.orders["waiting"].order
    token = Token.objects.get(instance__business_type="work_order", instance__business_id=order)
    Incident.objects.create(
        instance_id=token.instance_id, token_id=token.pk, code="FLOW_X", opened_at=clock.now()
    )
    assert mine in text_of(client, trouble)
    look_at(client, world.shop.plant)
    for page in (lots, plans, trouble):
        assert mine not in text_of(client, page), page
        assert "<th>工厂</th>" not in text_of(client, page), page
    assert "工厂" not in export(client, f"{plans}?export=csv").splitlines()[0]


def test_columns_chosen_while_one_plant_is_looked_at_keep_that_of_plants(world: World) -> None:
    client = both_plants(world)
    page = "/orders/?state=all"
    look_at(client, world.shop.plant)
    form = CHOSEN.findall(text_of(client, page).split("columns-menu", 1)[1].split("</form>")[0])
    assert "plant" in form
    enter_form(client, reverse("views:columns"), page="orders.orders", columns=form[:4], next=page)
    assert "<th>工厂</th>" not in text_of(client, page)
    look_at(client, "")
    assert '<span title="工厂 P1">P1</span>' in text_of(client, page)
    less = [name for name in form[:4] if name != "plant"]
    enter_form(client, reverse("views:columns"), page="orders.orders", columns=less, next=page)
    assert '<span title="工厂 P1">P1</span>' not in text_of(client, page)
    look_at(client, world.shop.plant)
    menu = text_of(client, page).split("columns-menu", 1)[1].split("</form>")[0]
    assert 'value="plant"' not in menu


def test_the_search_is_of_the_plant_looked_at_and_opens_what_is_meant(world: World) -> None:
    client = sign_in(world.town.users["administrator"])
    number = world.town.orders["running"].number
    look_at(client, world.plant)
    answer = client.get(f"/search/?q={number}")
    assert answer["Location"] == reverse("orders:order", args=[number]), "a scan opens it"
    assert "WO-" in text_of(client, "/search/hits/?q=WO-"), "nothing here: of all plants"
    page = text_of(client, "/search/?q=WO-")
    assert number in page
    assert "全部工厂的结果，不只是二厂" in page
    page = text_of(client, "/search/?q=P")
    assert "P2-10" in page
    assert "P1-10" not in page
    assert "只看二厂" in page
    assert "P1-10" in text_of(client, "/search/?q=P&everywhere=1")


def test_pages_of_one_plant_follow_the_switch(world: World) -> None:
    client = both_plants(world)
    for page in ("/kits/", "/stock/periods/", "/stock/as-of/", "/orders/rules/"):
        assert 'class="chip"\n              name="plant"' in text_of(client, page), page
    look_at(client, world.plant)
    for page in ("/kits/", "/stock/periods/", "/stock/as-of/", "/orders/rules/"):
        assert 'class="chip"\n              name="plant"' not in text_of(client, page), page
    assert "WO-0" not in text_of(client, "/kits/")
    linked = text_of(client, f"/kits/?plant={world.shop.plant}")
    assert "WO-0" in linked, "a link opens"
    assert 'class="chip"\n              name="plant"' in linked, "and leads back"
    look_at(client, world.shop.plant)
    assert "WO-0" in text_of(client, "/kits/")


def test_a_right_at_another_plant_alone_lists_nothing_and_breaks_nothing(world: World) -> None:
    """A storekeeper of P1 who inspects at P2 and looks at P2."""
    user = outsider(world, "inspector")
    role = RoleId(get_role_by_code("storekeeper").id)
    people.assign_role(actor=HOUSE, user=user, role=role, plant=world.shop.plant)
    client = sign_in(user)
    look_at(client, world.plant)
    for name in sorted(set(plain_pages(get_resolver("qitao.web.urls").url_patterns))):
        if name not in NO_PAGES:
            assert client.get(reverse(name)).status_code < 500, name


def test_the_pack_of_the_terminal_is_of_the_plant_looked_at(world: World) -> None:
    client = sign_in(world.town.users["administrator"])
    pack = reverse("terminal:pack")
    everything = client.get(pack).json()
    assert everything["work"] != []
    look_at(client, world.plant)
    found = client.get(pack).json()
    assert found["work"] == found["operations"] == []
    own = set(WorkCentre.objects.filter(plant=world.plant).values_list("id", flat=True))
    assert {each["id"] for each in found["centres"]} == own
    at = client.get(pack, {"work_centre": world.ids["work_centre"]}).json()
    assert world.ids["work_centre"] in {each["id"] for each in at["centres"]}
    assert at["work"] != [], "a tablet whose address names its place shows it"


@pytest.mark.parametrize("page", ["/orders/", "/board/", "/kits/", "/stock/"])
def test_looking_at_one_plant_asks_no_more(world: World, asked: list[str], page: str) -> None:
    client, counts = sign_in(world.town.users["administrator"]), []
    for plant in ("", world.shop.plant):
        look_at(client, plant)
        client.get(page)
        asked.clear()
        assert client.get(page).status_code == 200
        assert "list_plants" not in asked
        counts.append(len(asked))
    assert counts[1] <= counts[0]


def test_the_bell_is_of_the_plant_looked_at(world: World) -> None:
    boss = load_actor(world.town.users["administrator"])
    assert {each.group.plant for each in list_notices(boss)} >= {world.shop.plant}
    looking = replace(boss, plant=world.plant)
    assert {each.group.plant for each in list_notices(looking)} <= {world.plant, None}


def test_what_is_looked_at_is_no_right() -> None:
    everywhere = HOUSE
    looking = Actor(HOUSE.user, "x", HOUSE.grants, plant=PlantId(2))
    view = Permission.read("production.view")
    assert everywhere.plants_shown(view) is None
    assert looking.plants_shown(view) == {2}
    assert looking.plants_of(view) is None
    assert looking.may(view, plant=PlantId(1))


def outsider_of(client: Client) -> int:
    return int(client.session["_auth_user_id"])


def export(client: Client, url: str) -> str:
    answer = client.get(url)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8-sig")
