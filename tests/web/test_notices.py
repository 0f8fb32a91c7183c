"""通知: who is told of what, once and in one line, up to where each has read it."""

import html
import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pydantic import SecretStr

from qitao.base import clock, journal
from qitao.base.actor import Actor, Door
from qitao.base.ids import PlantId, UserId
from qitao.catalog import actions as catalog
from qitao.catalog.models import Partner
from qitao.catalog.values import PartnerId, PartnerKind
from qitao.catalog.values.rows import PartnerRow
from qitao.kitting.models import Verdict
from qitao.people import actions as people
from qitao.people import queries
from qitao.people.models import Assignment
from qitao.people.values import RoleId
from qitao.production import actions as production
from qitao.production.values import BUSINESS, OPERATION_SOURCE
from qitao.quality import actions as quality
from qitao.quality.values import Disposition, InspectionKind, Result, SourceRef
from qitao.trade import actions as trade
from qitao.trade.values import NewPurchaseLine, PurchaseOrderId
from qitao.watch.models import NoticeSeen
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form, sign_in
from tests.web.test_trouble import strand
from tests.web.town import PASSWORD, Town

PAGE = "/notices/"
LINE = re.compile(r'<li id="([^"]*)"([^>]*)>(.*?)</li>', re.S)
WORDS = re.compile(r'<span class="mark[^>]*><i></i>([^<]*)</span>')
ALL = (
    "administrator",
    "planner",
    "operator",
    "storekeeper",
    "inspector",
    "workshop_director",
    "nobody",
)


def told(client: Client) -> dict[str, bool]:
    """Return what a person is told, and whether it is unread."""
    page = client.get(PAGE).content.decode()
    found = {
        html.unescape(WORDS.findall(body)[0]): "is-unread" in at
        for _, at, body in LINE.findall(page)
    }
    bell = json.loads(client.get(reverse("notices:bell")).content)
    assert bell["shown"] == str(sum(found.values()) or "")
    return found


def hears(visitor: Visitor, part: str) -> set[str]:
    """Return the roles that are told something that says this."""
    return {role for role in ALL if any(part in words for words in told(visitor(role)))}


def key_of(client: Client, part: str) -> str:
    page = client.get(PAGE).content.decode()
    return next(html.unescape(key) for key, _, body in LINE.findall(page) if part in body)


def see(client: Client, *keys: str, until: str = "") -> None:
    at = until or clock.now().isoformat()
    answer = enter_form(client, reverse("notices:see"), until=at, notices=keys)
    assert answer.status_code == 303


def employ(role: str, *, plant: PlantId | None = None) -> Client:
    """Sign in somebody of a role that the town lacks."""
    user = people.create_user(
        actor=HOUSE, username=f"new-{role}", name="新人", password=SecretStr(PASSWORD)
    ).user
    number = RoleId(queries.get_role_by_code(role).id)
    people.assign_role(actor=HOUSE, user=user, role=number, plant=plant)
    return sign_in(user)


def send_back(user: UserId, *, happened: str, verb: str = "production.report_output") -> None:
    """Record the refusal of what a tablet sent."""
    given = json.dumps({"operation": 1, "good": "3", "happened_at": happened})
    actor = queries.load_actor(user, door=Door.API)
    journal.write_refusal(
        actor, verb=verb, subject="operation:1", code="ORDER_STATE", evidence="{}", given=given
    )


@pytest.fixture
def supplier(town: Town) -> PartnerId:
    row = PartnerRow(code="KS", name="科塑新材料", kind=PartnerKind.SUPPLIER)
    return catalog.create_partner(actor=HOUSE, row=row).partner


def ordered(town: Town, supplier: PartnerId, expected_on: date, *, lines: int = 1) -> None:
    line = NewPurchaseLine(town.shop.materials["RESIN"], Decimal(5), expected_on)
    made = trade.create_purchase(
        actor=HOUSE, plant=town.shop.plant, partner=supplier, lines=(line,) * lines
    )
    trade.approve_purchase(actor=HOUSE, purchase_order=made.purchase_order)


def test_a_short_order_is_told_once_to_those_who_can_do_something(
    town: Town, visitor: Visitor
) -> None:
    assert hears(visitor, "1 张工单等 ") == {"administrator", "planner", "workshop_director"}
    assert told(visitor("operator")) == {}
    assert told(visitor("planner")) == {"1 张工单等 ABS 粒料（RESIN）和另外 2 种料": True}


