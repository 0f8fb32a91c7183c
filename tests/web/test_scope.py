"""A person of one plant: every page shows the rows of that plant, and none of another."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from qitao.base import audit
from qitao.catalog.models import Location, Machine, Routing, WorkCentre
from tests.foreign import World, build_world, outsider
from tests.web.conftest import sign_in
from tests.web.town import NAMES

NO_PAGES = ("login:logout", "login:sessions", "login:language")


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def plain_pages(patterns: list[URLPattern | URLResolver], area: str = "") -> Iterator[str]:
    """Yield the names of all pages whose address needs nothing filled in."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from plain_pages(one.url_patterns, one.namespace or area)
        elif area and one.name and not one.pattern.converters:
            yield f"{area}:{one.name}"


def secrets() -> list[str]:
    """Return what names rows of plant P1: numbers, codes, people."""
    return ["WO-0", "OF-P1", "P1-10", "P1-M10", "SHELF", "一厂", *NAMES.values()]


def test_no_list_shows_rows_of_another_plant(world: World) -> None:
    client = sign_in(outsider(world))
    boss = sign_in(world.town.users["administrator"])
    seen: set[str] = set()
    for name in sorted(set(plain_pages(get_resolver("qitao.web.urls").url_patterns))):
        if name in NO_PAGES or name.startswith("design:"):
            continue
        for query in ("", "?state=all&q=1&empty=1&gone=1&retired=1"):
            answer = client.get(reverse(name) + query)
            if answer.status_code == 403:
                continue  # no rows, and by design the name of somebody who may grant the right
            page = answer.content.decode()
            assert [word for word in secrets() if word in page] == [], (name, query)
        page = boss.get(reverse(name)).content.decode()
        seen |= {word for word in secrets() if word in page}
    assert seen == set(secrets()), "what is looked for can be seen by who may"


def test_no_page_of_one_thing_of_another_plant_opens(world: World) -> None:
    client, ids, shop = sign_in(outsider(world)), world.ids, world.shop
    boss = sign_in(world.town.users["administrator"])
    number = world.town.orders["running"].number
    pages = {
        "orders:order": [number],
        "kits:kit": ["work_order", world.town.orders["short"].order],
        "terminal:operation": [ids["operation"]],
        "stock:lot": [ids["lot"]],
        "stock:account": [shop.materials["SCREW"], shop.places["STORE"], "available", 0],
        "stock:reverse": [ids["movement"]],
        "quality:inspection": [ids["inspection"]],
        "quality:plan": [ids["plan"]],
        "quality:edit_plan": [ids["draft_plan"]],
        "trade:purchase": [ids["approved"]],
        "trade:receive": [ids["approved"], ids["purchase_line"]],
        "catalog:routing": [Routing.objects.get().pk],
        "catalog:edit_location": [Location.objects.get(code="SHELF").pk],
        "catalog:work_centre": [WorkCentre.objects.get(code="P1-10").pk],
        "catalog:edit_work_centre": [WorkCentre.objects.get(code="P1-10").pk],
        "catalog:edit_machine": [Machine.objects.get(code="P1-M10").pk],
        "people:user": [world.town.users["planner"]],
        "imports:run": [ids["run"]],
        "imports:problems": [ids["run"]],
        "journal:entry": [audit.list_entries()[0].id],
    }
    for name, args in pages.items():
        url = reverse(name, args=args)
        assert boss.get(url).status_code == 200, name
        answer = client.get(url)
        assert answer.status_code in (403, 404), name


def test_the_checks_of_the_house_run_over_all_plants(world: World) -> None:
    assert sign_in(outsider(world)).get("/health/?checks=1").status_code == 403
    assert sign_in(world.town.users["administrator"]).get("/health/?checks=1").status_code == 200


def test_the_journal_of_one_plant_tells_what_its_people_did(world: World) -> None:
    """Those who also work elsewhere are left out: what they did may have been there."""
    from qitao.base.values import ViewJournal
    from qitao.people import actions as people
    from qitao.people.queries import get_role_by_code, list_users_within, load_actor
    from qitao.people.values import RoleId
    from tests.shop import HOUSE

    director = outsider(world, "workshop_director")
    own = people.create_user(actor=HOUSE, username="own", name="二厂工", org_unit=world.unit).user
    both = people.create_user(actor=HOUSE, username="both", name="两厂工", org_unit=world.unit).user
    role = RoleId(get_role_by_code("operator").id)
    for plant in (world.plant, world.shop.plant):
        people.assign_role(actor=HOUSE, user=both, role=role, plant=plant)
    assert list_users_within(load_actor(director), ViewJournal) == [director, director, own]
    assert list_users_within(HOUSE, ViewJournal) is None


def test_what_all_plants_share_is_not_offered_to_a_person_of_one(world: World) -> None:
    client = sign_in(outsider(world))
    boss = sign_in(world.town.users["administrator"])
    screw = world.shop.materials["SCREW"]
    links = {
        reverse("catalog:materials"): "/catalog/materials/new/",
        reverse("catalog:material", args=[screw]): reverse("catalog:edit_material", args=[screw]),
        reverse("catalog:boms"): "/catalog/boms/new/",
        reverse("people:roles"): reverse("people:new_role"),
        reverse("flows:flows"): reverse("flows:publish"),
    }
    for url, link in links.items():
        assert f'href="{link}' in boss.get(url).content.decode(), url
        assert f'href="{link}' not in client.get(url).content.decode(), url
    own = reverse("catalog:new_location")
    assert f'href="{own}' in client.get(reverse("catalog:locations")).content.decode()
