"""为什么卡住: each unmet gate says why, since when, whose turn it is, and what to do next."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from qitao.base import clock
from qitao.base.actor import Actor
from qitao.base.ids import OrgUnitId, PlantId
from qitao.catalog.models import WorkCentre
from qitao.kitting.actions import check_kits
from qitao.people import actions as people
from qitao.people import queries
from qitao.people.models import Plant
from qitao.people.values import OrgKind, RoleId
from qitao.production import actions as production
from qitao.production.queries import lists
from qitao.production.queries.explain import Cause, Explanation, explain_order
from qitao.production.queries.stuck import count_stuck
from qitao.production.values import OPERATION_SOURCE, WorkOrderId
from qitao.quality import actions as quality
from qitao.quality.models import Inspection
from qitao.quality.values import Disposition, InspectionKind, Result, SourceRef
from tests.shop import HOUSE, Shop


@pytest.fixture(autouse=True)
def _roles(shop: Shop) -> None:
    people.install_roles(actor=HOUSE)


def somebody(
    role: str, *, org_unit: OrgUnitId | None = None, plant: PlantId | None = None
) -> Actor:
    user = people.create_user(actor=HOUSE, username=f"{role}{org_unit or ''}", name=f"某{role}")
    number = RoleId(queries.get_role_by_code(role).id)
    people.assign_role(actor=HOUSE, user=user.user, role=number, org_unit=org_unit, plant=plant)
    return queries.load_actor(user.user)


def why(order: WorkOrderId, actor: Actor = HOUSE) -> Explanation:
    return explain_order(actor, order, lang="zh")[0]


def cause(told: Explanation, name: str) -> Cause:
    return next(one for one in told.causes if one.name == name)


def test_a_held_order_says_who_stopped_it_why_and_who_resumes_it(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    director = somebody("workshop_director")
    production.hold_order(actor=director, order=order, reason="模具维修")

    told = why(order, director)

    hold = told.stopping[0]
    assert (hold.name, hold.outcome, hold.verb) == ("hold", "fail", "production.resume_order")
    assert hold.sentence == "工单已由 某workshop_director 暂停，原因：模具维修"
    assert "恢复工单" in hold.todo
    assert hold.since == told.since
    assert set(hold.owners) == {"计划员", "车间主任"}
    assert (hold.mine, told.may, told.verb) == (True, True, "production.resume_order")
    assert told.outcome == "fail"
    assert told.waiting_for == "已暂停，等待恢复"

    operator = somebody("operator")
    seen = why(order, operator)
    assert (seen.may, cause(seen, "hold").mine) == (False, False)
    production.resume_order(actor=director, order=order)
    assert all(one.name != "hold" for one in why(order).causes)
    other = shop.order(5).order
    production.hold_order(actor=HOUSE, order=other, reason="等通知")
    assert cause(why(other), "hold").sentence == "工单已暂停，原因：等通知"


def test_a_shortage_is_told_since_the_verdict_turned_short(shop: Shop) -> None:
    order = shop.order(10).order
    production.submit_order(actor=HOUSE, order=order)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kitting_verdict SET since = since - interval '3 hours'")
        cursor.execute("UPDATE flow_token SET since = since - interval '5 hours'")

    told = why(order)

    kit = cause(told, "kit")
    assert kit.outcome == "fail"
    assert kit.since is not None
    assert timedelta(hours=2) < clock.now() - kit.since < timedelta(hours=4)
    assert set(kit.owners) == {"采购员", "计划员", "车间主任"}
    assert cause(why(order, somebody("purchaser")), "kit").mine
    assert not cause(why(order, somebody("operator")), "kit").mine
    check_kits(actor=HOUSE, plant=shop.plant)
    assert cause(why(order), "kit").since == kit.since


def test_an_inspection_is_the_inspectors_turn_since_it_was_opened(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first, second = lists.list_operations(order)[:2]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE production_orderoperation SET inspection_required = true WHERE id = %s",
            [first.id],
        )
    production.report_output(actor=HOUSE, operation=first.id, good=Decimal(10))
    quality.open_inspection(
        actor=HOUSE,
        source=SourceRef(OPERATION_SOURCE, first.id),
        label="首检",
        plant=shop.plant,
        kind=InspectionKind.FIRST_PIECE,
        quantity=Decimal(10),
    )
    production.finish_operation(actor=HOUSE, operation=first.id)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE quality_inspection SET since = since - interval '2 hours'")

    told = why(order)

    gate = cause(told, "inspection")
    assert gate.outcome == "fail"
    assert gate.owners == ("质检员",)
    assert gate.since is not None
    assert clock.now() - gate.since > timedelta(hours=1)
    assert second.name


def test_a_failed_inspection_is_told_while_its_own_operation_goes_on(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first = lists.list_operations(order)[0]
    production.start_operation(actor=HOUSE, operation=first.id)
    opened = quality.open_inspection(
        actor=HOUSE,
        source=SourceRef(OPERATION_SOURCE, first.id),
        label="首检",
        plant=shop.plant,
        kind=InspectionKind.FIRST_PIECE,
        quantity=Decimal(10),
    )

    def told() -> list[str]:
        return [one.name for one in why(order).stopping if one.name.startswith("inspection")]

    assert told() == [], "it is being inspected while the operation runs"
    quality.record_results(
        actor=HOUSE, inspection=opened.inspection, results=(Result(1, 1, good=False),)
    )

    inspector, _ = somebody("inspector"), somebody("operator")
    card = why(order, inspector)
    bad = cause(card, "inspection_failed")
    assert bad.sentence == f"工序「{first.name}」的首件检验 {opened.number} 不合格，还没有处置"
    assert (bad.owners, bad.mine, bad.calm) == (("质检员",), True, False)
    assert (card.owners, card.mine) == (bad.owners, True)
    assert bad.evidence["inspection_id"] == opened.inspection
    assert bad.since == Inspection.objects.get().since
    assert count_stuck(None) == [], "the work itself goes on"
    production.report_output(actor=HOUSE, operation=first.id, good=Decimal(1))

    quality.decide_disposition(
        actor=HOUSE,
        inspection=opened.inspection,
        disposition=Disposition.SCRAP,
        reason="毛边",
    )
    assert "已定报废，还没有复检" in cause(why(order), "inspection_again").sentence
    production.finish_operation(actor=HOUSE, operation=first.id, reason="先停")
    assert told() == ["inspection"], "what follows is stopped by it, and that says so once"


def test_an_open_inspection_is_told_once_nobody_works_at_its_operation(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first = lists.list_operations(order)[0]
    production.start_operation(actor=HOUSE, operation=first.id)
    quality.open_inspection(
        actor=HOUSE,
        source=SourceRef(OPERATION_SOURCE, first.id),
        label="首检",
        plant=shop.plant,
        kind=InspectionKind.FIRST_PIECE,
        quantity=Decimal(10),
    )
    production.pause_operation(actor=HOUSE, operation=first.id)
    assert [row.cause for row in count_stuck(None)] == ["inspection"]
    assert cause(why(order), "inspection_open").owners == ("质检员",)


def test_it_is_nobodys_turn_who_works_in_another_department(shop: Shop) -> None:
    home = OrgUnitId(Plant.objects.get(pk=shop.plant).org_unit_id)
    units = {}
    for centre in ("注塑", "装配"):
        units[centre] = people.create_org_unit(
            actor=HOUSE, code=centre, name=centre, kind=OrgKind.WORKSHOP, parent=home
        ).org_unit
        WorkCentre.objects.filter(plant_id=shop.plant, name=centre).update(
            org_unit_id=units[centre]
        )
    shop.stock(100)
    order = shop.released(10).order
    boss = somebody("administrator")

    moulder = why(order, somebody("operator", org_unit=units["注塑"]))
    packer = why(order, somebody("operator", org_unit=units["装配"]))

    assert (moulder.may, packer.may) == (True, False)
    refused = cause(packer, "permission")
    assert refused.outcome == "fail"
    assert refused.since == packer.since
    assert refused.owners == (boss.name,)
    assert (moulder.mine, packer.mine) == (True, False)


def test_whose_turn_it_is_not_lacks_nothing(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order

    for role in ("storekeeper", "inspector"):
        told = why(order, somebody(role))
        assert [one.name for one in told.causes if one.name == "permission"] == []
        assert (told.may, told.mine) == (False, False)
        assert "操作工" in told.owners
    at_work = why(order, somebody("operator"))
    assert (at_work.mine, cause(at_work, "permission").outcome) == (True, "pass")


def test_a_shortage_is_the_turn_of_who_can_mend_it(shop: Shop) -> None:
    order = shop.order(10).order
    production.submit_order(actor=HOUSE, order=order)

    told = why(order, somebody("purchaser"))

    assert told.permission == ""
    assert (told.owners, told.mine) == (cause(told, "kit").owners, True)
    assert not why(order, somebody("operator")).mine