def test_many_orders_of_one_cause_are_one_line_and_no_more_statements(
    town: Town, visitor: Visitor, asked: list[str]
) -> None:
    client = visitor("planner")
    told(client)
    asked.clear()
    told(client)
    before = asked.copy()
    for _ in range(12):
        order = town.shop.order(500)
        production.submit_order(actor=HOUSE, order=order.order)
    asked.clear()
    assert list(told(client)) == ["13 张工单等 ABS 粒料（RESIN）和另外 2 种料"]
    assert asked == before
    assert not NoticeSeen.objects.exists()


def test_what_was_read_stays_read_until_something_joins_it(town: Town, visitor: Visitor) -> None:
    planner, director = visitor("planner"), visitor("workshop_director")
    see(planner)
    assert list(told(planner).values()) == [False]
    assert list(told(director).values()) == [True]
    order = town.shop.order(600)
    production.submit_order(actor=HOUSE, order=order.order)
    assert list(told(planner).values()) == [True]
    see(planner)
    production.waive_gate(actor=HOUSE, order=order.order, reason="借调")
    assert list(told(planner).values()) == [False]
    production.waive_gate(actor=HOUSE, order=town.orders["short"].order, reason="借调")
    assert told(planner) == {}
    see(planner)
    assert not NoticeSeen.objects.exists()


def test_one_line_is_marked_alone_and_only_as_far_as_it_was_looked_at(
    town: Town, visitor: Visitor
) -> None:
    client = visitor("planner")
    strand(town, "scheduled")
    assert list(told(client).values()) == [True, True]
    see(client, key_of(client, "RESIN"))
    assert {words[:4]: unread for words, unread in told(client).items()} == {
        "1 张工": False,
        "「已排产": True,
    }
    yesterday = (clock.now() - timedelta(days=1)).isoformat()
    see(client, until=yesterday)
    assert any("已排产" in words and unread for words, unread in told(client).items())


