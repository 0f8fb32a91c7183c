"""Every page: open to the right role, shut to the wrong one with a card, in both languages."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from qitao.people.queries import get_role_by_code, list_org_units
from qitao.production.queries import lists
from tests.web.conftest import Visitor
from tests.web.town import Town

HAN = re.compile(r"[一-鿿]")
OTHER = re.compile(
    r"<script.*?</script>|<datalist.*?</datalist>|<button[^>]*lang=\"zh\".*?</button>", re.S
)
LATIN_KEY = re.compile(
    r'(?:>|(?:label|title|placeholder|alt)=")\s*'
    r"(ui|state|verb|refusal|permission|gate|noun|waiting_for)\.[a-z_.]+"
)

PLAIN = (
    ("orders:orders", "planner"),
    ("orders:new_order", "planner"),
    ("board:board", "planner"),
    ("board:walls", "workshop_director"),
    ("board:new_wall", "workshop_director"),
    ("orders:plant_rules", "administrator"),
    ("kits:kits", "planner"),
    ("kits:policy", "administrator"),
    ("picking:orders", "storekeeper"),
    ("terminal:terminal", "operator"),
    ("quality:inspections", "inspector"),
    ("quality:nonconformances", "inspector"),
    ("quality:scrap", "inspector"),
    ("quality:plans", "inspector"),
    ("quality:new_plan", "inspector"),
    ("stock:balances", "storekeeper"),
    ("stock:as_of", "storekeeper"),
    ("stock:moves", "storekeeper"),
    ("stock:lots", "storekeeper"),
    ("stock:opening", "storekeeper"),
    ("trade:purchases", "planner"),
    ("trade:new_purchase", "administrator"),
    ("catalog:materials", "planner"),
    ("catalog:new_material", "planner"),
    ("catalog:material_groups", "planner"),
    ("catalog:new_material_group", "planner"),
    ("catalog:units", "planner"),
    ("catalog:new_unit", "planner"),
    ("catalog:unit_conversions", "planner"),
    ("catalog:supplier_items", "planner"),
    ("catalog:new_supplier_item", "administrator"),
    ("catalog:boms", "planner"),
    ("catalog:new_bom", "planner"),
    ("catalog:routings", "planner"),
    ("catalog:new_routing", "planner"),
    ("catalog:work_centres", "planner"),
    ("catalog:machines", "planner"),
    ("catalog:new_machine", "planner"),
    ("catalog:scrap_reasons", "planner"),
    ("catalog:new_scrap_reason", "planner"),
    ("catalog:new_work_centre", "planner"),
    ("catalog:locations", "storekeeper"),
    ("catalog:new_location", "storekeeper"),
    ("catalog:partners", "planner"),
    ("catalog:new_partner", "administrator"),
    ("flows:flows", "planner"),
    ("flows:publish", "administrator"),
    ("people:users", "administrator"),
    ("people:new_user", "administrator"),
    ("people:roles", "administrator"),
    ("people:holders", "administrator"),
    ("people:why", "administrator"),
    ("people:new_role", "administrator"),
    ("people:posts", "administrator"),
    ("people:new_post", "administrator"),
    ("people:new_unit", "administrator"),
    ("people:new_plant", "administrator"),
    ("people:organisation", "administrator"),
    ("imports:imports", "administrator"),
    ("journal:journal", "administrator"),
    ("journal:refusals", "administrator"),
    ("journal:seal", "administrator"),
    ("journal:health", "administrator"),
)
OPEN_TO_ALL = (
    "desk:desk",
    "desk:search",
    "notices:notices",
    "login:account",
    "login:password",
    "design:design",
)


def addresses(town: Town) -> dict[str, tuple[str, str]]:
    """Pages of one thing: (address, role)."""
    running = town.orders["running"]
    operation = lists.list_operations(running.order)[0].id
    material, place = town.shop.materials["SCREW"], town.shop.places["STORE"]
    unit = list_org_units()[0].id
    pages = {
        f"order {tab}": (f"{reverse('orders:order', args=[running.number])}?tab={tab}", "planner")
        for tab in ("operations", "materials", "quality", "flow", "log", "changes")
    }
    return pages | {
        "short order": (reverse("orders:order", args=[town.orders["short"].number]), "planner"),
        "kit": (reverse("kits:kit", args=["work_order", town.orders["short"].order]), "planner"),
        "operation": (reverse("terminal:operation", args=[operation]), "operator"),
        "material": (reverse("catalog:material", args=[town.shop.materials["CASE"]]), "planner"),
        "edit material": (reverse("catalog:edit_material", args=[material]), "planner"),
        "bom": (reverse("catalog:bom", args=[1_000_000]), ""),
        "account": (
            reverse("stock:account", args=[material, place, "available", 0]),
            "storekeeper",
        ),
        "role": (reverse("people:role", args=[get_role_by_code("planner").id]), "administrator"),
        "unit": (reverse("people:unit", args=[unit]), "administrator"),
        "plant": (reverse("people:plant", args=[town.shop.plant]), "administrator"),
        "user": (reverse("people:user", args=[town.users["operator"]]), "administrator"),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_open_to_their_roles(visitor: Visitor, lang: str) -> None:
    for name, role in PLAIN:
        answer = visitor(role, lang=lang).get(reverse(name))
        assert answer.status_code == 200, name
        assert_whole(answer.content.decode(), lang, name)


def test_pages_are_shut_to_who_may_not(visitor: Visitor) -> None:
    client = visitor("nobody")
    for name, _ in PLAIN:
        answer = client.get(reverse(name))
        page = answer.content.decode()
        assert answer.status_code == 403, name
        assert 'class="refusal' in page, name
        assert "PERMISSION_MISSING" in page, name
        assert "记录号" in page, name


def test_pages_open_to_everybody_signed_in(visitor: Visitor) -> None:
    client = visitor("nobody")
    for name in OPEN_TO_ALL:
        assert client.get(reverse(name)).status_code == 200, name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_of_one_thing(town: Town, visitor: Visitor, lang: str) -> None:
    for what, (url, role) in addresses(town).items():
        answer = visitor(role or "planner", lang=lang).get(url)
        assert answer.status_code == (200 if role else 404), what
        assert_whole(answer.content.decode(), lang, what)


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in() -> None:
    for name, _ in PLAIN:
        answer = Client().get(reverse(name))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/login/?next="), name


def assert_whole(page: str, lang: str, what: str = "") -> None:
    """No bare text key; no Chinese of our own in the English page."""
    assert not LATIN_KEY.search(page), (what, LATIN_KEY.search(page))
    assert "</html>" in page
    if lang == "en":
        frame = OTHER.sub("", page)
        head = re.search(r"<h1.*?</h1>", frame, re.S)
        assert head is not None, what
        labels = "".join(re.findall(r"<(?:th|dt|legend|button)[^>]*>(.*?)</", frame, re.S))
        assert not HAN.search(labels), (what, HAN.findall(labels))
