"""The terminal's frame and pack, what it sends through the API, and what it asks after a break."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from pydantic import SecretStr

from qitao.base import clock, journal
from qitao.base.actor import Actor
from qitao.base.ids import OrgUnitId
from qitao.base.paging import Ask
from qitao.catalog.models import Machine, Material, WorkCentre
from qitao.people import actions as people
from qitao.people import queries
from qitao.people.models import Plant
from qitao.people.values import OrgKind, RoleId
from qitao.production import actions as production
from qitao.production.models import OrderOperation, Report
from qitao.production.queries import stations
from qitao.production.values import BUSINESS, WorkOrderId
from qitao.quality.models import Inspection
from qitao.stock.actions import post_moves
from qitao.stock.models import Account, Lot, Reservation
from qitao.stock.values import LotId, MoveKind, MoveLine
from qitao.web.shell import marks
from qitao.web.terminal import pack as packs
from tests.foreign import build_world, outsider
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form, sign_in
from tests.web.town import PASSWORD, Town

KEY = "5f0c7a52-9a6e-4d0e-8d0b-0b7a52c3d1aa"


def operation(town: Town, place: int = 0, order: str = "running") -> OrderOperation:
    return OrderOperation.objects.filter(order_id=town.orders[order].order).order_by("sequence")[
        place
    ]


def packed(client: Any, **asked: object) -> Any:
    answer = client.get(reverse("terminal:pack"), asked)
    assert answer.status_code == 200
    return json.loads(answer.content)


def row_of(pack: Any, row: OrderOperation) -> Any:
    return next(each for each in pack["operations"] if each["id"] == row.pk)


def send(client: Any, verb: str, key: str = KEY, author: int | None = None, **given: Any) -> Any:
    """Send an act as the tablet does."""
    headers = {"Idempotency-Key": key}
    if author is not None:
        headers["Qitao-Author"] = str(author)
    address = f"/api/v1/{verb.replace('.', '/')}"
    return client.post(address, json.dumps(given), content_type="application/json", headers=headers)


def report(client: Any, row: OrderOperation, key: str = KEY, **given: Any) -> Any:
    return send(client, "production.report_output", key, operation=row.pk, **given)


def known(client: Any, *acts: dict[str, Any]) -> Any:
    answer = client.post(reverse("terminal:known"), {"acts": json.dumps(acts)})
    return json.loads(answer.content)["acts"]


def test_the_frame_holds_nobody_s_work(town: Town, visitor: Visitor) -> None:
    page = visitor("operator").get(reverse("terminal:terminal")).content.decode()
    assert town.orders["running"].number not in page
    assert "王建国" not in page
    assert "data-scan-field" in page


def test_the_pack_holds_what_the_work_needs(town: Town, visitor: Visitor) -> None:
    pack = packed(visitor("operator"))
    assert pack["user"] == {"id": town.users["operator"], "name": "王建国"}
    assert pack["may"] == {"report": True, "undo": True, "issue": True, "inspect": False}
    first = row_of(pack, operation(town))
    assert (first["number"], first["good"]) == (town.orders["running"].number, "3.000000")
    assert [each["good"] for each in first["reports"]] == ["3.000000"]
    assert first["issue"]
    assert pack["reasons"][0]["id"] == town.shop.scrap_reason
    moment = datetime.fromisoformat(pack["now"])
    assert abs(clock.now() - moment) < timedelta(minutes=1)
    assert journal.Position.parse(pack["at"]) is not None


def test_the_pack_is_narrowed_to_a_work_centre(town: Town, visitor: Visitor) -> None:
    second = operation(town, 1)
    pack = packed(visitor("operator"), work_centre=second.work_centre_id)
    assert pack["work"] == [second.pk]
    assert {each["name"] for each in pack["operations"]} == {"装配"}


def test_a_scan_finds_work_of_every_work_centre(town: Town, visitor: Visitor) -> None:
    client, number = visitor("operator"), town.orders["running"].number
    elsewhere = operation(town, 1).work_centre_id
    assert packed(client, work_centre=elsewhere, scan=number.lower())["hit"] == operation(town).pk
    assert packed(client, scan=f"{number}/20")["hit"] == operation(town, 1).pk
    assert packed(client, scan="WO-9")["hit"] is None


def test_a_scan_finds_what_was_not_packed(
    town: Town, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    production.release_order(actor=HOUSE, order=town.orders["scheduled"].order)
    monkeypatch.setattr(packs, "OPERATIONS_MAX", 1)
    number, row = town.orders["scheduled"].number, operation(town, 2, "scheduled")
    pack = packed(visitor("operator"), scan=f"{number}/30")
    assert (len(pack["work"]), pack["hit"]) == (1, row.pk)
    assert pack["cut"] == {"work": 1}


def test_an_inspection_that_was_not_packed_is_found(
    town: Town, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visitor("inspector")
    for place in (0, 1):
        address = reverse("quality:open_for", args=[operation(town, place).pk])
        enter_form(client, address, kind="first_piece")
    old, new = Inspection.objects.order_by("id")
    monkeypatch.setattr(packs, "INSPECTIONS_MAX", 1)
    pack = packed(client)
    assert ([each["id"] for each in pack["inspections"]], pack["cut"]) == (
        [new.pk],
        {"inspections": 1},
    )
    assert [each["id"] for each in packed(client, inspection=old.pk)["inspections"]] == [
        new.pk,
        old.pk,
    ]
    assert packed(client, scan=old.number.lower())["hit_inspection"] == old.pk
    assert packed(visitor("operator"), scan=old.number)["hit_inspection"] is None


def test_lines_of_one_order_cut_none_of_another(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = [WorkOrderId(town.orders[name].order) for name in ("running", "scheduled")]
    alone = [stations.list_to_issue([order]) for order in orders]
    assert all(alone)
    monkeypatch.setattr(stations, "LINES_MAX", max(map(len, alone)))
    assert len(stations.list_to_issue(orders)) == sum(map(len, alone))


def test_lots_that_lie_there_are_told_in_the_order_of_an_issue(
    town: Town, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    material, today = town.shop.materials["SCREW"], clock.now().date()
    Material.objects.filter(pk=material).update(lot_tracked=True)
    days = {"OLD": -1, "LATE": 90, "SOON": 9, "NONE": None, "TAKEN": 5}
    lots = {
        code: Lot.objects.create(
            material_id=material,
            code=code,
            expires_on=None if away is None else today + timedelta(days=away),
        ).pk
        for code, away in days.items()
    }
    source, target = town.shop.places["SUP"], town.shop.places["STORE"]
    post_moves(
        actor=HOUSE,
        lines=tuple(
            MoveLine(MoveKind.RECEIPT, material, Decimal(9), source, target, LotId(lot))
            for lot in lots.values()
        ),
    )
    Account.objects.filter(lot=lots["TAKEN"]).update(reserved=9)
    client, row = visitor("operator"), operation(town)

    def told() -> list[tuple[str, Decimal]]:
        lines = row_of(packed(client), row)["issue"]
        assert [each["lots"] for each in lines if each["code"] != "SCREW"] == [[]]
        (line,) = (each for each in lines if each["code"] == "SCREW")
        return [(each["code"], Decimal(each["quantity"])) for each in line["lots"]]

    assert told() == [("SOON", 9), ("LATE", 9), ("NONE", 9)]
    late = Account.objects.get(lot=lots["LATE"], location=target)
    Account.objects.filter(pk=late.pk).update(reserved=5)
    Reservation.objects.create(
        holder_type=BUSINESS, holder_id=row.order_id, account=late, quantity=3
    )
    assert told() == [("LATE", 7), ("SOON", 9), ("NONE", 9)]
    monkeypatch.setattr(packs, "LOTS_EACH", 2)
    assert told() == [("LATE", 7), ("SOON", 9)]


def test_exactly_as_many_as_fit_are_not_cut(
    town: Town, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visitor("workshop_director")
    whole = packed(client)
    assert (len(whole["work"]), len(whole["centres"]), len(whole["machines"])) == (3, 3, 3)
    monkeypatch.setattr(packs, "OPERATIONS_MAX", 3)
    monkeypatch.setattr(packs, "EVERY", Ask(limit=3))
    assert packed(client)["cut"] == {}
    monkeypatch.setattr(packs, "EVERY", Ask(limit=2))
    assert packed(client)["cut"] == {"centres": 2, "machines": 2}


def test_one_that_is_finished_is_packed_where_it_is_open(town: Town, visitor: Visitor) -> None:
    client, row = visitor("operator"), operation(town)
    production.finish_operation(actor=HOUSE, operation=row.pk, reason="点错了")
    assert row.pk not in {each["id"] for each in packed(client)["operations"]}
    assert row_of(packed(client, operation=row.pk), row)["state"] == "finished"
    bare = send(client, "production.reopen_operation", operation=row.pk, reason=" ")
    assert (bare.status_code, bare.json()["code"]) == (422, "REASON_MISSING")
    given = {"operation": row.pk, "reason": "点错了"}
    assert send(client, "production.reopen_operation", **given).status_code == 200


def test_the_pack_costs_the_same_for_one_order_and_many(
    town: Town, visitor: Visitor, asked: list[str]
) -> None:
    client = visitor("workshop_director")
    packed(client)
    asked.clear()
    packed(client)
    few = list(asked)
    production.release_order(actor=HOUSE, order=town.orders["scheduled"].order)
    asked.clear()
    assert len(packed(client)["work"]) > 3
    assert asked == few
    assert "list_work" in few


def test_a_machine_tells_what_runs_there(town: Town, visitor: Visitor) -> None:
    row, only = operation(town), town.shop.machines["注塑"]
    machines = {each["id"]: each for each in packed(visitor("operator"))["machines"]}
    assert machines[only]["busy"]["operation"] == row.pk
    assert machines[only]["ready"] is True
    Machine.objects.filter(pk=only).update(state="down")
    again = {each["id"]: each for each in packed(visitor("operator"))["machines"]}
    assert again[only]["ready"] is False


def test_machines_of_other_work_centres_crowd_out_none(
    town: Town, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, only = operation(town), town.shop.machines["注塑"]
    other = WorkCentre.objects.create(plant_id=town.shop.plant, code="A0", name="别处").pk
    centres = (other, row.work_centre_id, other)
    _, mine, _ = (
        Machine.objects.create(work_centre_id=centre, code=f"A{place}", name="新机")
        for place, centre in enumerate(centres)
    )
    monkeypatch.setattr(packs, "EVERY", Ask(limit=2))
    found = packed(visitor("operator"), work_centre=row.work_centre_id)["machines"]
    assert {each["id"] for each in found} == {only, mine.pk}


def test_what_an_inspection_holds_back_is_told(town: Town, visitor: Visitor) -> None:
    first, second = operation(town), operation(town, 1)
    address = reverse("quality:open_for", args=[first.pk])
    enter_form(visitor("inspector"), address, kind="first_piece")
    one = Inspection.objects.latest("id")
    pack = packed(visitor("operator"))
    assert row_of(pack, first)["held"] == []
    assert [each.split()[0] for each in row_of(pack, second)["held"]] == [one.number]
    Inspection.objects.update(state="passed")
    assert row_of(packed(visitor("operator")), second)["held"] == []


def test_the_plant_s_tolerance_is_told(town: Town, visitor: Visitor) -> None:
    client, row = visitor("operator"), operation(town)
    assert row_of(packed(client), row)["most"] is None
    production.set_plant_rules(actor=HOUSE, plant=town.shop.plant, over_pieces=2)
    told = row_of(packed(client), row)
    assert (Decimal(told["available"]), Decimal(told["most"])) == (5, 7)
    assert row_of(packed(client), operation(town, 1))["most"] is None
    assert report(client, row, good="7").status_code == 200
    assert Decimal(row_of(packed(client), row)["most"]) == 0


def test_who_inspects_takes_open_inspections_along(town: Town, visitor: Visitor) -> None:
    row = operation(town)
    address = reverse("quality:open_for", args=[row.pk])
    assert enter_form(visitor("inspector"), address, kind="first_piece").status_code == 303
    one = Inspection.objects.latest("id")
    pack = packed(visitor("inspector"))
    assert (pack["work"], pack["centres"]) == ([], [])
    assert [each["number"] for each in pack["inspections"]] == [one.number]
    assert pack["inspections"][0]["asked"]
    assert packed(visitor("operator"))["inspections"] == []
    page = visitor("inspector").get(reverse("terminal:inspection", args=[one.pk]))
    assert page.status_code == 200


def test_who_neither_reports_nor_inspects_gets_nothing(visitor: Visitor) -> None:
    for role in ("planner", "storekeeper"):
        for name in ("pack", "known", "decide"):
            assert visitor(role).get(reverse(f"terminal:{name}")).status_code == 403


def test_nobody_gets_the_work_of_another_plant(db: None) -> None:
    world = build_world()
    client, row = sign_in(outsider(world)), operation(world.town)
    pack = packed(client, operation=row.pk, scan=world.town.orders["running"].number)
    assert (pack["operations"], pack["hit"], pack["inspections"]) == ([], None, [])
    assert pack["machines"] == []
    centres = WorkCentre.objects.filter(plant=world.plant)
    assert {each["id"] for each in pack["centres"]} == {row.pk for row in centres}
    told = known(client, {"key": KEY, "operation": row.pk, "inspection": world.ids["inspection"]})
    assert told == [{"key": KEY, "known": False, "operation": None, "inspection": None}]


def test_nobody_gets_the_work_of_another_department(town: Town) -> None:
    home = OrgUnitId(Plant.objects.get(pk=town.shop.plant).org_unit_id)
    kind = OrgKind.WORKSHOP
    units = [
        people.create_org_unit(actor=HOUSE, code=code, name=code, kind=kind, parent=home).org_unit
        for code in ("NEAR", "FAR")
    ]
    user = people.create_user(
        actor=HOUSE, username="near", name="近处", password=SecretStr(PASSWORD)
    ).user
    role = RoleId(queries.get_role_by_code("operator").id)
    people.assign_role(actor=HOUSE, user=user, role=role, org_unit=units[0])
    for place, unit in enumerate(units):
        WorkCentre.objects.filter(pk=operation(town, place).work_centre_id).update(org_unit=unit)
    client, far = sign_in(user), operation(town, 1)
    pack = packed(client, operation=far.pk, scan=f"{town.orders['running'].number}/20")
    ids = {each["id"] for each in pack["operations"]}
    assert (operation(town).pk in ids, far.pk in ids) == (True, False)
    assert pack["hit"] is None
    assert known(client, {"key": KEY, "operation": far.pk})[0]["operation"] is None


def test_a_report_carries_its_original_time_and_counts_once(town: Town, visitor: Visitor) -> None:
    client, row = visitor("operator"), operation(town)
    at = clock.now() - timedelta(hours=7)
    given = {"good": "2", "operator": town.users["operator"], "happened_at": at.isoformat()}
    answers = [report(client, row, **given).json() for _ in range(2)]
    assert answers[0] == answers[1]
    made = Report.objects.latest("id")
    assert (made.good, made.happened_at) == (2, at)
    row.refresh_from_db()
    assert row.good == 5
    log = visitor("planner").get(f"/orders/{town.orders['running'].number}/?tab=log")
    assert f"发生在 {marks.exact(at)}" in log.content.decode()


@pytest.mark.parametrize("away", [timedelta(minutes=30), timedelta(days=-400)])
def test_a_time_that_cannot_be_is_refused(town: Town, visitor: Visitor, away: timedelta) -> None:
    row = operation(town)
    at = (clock.now() + away).isoformat()
    answer = report(visitor("operator"), row, good="1", happened_at=at)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    row.refresh_from_db()
    assert row.good == 3


def test_nobody_sends_what_another_has_entered(town: Town, visitor: Visitor) -> None:
    client, row = visitor("operator"), operation(town)
    other = town.users["workshop_director"]
    given = {"operation": row.pk, "good": "1"}
    answer = send(client, "production.report_output", author=other, **given)
    assert (answer.status_code, answer.json()["code"]) == (403, "ANOTHER_PERSON")
    row.refresh_from_db()
    assert row.good == 3
    own = town.users["operator"]
    assert send(client, "production.report_output", author=own, **given).status_code == 200


def test_the_tablet_asks_which_acts_are_unknown(town: Town, visitor: Visitor) -> None:
    client, row = visitor("operator"), operation(town)
    report(client, row, good="1")
    label = f"{town.orders['running'].number}/10"
    told = known(client, {"key": KEY, "operation": row.pk}, {"key": "lost", "operation": 10**15})
    assert told == [
        {"key": KEY, "known": True, "operation": label, "inspection": None},
        {"key": "lost", "known": False, "operation": None, "inspection": None},
    ]
    of_another = known(visitor("workshop_director"), {"key": KEY, "operation": row.pk})
    assert of_another[0]["known"] is False


@pytest.mark.parametrize(
    "acts",
    ["", "{", '{"key": 1}', "[1]", '[{"key": 1}]', '[{"key": "\\u0000"}]', '[{"key": "\\ud800"}]'],
)
def test_a_question_that_is_none_is_refused(visitor: Visitor, acts: str) -> None:
    answer = visitor("operator").post(reverse("terminal:known"), {"acts": acts})
    assert answer.status_code == (200 if acts == "" else 422)


def test_what_is_dropped_stands_in_the_order_s_log_with_its_reason(
    town: Town, visitor: Visitor
) -> None:
    client, row = visitor("operator"), operation(town)
    given = {"operation": row.pk, "what": "production.report_output", "typed": '{"good": "9"}'}
    bare = send(client, "production.drop_entry", reason=" ", **given)
    assert (bare.status_code, bare.json()["code"]) == (422, "REASON_MISSING")
    done = send(client, "production.drop_entry", reason="重复录入", **given)
    assert done.json() == {"operation": row.pk, "order": row.order_id}
    log = visitor("planner").get(f"/orders/{town.orders['running'].number}/?tab=log")
    page = log.content.decode()
    assert "不记离线录入" in page
    assert "重复录入" in page


def test_whoever_entered_it_may_drop_it_whatever_its_place_and_time(
    town: Town, visitor: Visitor
) -> None:
    given = {"what": "production.report_output", "typed": "{}", "reason": "调走了"}
    long_ago = (clock.now() - timedelta(days=500)).isoformat()
    done = send(visitor("storekeeper"), "production.drop_entry", happened_at=long_ago, **given)
    assert done.json() == {"operation": None, "order": None}


def test_issues_name_their_lines(town: Town, visitor: Visitor) -> None:
    client, row = visitor("operator"), operation(town)
    lines = row_of(packed(client), row)["issue"]
    wanted = [{"line": each["line"], "quantity": each["rest"]} for each in lines]
    given = {"order": row.order_id, "lines": wanted}
    assert send(client, "production.issue_materials", **given).status_code == 200
    assert row_of(packed(client), row)["issue"] == []
    second = send(client, "production.issue_materials", "other", **given)
    assert (second.status_code, second.json()["code"]) == (409, "ISSUE_ABOVE_NEED")


def test_keys_of_the_house_are_nobody_s(town: Town) -> None:
    assert journal.list_known_keys(Actor.system(cause="test"), [KEY]) == set()