def test_a_look_changes_nothing_and_marks_are_posted(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    assert client.get(reverse("notices:see")).status_code == 404
    assert enter_form(client, reverse("notices:see"), until="nonsense").status_code == 422
    assert list(told(client).values()) == [True]


def test_a_right_of_another_plant_hears_nothing_of_this_one(town: Town, visitor: Visitor) -> None:
    other = people.create_plant(actor=HOUSE, code="P9", name="九厂").plant
    strand(town, "scheduled")
    assert told(employ("planner", plant=other)) == {}
    Assignment.objects.filter(user_id=town.users["planner"]).delete()
    role = RoleId(queries.get_role_by_code("planner").id)
    people.assign_role(actor=HOUSE, user=town.users["planner"], role=role, plant=other)
    assert told(visitor("planner")) == {}
    assert len(told(visitor("workshop_director"))) == 2


def test_a_failed_step_leads_to_the_order(town: Town, visitor: Visitor) -> None:
    strand(town, "scheduled")
    assert hears(visitor, "自动步骤失败") == {"administrator", "planner", "workshop_director"}
    shown = visitor("planner").get(PAGE).content.decode()
    assert reverse("orders:order", args=[town.orders["scheduled"].number]) in shown


def test_a_gate_that_does_not_answer_is_given_some_minutes(town: Town, visitor: Visitor) -> None:
    order = town.orders["scheduled"]
    kit = Verdict.objects.filter(source_type=BUSINESS, source_id=order.order)
    kit.update(state="unknown", cause="not_checked", since=clock.now())
    assert hears(visitor, "查不到结果") == set()
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        assert hears(visitor, "查不到结果") == {"administrator", "planner", "workshop_director"}


def test_a_kit_that_became_complete_for_who_waited_is_told_until_the_order_goes_on(
    town: Town, visitor: Visitor
) -> None:
    words = "1 张等料的工单齐套了"
    order = town.orders["waiting"].order
    assert hears(visitor, words) == set()
    kit = Verdict.objects.filter(source_type=BUSINESS, source_id=order)
    kit.update(since=clock.now() + timedelta(minutes=30))
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        assert hears(visitor, words) == {"administrator", "planner"}
        production.hold_order(actor=HOUSE, order=order, reason="改图")
        assert hears(visitor, words) == set()


def test_a_failed_inspection_is_told_until_somebody_decides(town: Town, visitor: Visitor) -> None:
    made = quality.open_inspection(
        actor=HOUSE,
        source=SourceRef(OPERATION_SOURCE, 1),
        label="首检",
        plant=town.shop.plant,
        kind=InspectionKind.FIRST_PIECE,
        quantity=Decimal(1),
        material=town.shop.materials["CASE"],
    )
    assert hears(visitor, "检验不合格") == set()
    bad = Result(1, 1, good=False)
    quality.record_results(actor=HOUSE, inspection=made.inspection, results=(bad,))
    owners = {"administrator", "planner", "workshop_director", "inspector"}
    assert hears(visitor, "检验不合格") == owners
    shown = visitor("inspector").get(PAGE).content.decode()
    assert reverse("quality:inspection", args=[made.inspection]) in shown
    quality.decide_disposition(
        actor=HOUSE, inspection=made.inspection, disposition=Disposition.SCRAP, reason="缺胶"
    )
    assert hears(visitor, "检验不合格") == set()


def test_late_deliveries_are_told_by_supplier_to_those_who_buy(
    town: Town, visitor: Visitor, supplier: PartnerId
) -> None:
    today = clock.now().date()
    ordered(town, supplier, today + timedelta(days=9))
    purchaser = employ("purchaser")
    assert not any("逾期" in words for words in told(purchaser))
    ordered(town, supplier, today - timedelta(days=9), lines=2)
    ordered(town, supplier, today - timedelta(days=3))
    assert "科塑新材料 有 3 行到货逾期" in told(purchaser)
    assert hears(visitor, "到货逾期") == {"administrator"}
    assert (
        f"state=approved&amp;q={Partner.objects.get(pk=supplier).code}"
        in purchaser.get(PAGE).content.decode()
    )


def test_drafts_of_purchases_are_told_to_who_may_approve_them(
    town: Town, visitor: Visitor, supplier: PartnerId
) -> None:
    lead, buyer = employ("purchasing_manager"), employ("purchaser")
    assert not any("批准" in each for each in told(lead))
    own = drafted(town, supplier, queries.load_actor(town.users["administrator"]))
    page = lead.get(PAGE).content.decode()
    assert "1 张采购单等您批准" in told(lead)
    assert reverse("trade:purchase", args=[own]) in page
    assert hears(visitor, "等您批准") == set(), "nobody approves what he drafted himself"
    other = drafted(town, supplier, HOUSE)
    assert "2 张采购单等您批准" in told(lead)
    assert "1 张采购单等您批准" in told(visitor("administrator"))
    assert not any("批准" in each for each in told(buyer))
    for each in (own, other):
        trade.approve_purchase(actor=HOUSE, purchase_order=each)
    assert not any("批准" in each for each in told(lead))
    assert hears(visitor, "等您批准") == set()


def test_who_alone_may_approve_is_told_of_his_own_draft(
    town: Town, visitor: Visitor, supplier: PartnerId
) -> None:
    drafted(town, supplier, queries.load_actor(town.users["administrator"]))
    assert hears(visitor, "等您批准") == {"administrator"}


def drafted(town: Town, supplier: PartnerId, actor: Actor) -> PurchaseOrderId:
    line = NewPurchaseLine(town.shop.materials["RESIN"], Decimal(5), date(2027, 1, 1))
    made = trade.create_purchase(
        actor=actor, plant=town.shop.plant, partner=supplier, lines=(line,)
    )
    return made.purchase_order


def test_what_was_entered_offline_and_refused_is_told_to_who_entered_it(
    town: Town, visitor: Visitor
) -> None:
    user, now = town.users["operator"], clock.now()
    send_back(user, happened=now.isoformat())
    assert told(visitor("operator")) == {}
    earlier = (now - timedelta(hours=2)).isoformat()
    send_back(user, happened=earlier)
    send_back(user, happened=earlier)
    words = "您离线录入的「报工」有 1 条没有入账"
    assert told(visitor("operator")) == {words: True}
    assert hears(visitor, "没有入账") == {"operator"}
    assert reverse("terminal:decide") in visitor("operator").get(PAGE).content.decode()
    production.drop_entry(
        actor=queries.load_actor(user, door=Door.API),
        what="production.report_output",
        typed=json.dumps({"happened_at": earlier}),
        reason="重复录入",
    )
    assert told(visitor("operator")) == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_to_tell_says_what_the_page_is_for(visitor: Visitor, lang: str) -> None:
    page = visitor("nobody", lang=lang).get(PAGE).content.decode()
    assert ("Nothing asks for you" if lang == "en" else "没有要您处理的事") in page


def test_the_english_reader_reads_english(town: Town, visitor: Visitor) -> None:
    client = visitor("planner", lang="en")
    strand(town, "scheduled")
    found = told(client)
    assert "The automatic step “Scheduled” failed and holds 1 order" in found
    bell = json.loads(client.get(reverse("notices:bell")).content)
    assert bell == {"shown": "2", "words": "2 unread notices"}


def test_each_page_carries_the_bell_and_what_it_follows(town: Town, visitor: Visitor) -> None:
    page = visitor("operator").get("/").content.decode()
    assert 'data-bell="/notices/bell/"' in page
    assert 'data-bell-topics="flow,watch"' in page
