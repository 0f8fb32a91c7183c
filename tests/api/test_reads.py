"""Lists: filtered, sorted, left through by cursor, and only what the caller may see."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from urllib.parse import parse_qsl, quote, urlencode

import pytest

from qitao.api.operation import Operation
from qitao.api.reads import list_reads
from qitao.api.reads.read import Read
from qitao.people import actions
from qitao.people.queries import day_in
from qitao.people.values import OrgKind
from tests.api.conftest import SYSTEM, Client, MakeClient, house_operations, make_user
from tests.shop import build_shop


@pytest.fixture
def boss(client_of: MakeClient) -> Client:
    client = client_of("boss", "administrator")
    for number, name in enumerate(["张三", "李四", "王五", "赵六", "钱七", "孙八"]):
        user = make_user(f"user{number}")
        actions.update_user(actor=SYSTEM, user=user, name=name)
    return client


def leaf_through(client: Client, name: str, query: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    cursor = ""
    while True:
        page = client.get(name, f"{query}&cursor={quote(cursor)}" if cursor else query).json
        found += page["rows"]
        if page["next"] is None:
            return found
        cursor = page["next"]


def test_people_stand_in_the_order_of_their_names(boss: Client) -> None:
    names = [row["name"] for row in leaf_through(boss, "people.users", "limit=2")]
    assert names == ["李四", "钱七", "人员 boss", "孙八", "王五", "张三", "赵六"]


@pytest.mark.parametrize("sort", ["id", "-id", "username", "-created_at", "-pinyin"])
def test_every_row_comes_once_whatever_the_order(boss: Client, sort: str) -> None:
    rows = leaf_through(boss, "people.users", f"limit=3&sort={sort}")
    assert len({row["id"] for row in rows}) == len(rows) == 7
    values = [row[sort.removeprefix("-")] for row in rows]
    assert values == sorted(values, reverse=sort.startswith("-"))  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("search", "found"),
    [("张", {"张三"}), ("zhangs", {"张三"}), ("zs", {"张三"}), ("USER1", {"李四"}), ("%", set())],
)
def test_a_person_is_found_by_name_letters_or_user_name(
    boss: Client, search: str, found: set[str]
) -> None:
    rows = boss.get("people.users", f"search={quote(search)}").json["rows"]
    assert {row["name"] for row in rows} == found


def test_filters_are_typed(boss: Client) -> None:
    actions.deactivate_user(actor=SYSTEM, user=make_user("gone"))
    assert [row["username"] for row in boss.get("people.users", "active=false").json["rows"]] == [
        "gone"
    ]
    for query in ("active=perhaps", "user=x", "limit=0", "limit=501", "sort=email", "colour=red"):
        reply = boss.get("people.users", query)
        assert (reply.status, reply.code) == (422, "INVALID"), query
        place = query.partition("=")[0]
        assert [item["place"] for item in reply.json["evidence"]["problems"]] == [place]


LISTS = {
    "base.journal": "doors=scan&doors=link&subjects=user:0&subjects=user:00",
    "base.refusals": "subjects=user:0&subjects=user:00",
    "flow.tokens": "business_type=order&business_ids=1&business_ids=2",
    "quality.inspections": "states=open&states=failed&kinds=final&kinds=incoming",
    "quality.plans": "states=draft&states=active",
    "catalog.machines": "work_centres=998&work_centres=999",
    "catalog.partners": "kinds=supplier&kinds=customer",
    "catalog.locations": "kinds=internal&kinds=scrap",
    "stock.moves": "kinds=receipt&kinds=issue",
    "stock.lots": "ids=1&ids=2",
    "kitting.kits": "plant=1&states=short&states=partial&source_types=order&source_types=sale",
    "trade.purchases": "states=draft&states=approved",
    "production.orders": "states=draft&states=released",
}


@pytest.mark.parametrize(
    "read", [each for each in list_reads() if each.plural], ids=lambda read: read.path
)
def test_a_filter_of_several_values_is_said_several_times(boss: Client, read: Read) -> None:
    name = f"{read.floor}.{read.noun}"
    given = parse_qsl(LISTS[name])
    assert read.plural <= {place for place, _ in given}
    for query in (LISTS[name], urlencode(dict(given))):
        reply = boss.get(name, query)
        assert (reply.status, reply.json.get("rows")) == (200, []), reply.body


def test_a_filter_that_is_no_list_takes_the_last(boss: Client) -> None:
    rows = boss.get("people.users", "search=nobody&search=USER1").json["rows"]
    assert [row["username"] for row in rows] == ["user1"]


@pytest.mark.parametrize("cursor", ["x", "é", "W10", "bnVsbA", "WyJpZCIsMSwyXQ", "%00", "e30"])
def test_a_cursor_of_ones_own_making_is_refused(boss: Client, cursor: str) -> None:
    reply = boss.get("people.users", f"cursor={quote(cursor, safe='%')}")
    assert (reply.status, reply.code) in {
        (422, "CURSOR_MALFORMED"),
        (422, "NUL_CHARACTER"),
    }, reply.body


def test_a_cursor_holds_for_its_own_order_only(boss: Client) -> None:
    cursor = boss.get("people.users", "limit=2&sort=id").json["next"]
    assert boss.get("people.users", f"sort=-id&cursor={cursor}").code == "CURSOR_MALFORMED"


def test_the_largest_page_tells_whether_there_is_more(boss: Client) -> None:
    page = boss.get("people.users", "limit=500").json
    assert (len(page["rows"]), page["next"]) == (7, None)


def test_a_viewer_of_one_plant_sees_its_people_and_plant_only(client_of: MakeClient) -> None:
    a = actions.create_plant(actor=SYSTEM, code="A", name="一厂")
    b = actions.create_plant(actor=SYSTEM, code="B", name="二厂")
    mine, other = make_user("mine", "operator"), make_user("other", "operator")
    actions.move_user(actor=SYSTEM, user=mine, org_unit=a.org_unit)
    actions.move_user(actor=SYSTEM, user=other, org_unit=b.org_unit)
    viewer = client_of("viewer", "workshop_director", plant=a.plant)
    assert [row["code"] for row in viewer.get("people.plants").json["rows"]] == ["A"]
    assert [row["username"] for row in viewer.get("people.users").json["rows"]] == ["mine"]
    assert [row["user"] for row in viewer.get("people.assignments").json["rows"]] == [mine]
    assert viewer.get("people.tokens").code == "PERMISSION_MISSING"
    assert viewer.get("people.users", "org_units=2").status == 422


def test_an_expired_token_and_secrets_are_told_apart(boss: Client) -> None:
    rows = boss.get("people.tokens", "living=true").json["rows"]
    assert [(row["user"], row["prefix"][:3]) for row in rows] == [(1, "qt_")]
    assert not {"digest", "token"} & set(rows[0])
    assert boss.get("people.tokens", "living=false").json["rows"] == []


@pytest.mark.usefixtures("roles")
def test_every_read_answers_without_filters(boss: Client) -> None:
    for operation in house_operations():
        if operation.method == "GET" and "required" not in operation.given.model_json_schema():
            reply = boss.call("GET", f"/api/{operation.path}")
            assert reply.status == 200, (operation.path, reply.body)
            assert set(reply.json) == {"rows", "next"}


def _orders(operation: Operation) -> list[str]:
    sort = operation.given.model_json_schema()["properties"].get("sort", {})
    return sort.get("enum") or [sort["const"]] if sort else []


@pytest.mark.usefixtures("roles")
def test_every_read_can_be_sorted_as_it_says(boss: Client) -> None:
    for operation in house_operations():
        if operation.method == "GET" and "required" not in operation.given.model_json_schema():
            for sort in _orders(operation):
                reply = boss.call("GET", f"/api/{operation.path}?sort={sort}&limit=1")
                assert reply.status == 200, (operation.path, sort, reply.body)
                if cursor := reply.json["next"]:
                    after = f"/api/{operation.path}?sort={sort}&limit=1&cursor={cursor}"
                    assert boss.call("GET", after).status == 200, (operation.path, sort)


@pytest.mark.parametrize(
    ("name", "query", "role"),
    [
        ("base.journal", "", "workshop_director"),
        ("base.refusals", "", "workshop_director"),
        ("flow.waiting", "node=1", "planner"),
        ("flow.waiting_by_node", "", "planner"),
        ("flow.log", "business_type=work_order&business_id=1", "planner"),
        ("flow.incidents", "", "planner"),
        ("flow.jobs", "", "planner"),
        ("flow.tasks", "", "administrator"),
    ],
)
def test_rows_of_no_plant_need_a_right_without_bounds(
    client_of: MakeClient, name: str, query: str, role: str
) -> None:
    top = actions.create_org_unit(
        actor=SYSTEM, code="TOP", name="总厂", kind=OrgKind.COMPANY, parent=None
    ).org_unit
    here = actions.create_plant(actor=SYSTEM, code="A", name="一厂", parent=top).plant
    scoped = client_of("scoped", role, plant=here).get(name, query)
    assert (scoped.status, scoped.code) == (403, "OUT_OF_SCOPE"), scoped.body
    free = client_of("free", role).get(name, query)
    assert free.status == 200, free.body


def test_the_rows_of_journal_and_engine_are_told_only_without_bounds() -> None:
    bounded = [
        each.path for each in list_reads() if each.floor in ("base", "flow") and not each.unbounded
    ]
    assert bounded == ["v1/flow/definitions"]


def test_late_orders_are_those_due_before_the_plant_s_day(boss: Client) -> None:
    shop = build_shop()
    for days, number in ((-1, "LATE"), (1, "EARLY")):
        shop.order(1, number=number, due_on=day_in(shop.plant) + timedelta(days=days))
    told = boss.get("production.orders", "late=true").json["rows"]
    assert [row["number"] for row in told] == ["LATE"]
    assert len(boss.get("production.orders").json["rows"]) == 2
    assert boss.get("production.orders", "late_on=2026-01-01").code == "INVALID"


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [("due_on", "CBA"), ("priority", "BCA"), ("number", "ABC"), ("newest", "CAB")],
)
def test_orders_are_leafed_through_in_the_order_asked_for(
    boss: Client, sort: str, numbers: str
) -> None:
    shop = build_shop()
    today = day_in(shop.plant)
    for number, priority, days in (("B", 1, 2), ("A", 9, None), ("C", 5, 1)):
        due_on = None if days is None else today + timedelta(days=days)
        shop.order(1, number=number, priority=priority, due_on=due_on)
    told, query = "", f"sort={sort}&limit=1"
    while len(told) < 3:
        page = boss.get("production.orders", query).json
        told += page["rows"][0]["number"]
        query = f"sort={sort}&limit=1&cursor={page['next']}"
    assert (told, page["next"]) == (numbers, None)


def test_orders_are_narrowed_down_by_words_of_the_house_only(boss: Client) -> None:
    shop = build_shop()
    today = day_in(shop.plant)
    for number, days in (("SOON", 1), ("LATER", 5)):
        shop.order(1, number=number, due_on=today + timedelta(days=days))
    told = boss.get("production.orders", f"due_from={today}&due_to={today + timedelta(days=2)}")
    assert [row["number"] for row in told.json["rows"]] == ["SOON"]
    assert boss.get("production.orders", "cause=short&states=draft&kit=short").json["rows"] == []
    for query in ("states=done", "kit=red", "cause=bad_luck", "sort=state", "due_from=soon"):
        reply = boss.get("production.orders", query)
        assert (reply.status, reply.code) == (422, "INVALID"), query


@pytest.mark.parametrize("mark", ["[1,1]", '["soon",1]', '["2026-01-01","x"]', "[null,null]"])
def test_a_cursor_that_names_no_order_is_refused(boss: Client, mark: str) -> None:
    document = f'["due_on",{mark[1:]}'
    cursor = urlsafe_b64encode(document.encode()).decode().rstrip("=")
    assert boss.get("production.orders", f"cursor={cursor}").code == "CURSOR_MALFORMED"


def test_a_machine_learns_what_to_measure_before_it_records(
    boss: Client, client_of: MakeClient
) -> None:
    shop = build_shop()
    elsewhere = actions.create_plant(actor=SYSTEM, code="ELSE", name="别厂").plant
    width = {"number": 1, "name": "宽度", "kind": "measured", "unit": "mm", "upper": "10.1"}
    content = {
        "name": "首件",
        "kind": "first_piece",
        "plant": shop.plant,
        "characteristics": [width],
        "sampling": {"kind": "count", "count": 1},
    }
    plan = boss.post("quality.create_plan", {"code": "QP-1", "content": content}).json["plan"]
    boss.post("quality.publish_plan", {"plan": plan})
    source = {"type": "order_operation", "id": 1}
    given = {
        "source": source,
        "label": "1",
        "plant": shop.plant,
        "kind": "first_piece",
        "plan": plan,
    }
    opened = boss.post("quality.open_inspection", given | {"quantity": "5"}).json["inspection"]
    asked = boss.get("quality.characteristics", f"inspection={opened}").json["rows"]
    assert [(row["number"], row["name"], row["upper"]) for row in asked] == [
        (1, "宽度", "10.100000")
    ]
    assert boss.get("quality.plan_characteristics", f"plan={plan}").json["rows"] == asked
    result = {"piece": 1, "characteristic": asked[0]["number"], "value": "10"}
    told = boss.post("quality.record_results", {"inspection": opened, "results": [result]})
    assert told.json["state"] == "passed"
    stranger = client_of("stranger", "inspector", plant=elsewhere)
    for query in (f"characteristics?inspection={opened}", f"plan_characteristics?plan={plan}"):
        reply = stranger.call("GET", f"/api/v1/quality/{query}")
        assert (reply.status, reply.code) == (403, "OUT_OF_SCOPE"), query
    assert boss.get("quality.nonconformances", "state=perhaps").code == "INVALID"
