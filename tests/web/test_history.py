"""Histories on the screen: old and new values, the view as of a moment, and the way back."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.urls import reverse

from qitao.base import seen
from qitao.base.actor import Actor, Scope
from qitao.base.history import EVENTS
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import find, say
from qitao.base.versions import RECORDS, Named, read_history
from qitao.catalog import actions as catalog
from qitao.catalog.models import Bom, BomSubstitute, Location, Machine, Material
from qitao.catalog.values import LocationKind, ViewCatalog
from qitao.catalog.values.rows import BomLineRow, BomRow, LocationRow, MachineRow, SubstituteRow
from qitao.kitting import actions as kitting
from qitao.kitting.values import Interception, Policy
from qitao.people import actions as people
from qitao.production import actions as production
from qitao.production.models import OrderMaterial, OrderOperation, WorkOrder
from qitao.production.queries import get_plant_rules, lists
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town

NEW = {"code": "PP-01", "name": "PP 粒料", "kind": "buy", "unit": "KG", "safety_stock": "5"}


def history_url(noun: str, number: int, **query: str) -> str:
    url = reverse("history:record", args=[noun, number])
    return f"{url}?{urlencode(query)}" if query else url


def changed_material(visitor: Visitor) -> Material:
    """A material that the planner made, and whose safety stock and spec were changed."""
    client = visitor("planner")
    enter_form(client, reverse("catalog:new_material"), **NEW)
    row = Material.objects.get(code="PP-01")
    edit = reverse("catalog:edit_material", args=[row.pk])
    typed = NEW | {
        "active": "on",
        "safety_stock": "12.5",
        "spec": "25 kg/袋",
    }
    assert enter_form(client, edit, **typed).status_code == 303
    return row


def test_old_and_new_stand_side_by_side(town: Town, visitor: Visitor) -> None:
    row = changed_material(visitor)
    html = visitor("administrator").get(history_url("material", row.pk)).content.decode()
    assert "安全库存" in html
    assert "12.5" in html
    assert "25 kg/袋" in html
    assert "修改物料" in html or find("verb.catalog.update_material", "zh") in html
    assert "李娜" in html
    latest, first = read_history(HOUSE, f"material:{row.pk}").versions()
    assert {(each.field, each.old, each.new) for each in latest.changes} == {
        ("safety_stock", Decimal(5), Decimal("12.5")),
        ("spec", "", "25 kg/袋"),
    }
    assert (latest.verb, latest.actor_name) == ("catalog.update_material", "李娜")
    unit = next(each for each in first.changes if each.field == "unit")
    assert isinstance(unit.new, Named)
    assert unit.new.code == "KG"
    assert {each.kind for each in first.changes} == {"made"}
    journal = visitor("administrator").get(reverse("journal:entry", args=[latest.entry]))
    assert journal.status_code == 200


def test_english_says_the_same(town: Town, visitor: Visitor) -> None:
    row = changed_material(visitor)
    html = visitor("planner", lang="en").get(history_url("material", row.pk)).content.decode()
    assert "Safety stock" in html
    assert "View as of then" in html
    assert "安全库存" not in html


def test_as_of_holds_to_the_last_moment(town: Town, visitor: Visitor) -> None:
    row = changed_material(visitor)
    history = read_history(HOUSE, f"material:{row.pk}")
    latest, first = history.versions()
    just_before = latest.at - timedelta(microseconds=1)
    stocks = [history.head(at) for at in (just_before, latest.at, None)]
    assert [each["safety_stock"] for each in stocks if each] == [
        5,
        Decimal("12.5"),
        Decimal("12.5"),
    ]
    assert history.head(first.at - timedelta(microseconds=1)) is None
    url = history_url("material", row.pk, as_of=just_before.isoformat())
    html = visitor("planner").get(url).content.decode()
    assert "时的内容，不是现在的" in html
    assert "现在：" in html
    too_early = history_url("material", row.pk, as_of="2001-01-01T00:00")
    assert "那时还没有这条记录" in visitor("planner").get(too_early).content.decode()
    assert visitor("planner").get(history_url("material", row.pk, as_of="soon")).status_code == 404


def test_going_back_is_a_new_version(town: Town, visitor: Visitor) -> None:
    row = changed_material(visitor)
    _, first = read_history(HOUSE, f"material:{row.pk}").versions()
    row.refresh_from_db()
    typed = {"back_to": first.at.isoformat(), "version": seen.version_of(f"material:{row.pk}")}
    answer = enter_form(visitor("planner"), history_url("material", row.pk), **typed)
    assert answer.status_code == 303
    row.refresh_from_db()
    assert (row.safety_stock, row.spec) == (5, "")
    versions = read_history(HOUSE, f"material:{row.pk}").versions()
    assert [version.verb for version in versions] == [
        "catalog.update_material",
        "catalog.update_material",
        "catalog.create_material",
    ]
    assert versions[2] == first


def test_going_back_loses_no_change_of_another(town: Town, visitor: Visitor) -> None:
    row = changed_material(visitor)
    latest, first = read_history(HOUSE, f"material:{row.pk}").versions()
    late = {"back_to": first.at.isoformat(), "version": "1"}
    answer = enter_form(visitor("planner"), history_url("material", row.pk), **late)
    assert answer.status_code == 409
    assert read_history(HOUSE, f"material:{row.pk}").versions() == [latest, first]


def test_going_back_asks_for_the_right(town: Town, visitor: Visitor) -> None:
    row = changed_material(visitor)
    row.refresh_from_db()
    latest, first = read_history(HOUSE, f"material:{row.pk}").versions()
    typed = {"back_to": first.at.isoformat(), "version": seen.version_of(f"material:{row.pk}")}
    client = visitor("operator")
    assert client.get(history_url("material", row.pk)).status_code == 200
    answer = enter_form(client, history_url("material", row.pk), **typed)
    assert answer.status_code == 403
    assert read_history(HOUSE, f"material:{row.pk}").versions() == [latest, first]
    assert visitor("nobody").get(history_url("material", row.pk)).status_code == 403


def test_lines_of_a_bom_that_came_and_went(town: Town, visitor: Visitor) -> None:
    lines = (
        BomLineRow(line_no=10, component="SCREW", quantity=Decimal(4)),
        BomLineRow(line_no=20, component="PP", quantity=Decimal(2)),
    )
    codes = list(Material.objects.values_list("code", flat=True))
    lines = tuple(each for each in lines if each.component in codes)
    draft = BomRow(material="CASE", version="9", lines=lines)
    number = catalog.create_bom(actor=HOUSE, row=draft).bom
    changed = BomRow(
        material="CASE",
        version="9",
        lines=(BomLineRow(line_no=10, component="SCREW", quantity=Decimal(6)),),
    )
    catalog.update_bom(actor=HOUSE, row=changed)
    history = read_history(HOUSE, f"bom:{number}")
    latest, first = history.versions()
    assert ("lines", (10,), "changed", "quantity", Decimal(4), Decimal(6)) in {
        (each.part, each.row, each.kind, each.field, each.old, each.new) for each in latest.changes
    }
    assert len(history.state(first.at)["lines"]) == len(lines)
    html = visitor("planner").get(history_url("bom", number)).content.decode()
    assert "子件行 10" in html
    typed = {"back_to": first.at.isoformat(), "version": seen.version_of(f"bom:{number}")}
    assert enter_form(visitor("planner"), history_url("bom", number), **typed).status_code == 303
    assert Bom.objects.get(pk=number).lines.get(line_no=10).quantity == 4


def test_a_bom_goes_back_with_its_substitutes(town: Town, visitor: Visitor) -> None:
    lines = tuple(
        BomLineRow(line_no=number, component=code, quantity=Decimal(1))
        for number, code in ((10, "SCREW"), (20, "RESIN"))
    )
    draft = BomRow(material="CASE", version="9", lines=lines)
    number = catalog.create_bom(actor=HOUSE, row=draft).bom
    stands_in = SubstituteRow(
        material="CASE", version="9", line_no=20, substitute="BOX", ratio=Decimal(2)
    )
    catalog.import_substitutes(actor=HOUSE, rows=(stands_in,))
    at = read_history(HOUSE, f"bom:{number}").versions()[0].at.isoformat()
    other = replace(stands_in, line_no=10)
    catalog.import_substitutes(actor=HOUSE, rows=(other,))
    catalog.update_bom(actor=HOUSE, row=replace(draft, lines=lines[:1]))
    page = history_url("bom", number, as_of=at)
    assert enter_form(visitor("planner"), page, back_to=at).status_code == 303
    kept = BomSubstitute.objects.filter(line__bom=number)
    assert list(kept.values_list("line__line_no", "material__code", "ratio")) == [(20, "BOX", 2)]
    assert "恢复成当时的内容" not in visitor("planner").get(page).content.decode()


def test_a_published_bom_is_not_taken_back(town: Town, visitor: Visitor) -> None:
    bom = Bom.objects.filter(state="active").first()
    assert bom is not None
    at = read_history(HOUSE, f"bom:{bom.pk}").versions()[-1].at
    typed = {"back_to": at.isoformat(), "version": seen.version_of(f"bom:{bom.pk}")}
    answer = enter_form(visitor("planner"), history_url("bom", bom.pk), **typed)
    assert answer.status_code == 422
    assert Bom.objects.get(pk=bom.pk).revision == bom.revision


def test_the_interception_level_goes_back(town: Town, visitor: Visitor) -> None:
    plant = town.shop.plant
    kitting.set_plant_policy(actor=HOUSE, policy=Policy(plant, Interception.RELEASE))
    kitting.set_plant_policy(actor=HOUSE, policy=Policy(plant, Interception.WARN))
    latest, first = read_history(HOUSE, f"kit_policy:{plant}").versions()[:2]
    assert [(each.field, each.old, each.new) for each in latest.changes] == [("interception", 1, 0)]
    html = visitor("administrator").get(history_url("kit_policy", plant)).content.decode()
    assert "缺料不得下发" in html
    assert "只提醒，不拦截" in html
    typed = {"back_to": first.at.isoformat()}
    enter_form(visitor("administrator"), history_url("kit_policy", plant), **typed)
    assert read_history(HOUSE, f"kit_policy:{plant}").head()["interception"] == 1  # type: ignore[index]


def test_the_production_rules_are_set_on_their_page_and_go_back(
    town: Town, visitor: Visitor
) -> None:
    client = visitor("administrator")
    for percent in ("2.5", "4"):
        typed = {"plant": str(town.shop.plant), "over_percent": percent, "over_pieces": "3"}
        enter_form(client, reverse("orders:plant_rules"), **typed)
    latest, first = read_history(HOUSE, f"plant_rules:{town.shop.plant}").versions()[:2]
    assert [(each.field, each.new) for each in latest.changes] == [("over_percent", 4)]
    typed = {"back_to": first.at.isoformat()}
    enter_form(client, history_url("plant_rules", town.shop.plant), **typed)
    assert get_plant_rules(town.shop.plant).over_percent == Decimal("2.5")
    typed = {"plant": str(town.shop.plant), "over_percent": "", "over_pieces": "3"}
    enter_form(client, reverse("orders:plant_rules"), **typed)
    rules = get_plant_rules(town.shop.plant)
    assert (rules.over_percent, rules.over_pieces) == (0, 3)  # what was emptied is none


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_order_of_which_no_version_was_kept_stands_since_it_was_made(
    town: Town, visitor: Visitor, lang: str
) -> None:
    order = town.orders["running"]
    for model in (WorkOrder, OrderOperation, OrderMaterial):
        EVENTS[model]._default_manager.all().delete()
    head = WorkOrder.objects.get(pk=order.order)
    history = read_history(HOUSE, f"work_order:{order.order}")
    (only,) = history.versions()
    assert (only.at, only.entry) == (head.created_at, None)
    assert len(history.state()["operations"]) == 3
    assert history.head(head.created_at - timedelta(seconds=1)) is None
    client = visitor("planner", lang=lang)
    words = say("past.unkept", lang)
    assert words in client.get(history_url("work_order", order.order)).content.decode()
    page = client.get(reverse("orders:order", args=[order.number]) + "?tab=changes")
    assert words in page.content.decode()
    with pytest.raises(Refusal) as caught:
        read_history(HOUSE, "work_order:999999999")
    assert caught.value.code is NOT_FOUND


def test_an_order_tells_old_and_new(town: Town, visitor: Visitor) -> None:
    made = town.orders["draft"]
    production.update_order(
        actor=HOUSE, order=made.order, quantity=Decimal(9), due_on=date(2031, 5, 4)
    )
    latest = read_history(HOUSE, f"work_order:{made.order}").versions()[0]
    told = {(each.part, each.field): (each.old, each.new) for each in latest.changes}
    assert told["", "quantity"] == (Decimal(5), Decimal(9))
    assert told["", "due_on"][1] == date(2031, 5, 4)
    assert {each.kind for each in latest.changes} == {"changed"}  # its own copy, line by line
    url = f"{reverse('orders:order', args=[made.number])}?tab=changes"
    html = visitor("planner").get(url).content.decode()
    assert "交期" in html
    assert "<del>" in html


def test_starting_and_reporting_write_no_version(town: Town) -> None:
    order = town.orders["running"].order
    tables = [
        EVENTS[model]._default_manager for model in (WorkOrder, OrderOperation, OrderMaterial)
    ]
    before = [table.count() for table in tables]
    first, *_ = lists.list_operations(order)
    production.report_output(actor=HOUSE, operation=first.id, good=Decimal(5), finish=True)
    assert [table.count() for table in tables] == before


def test_another_plants_record_is_not_there(town: Town, visitor: Visitor) -> None:
    other = people.create_plant(actor=HOUSE, code="P2", name="二厂").plant
    catalog.create_location(
        actor=HOUSE,
        row=LocationRow(plant="P2", code="W2", name="二厂仓", kind=LocationKind.INTERNAL),
    )
    place = Location.objects.get(code="W2")
    assert place.plant_id == other

    own = Scope(plants=frozenset({town.shop.plant}))
    actor = Actor(town.users["planner"], "x", {ViewCatalog: (own,)})
    with pytest.raises(Refusal) as caught:
        read_history(actor, f"location:{place.pk}")
    assert caught.value.code is NOT_FOUND
    assert read_history(HOUSE, f"location:{place.pk}").versions()


@pytest.mark.parametrize("record", ["material:0", "material:x", "material:", "nothing:1", ""])
def test_what_is_not_there_is_said(town: Town, record: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_history(HOUSE, record)
    assert caught.value.code is NOT_FOUND


def test_every_field_has_a_word(town: Town) -> None:
    mute = [
        f"{record.noun}.{part.name}.{each.name}"
        for record in RECORDS.values()
        for part in record.parts
        for each in part.fields
        if not find(f"past.field.{each.name}", "zh")
    ]
    assert mute == []
    untitled = [
        f"{record.noun}_{part.name}"
        for record in RECORDS.values()
        for part in record.parts
        if part.name and not find(f"past.row.{record.noun}_{part.name}", "zh")
    ]
    assert untitled == []
    assert [noun for noun in RECORDS if not find(f"noun.{noun}", "en")] == []


def test_versions_are_found_by_their_indexes(town: Town) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for record in RECORDS.values():
            for part in record.parts:
                column = part.owner or "pgh_obj_id"
                kept = EVENTS[part.model]._default_manager.filter(**{f"{column}__in": [1, 2]})
                plan = kept.order_by("-pgh_id").explain()
                assert f"({column} = ANY" in plan, f"{record.noun} {part.name}: {plan}"


def test_the_pages_of_records_lead_to_their_history(town: Town, visitor: Visitor) -> None:
    case = town.shop.materials["CASE"]
    html = visitor("planner").get(reverse("catalog:material", args=[case])).content.decode()
    assert history_url("material", case) in html


def test_going_back_is_offered_only_where_it_would_change_something(
    town: Town, visitor: Visitor
) -> None:
    row = changed_material(visitor)
    latest, first = read_history(HOUSE, f"material:{row.pk}").versions()
    offer = "恢复成当时的内容"
    client = visitor("planner")
    for at, who, offered in ((first.at, client, True), (latest.at, client, False)):
        url = history_url("material", row.pk, as_of=at.isoformat())
        assert (offer in who.get(url).content.decode()) == offered
    url = history_url("material", row.pk, as_of=first.at.isoformat())
    assert offer not in visitor("operator").get(url).content.decode()
    made = town.orders["running"].order
    begun = read_history(HOUSE, f"work_order:{made}").versions()[-1].at
    url = history_url("work_order", made, as_of=begun.isoformat())
    assert offer not in client.get(url).content.decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_history_opens(town: Town, visitor: Visitor, lang: str) -> None:
    kitting.set_plant_policy(actor=HOUSE, policy=Policy(town.shop.plant, Interception.RELEASE))
    production.set_plant_rules(actor=HOUSE, plant=town.shop.plant, over_percent=Decimal(5))
    client = visitor("administrator", lang=lang)
    opened = set()
    for noun, record in RECORDS.items():
        for number in EVENTS[record.parts[0].model]._default_manager.values_list("pgh_obj_id")[:3]:
            history = read_history(HOUSE, f"{noun}:{number[0]}")
            at = history.versions()[-1].at.isoformat()
            html = client.get(history_url(noun, number[0], as_of=at)).content.decode()
            assert "past." not in html.replace("past.css", ""), noun
            opened.add(noun)
    nouns = {
        "material",
        "bom",
        "routing",
        "user",
        "work_order",
        "kit_policy",
        "plant_rules",
        "role",
    }
    assert nouns <= opened


def test_a_machine_goes_back_to_its_work_centre(town: Town, visitor: Visitor) -> None:
    machine = Machine.objects.select_related("work_centre__plant").first()
    assert machine is not None
    centre = machine.work_centre
    old = MachineRow(
        code=machine.code, name="旧名", plant=centre.plant.code, work_centre=centre.code
    )
    catalog.update_machine(actor=HOUSE, row=old)
    at = read_history(HOUSE, f"machine:{machine.pk}").versions()[-1].at
    machine.refresh_from_db()
    typed = {"back_to": at.isoformat(), "version": seen.version_of(f"machine:{machine.pk}")}
    client = visitor("administrator")
    assert enter_form(client, history_url("machine", machine.pk), **typed).status_code == 303
    assert Machine.objects.get(pk=machine.pk).name != "旧名"


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-05:00",
        "9999-12-31",
        "1e400",
        "",
    ],
)
def test_a_moment_beyond_the_calendar_is_not_there(
    town: Town, visitor: Visitor, moment: str
) -> None:
    client, plant = visitor("administrator"), town.shop.plant
    looked = client.get(history_url("plant", plant, as_of=moment))
    assert looked.status_code == (404 if moment else 200)
    answer = enter_form(client, history_url("plant", plant), back_to=moment)
    assert answer.status_code == 404
