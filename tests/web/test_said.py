"""What pages say: to the reader himself, in his language, in the words of the buttons."""

import pytest
from django.urls import reverse

from qitao.base.texts import say
from qitao.catalog.models import Bom, Material, Unit, WorkCentre
from qitao.production.models import WorkOrder
from qitao.web.shell import units
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


def test_a_nul_is_refused_and_never_breaks_a_page(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    typed = {"code": "A\0B", "name": "管\0", "kind": "buy", "unit": "KG"}
    posted = enter_form(client, reverse("catalog:new_material"), **typed)
    page = posted.content.decode()
    assert posted.status_code == 422
    assert "控制字符" in page
    assert 'value="AB"' in page
    assert not Material.objects.filter(code__startswith="A").filter(code__endswith="B").exists()
    for url in ("/orders/?q=a%00", "/search/?q=%00", "/catalog/materials/hints/?q=%00x"):
        looked = client.get(url)
        assert looked.status_code == 422, url
        assert "控制字符" in looked.content.decode(), url
    assert client.get("/orders/W%00/").status_code in (404, 422)
    stranger = visitor("nobody")
    stranger.logout()
    assert stranger.post("/login/", {"username": "a\0", "password": "b\0"}).status_code == 422


def test_the_reason_card_speaks_to_whose_turn_it_is(town: Town, visitor: Visitor) -> None:
    url = reverse("orders:order", args=[town.orders["scheduled"].number])
    mine = visitor("planner").get(url).content.decode()
    assert "轮到您办" in mine
    assert "请有权限的人" not in mine
    theirs = visitor("operator").get(url).content.decode()
    assert "轮到您" not in theirs
    assert "It is your turn" in visitor("planner", lang="en").get(url).content.decode()


def test_a_running_order_blames_no_reader_for_a_right_he_does_not_need(
    town: Town, visitor: Visitor
) -> None:
    url = reverse("orders:order", args=[town.orders["running"].number])
    for role in ("storekeeper", "inspector"):
        page = visitor(role).get(url).content.decode()
        assert "权限" not in card_of(page)
        assert "授权" not in card_of(page)
        assert "mark-fail" not in card_of(page)
        assert "等操作工" in card_of(page)


def test_a_shortage_names_one_turn(town: Town, visitor: Visitor) -> None:
    url = reverse("orders:order", args=[town.orders["short"].number])
    seen = card_of(visitor("operator").get(url).content.decode())
    assert "系统自动" not in seen
    assert "等" in seen
    mine = card_of(visitor("planner").get(url).content.decode())
    assert "轮到您" in mine
    assert "系统自动" not in mine


def card_of(page: str) -> str:
    return page.split('<section class="card reason', 1)[1].split("</section>", 1)[0]


def test_a_workshop_director_raises_a_priority(town: Town, visitor: Visitor) -> None:
    order = town.orders["waiting"].order
    url = reverse("kits:rank")
    done = enter_form(visitor("workshop_director"), url, moved=f"{order}:2")
    assert done.status_code == 303
    assert WorkOrder.objects.get(pk=order).priority == 2
    assert enter_form(visitor("operator"), url, moved=f"{order}:1").status_code == 403


def test_a_missing_bom_leads_to_where_one_is_made(town: Town, visitor: Visitor) -> None:
    Bom.objects.update(state="retired")
    typed = {"material_code": "CASE", "quantity": "5", "plant": town.shop.plant, "priority": "5"}
    answer = enter_form(visitor("planner"), reverse("orders:new_order"), **typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'href="{reverse("catalog:new_bom")}?material=CASE"' in page
    form = visitor("planner").get(f"{reverse('catalog:new_bom')}?material=CASE").content.decode()
    assert 'value="CASE"' in form


def test_units_are_said_in_the_readers_language(town: Town, visitor: Visitor) -> None:
    Unit.objects.filter(code="PCS").update(name_en="pcs")
    units._words.cache_clear()
    url = reverse("orders:order", args=[town.orders["running"].number])
    assert "<small>pcs</small>" in visitor("planner", lang="en").get(url).content.decode()
    page = visitor("planner").get(url).content.decode()
    assert "<small>个</small>" in page
    assert "<small>PCS</small>" not in page
    units._words.cache_clear()


SHORT = {
    "code": "short",
    "name": "螺丝",
    "name_en": "Screw",
    "unit": "个",
    "unit_en": "pcs",
    "short": "4",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_date_that_nobody_knows_is_said_as_such(lang: str) -> None:
    given = {"number": "WO-1", "lines_short": 2, "materials": [SHORT]}
    known = say("refusal.KIT_SHORT", lang, **given, coverage_on="2026-12-01")
    unknown = say("refusal.KIT_SHORT", lang, **given, coverage_on=None)
    assert "2026-12-01" in known
    assert ("螺丝 −4 个" if lang == "zh" else "Screw −4 pcs") in known
    assert "—" not in unknown
    assert ("定不了" if lang == "zh" else "no date") in unknown


def test_the_words_of_a_remedy_are_those_of_its_button() -> None:
    button = say("verb.production.redrive_orders", "zh")
    assert f"「{button}」" in say("refusal.KIT_UNKNOWN", "zh", "next")
    assert f"「{button}」" in say("verdict.kitting.UNKNOWN", "zh", "next")
    assert say("ui.kits.check", "zh") in say("ui.kits.unknown_now", "zh")
    assert say("kit_state.unknown", "zh") == say("ui.mark.unknown", "zh")


def test_no_link_leads_where_one_may_not_go(town: Town, visitor: Visitor) -> None:
    url = reverse("orders:order", args=[town.orders["running"].number])
    centre = reverse("catalog:work_centre", args=[WorkCentre.objects.get(code="P1-10").pk])
    terminal = reverse("terminal:terminal")
    for page in (url, centre):
        assert f'href="{terminal}' in visitor("operator").get(page).content.decode(), page
        assert f'href="{terminal}' not in visitor("planner").get(page).content.decode(), page
    materials = visitor("inspector").get(f"{url}?tab=materials").content.decode()
    assert f'href="{reverse("kits:kits")}?order' not in materials


def test_the_journal_says_who_and_why_in_words(town: Town, visitor: Visitor) -> None:
    visitor("planner").get(reverse("terminal:terminal"))
    client = visitor("administrator")
    refused = client.get(reverse("journal:refusals")).content.decode()
    assert "打开「报工」页面" in refused
    done = client.get(reverse("journal:journal") + "?door=all").content.decode()
    assert "系统自动" in done
    assert ">system<" not in done


def test_materials_are_named_in_the_language_of_the_reader(town: Town, visitor: Visitor) -> None:
    Material.objects.filter(code="RESIN").update(name_en="ABS granulate")
    order = WorkOrder.objects.get(pk=town.orders["short"].order)
    Material.objects.filter(pk=order.material_id).update(name_en="Router housing")
    chinese = order.material.name
    url = reverse("orders:order", args=[order.number])
    for page, english in (
        ("/orders/", "Router housing"),
        (url, "Router housing"),
        (f"{url}?tab=materials", "ABS granulate"),
        ("/kits/", "ABS granulate"),
        (reverse("kits:kit", args=["work_order", order.pk]), "ABS granulate"),
    ):
        assert english in visitor("planner", lang="en").get(page).content.decode(), page
        said = visitor("planner").get(page).content.decode()
        assert english not in said, page
    assert chinese in visitor("planner").get("/orders/").content.decode()


def test_posts_and_roles_are_named_in_the_language_of_the_reader(
    town: Town, visitor: Visitor
) -> None:
    person = reverse("people:user", args=[town.users["planner"]])
    for page in ("/people/", person):
        english = visitor("administrator", lang="en").get(page).content.decode()
        assert "Planner" in english, page
        assert "计划员" not in english, page
        assert "计划员" in visitor("administrator").get(page).content.decode(), page


@pytest.mark.parametrize(
    ("lang", "words", "typed"),
    [
        ("zh", "没有办成：移库", "没有办成：调整库存"),
        ("en", "Not done: Transfer stock", "Not done: Adjust stock"),
    ],
)
def test_a_refusal_names_what_was_asked_for(
    town: Town, visitor: Visitor, lang: str, words: str, typed: str
) -> None:
    client, shop = visitor("storekeeper", lang=lang), town.shop  # type: ignore[call-arg]
    key = [shop.materials["BOX"], shop.places["STORE"], "available", 0]
    move = reverse("stock:account_deed", args=[*key, "transfer_stock"])
    too_much = {"target": shop.places["SHELF"], "quantity": "99999"}
    assert words in verb_of(enter_form(client, move, **too_much).content.decode())
    adjust = reverse("stock:account_deed", args=[*key, "adjust_stock"])
    assert typed in verb_of(enter_form(client, adjust, change="x").content.decode())
    away = client.get(reverse("stock:account", args=[*key[:3], 999])).content.decode()
    assert 'class="refusal-why"' in away
    assert 'class="refusal-verb"' not in away


def verb_of(html: str) -> str:
    return html.split('class="refusal-verb">')[1].split("<", maxsplit=1)[0]
