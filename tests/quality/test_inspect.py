"""From plan to disposition: what is asked, recorded, judged, decided, and what blocks."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from qitao.base import clock
from qitao.base.actor import EVERYWHERE, Actor, Permission, Scope
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import NOT_FOUND, OUT_OF_SCOPE, PERMISSION_MISSING, Refusal
from qitao.base.texts import say
from qitao.catalog.values import MaterialId
from qitao.flow.values import Outcome
from qitao.quality import actions, queries
from qitao.quality.actions import InspectionOpened
from qitao.quality.checks import judgements_follow_from_results
from qitao.quality.values import (
    DISPOSITION_NOT_DUE,
    DISPOSITION_REASON_MISSING,
    INSPECTION_NOT_OPEN,
    INSPECTION_OPEN_ALREADY,
    NONCONFORMANCE_CLOSED,
    NONCONFORMANCE_INVALID,
    NOT_REINSPECTABLE,
    PLAN_NOT_DRAFT,
    PLAN_TAKEN,
    RESULTS_INVALID,
    RESULTS_OLDER,
    Characteristic,
    CharacteristicKind,
    DecideDisposition,
    Disposition,
    GrantConcession,
    InspectionKind,
    InspectionState,
    NonConformanceId,
    PlanContent,
    PlanId,
    PlanState,
    RecordResults,
    Result,
    Sampling,
    SamplingRule,
    Severity,
    SourceRef,
)
from tests.kitting.plant import TEST, Shop, one, run
from tests.standing import stand
from tests.turns import in_turn

OPERATION = "order_operation"
PASSED, FAILED, OPEN = InspectionState.PASSED, InspectionState.FAILED, InspectionState.OPEN
WIDTH = Characteristic(
    1,
    "宽度",
    CharacteristicKind.MEASURED,
    "mm",
    nominal=Decimal(10),
    lower=Decimal("9.9"),
    upper=Decimal("10.1"),
    instrument="卡尺",
)
LOOK = Characteristic(2, "外观无毛刺", CharacteristicKind.ATTRIBUTE)


@pytest.fixture
def shop(real_db: None) -> Shop:
    return stand("kit", Shop().build)


def content(name: str = "首件尺寸", **given: object) -> PlanContent:
    usual: dict[str, object] = {
        "kind": InspectionKind.FIRST_PIECE,
        "characteristics": (WIDTH, LOOK),
        "sampling": SamplingRule(Sampling.COUNT, count=2),
        "material": MaterialId(1),
    }
    return PlanContent(name, **(usual | given))  # type: ignore[arg-type]


def published(code: str = "QP-1", **given: object) -> PlanId:
    plan = actions.create_plan(actor=TEST, code=code, content=content(**given)).plan
    return actions.publish_plan(actor=TEST, plan=plan).plan


def opened(shop: Shop, source: int = 1, **given: object) -> InspectionOpened:
    usual: dict[str, object] = {
        "source": SourceRef(OPERATION, source),
        "label": f"WO1/{source}",
        "plant": shop.plant,
        "kind": InspectionKind.FIRST_PIECE,
        "quantity": Decimal(10),
        "material": MaterialId(1),
    }
    return actions.open_inspection(actor=TEST, **(usual | given))  # type: ignore[arg-type]


def figure(piece: int, value: str) -> Result:
    return Result(piece, 1, value=Decimal(value))


def look(piece: int, *, good: bool = True) -> Result:
    return Result(piece, 2, good=good)


GOOD = (figure(1, "10"), look(1), figure(2, "9.9"), look(2))


def refusal(call: object, **given: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(**given)  # type: ignore[operator]
    return caught.value


def blocked(source: int = 1) -> list[InspectionState]:
    return [row.state for row in queries.blocking_inspections(OPERATION, [source])]


def test_the_plan_that_names_most_is_followed(shop: Shop) -> None:
    general = published("ALL", material=None, operation_name="注塑")
    for_material = published("M1")
    exact = published("M1-20", operation_sequence=20)
    kind = InspectionKind.FIRST_PIECE
    find = queries.find_plan
    assert find(kind=kind, plant=shop.plant, material=MaterialId(1)) == for_material
    assert find(kind=kind, plant=shop.plant, material=MaterialId(1), operation_sequence=20) == exact
    assert (
        find(kind=kind, plant=shop.plant, material=MaterialId(2), operation_name="注塑") == general
    )
    assert find(kind=kind, plant=shop.plant, material=MaterialId(2)) is None
    assert find(kind=InspectionKind.FINAL, plant=shop.plant, material=MaterialId(1)) is None


def test_a_published_version_never_changes_and_the_next_replaces_it(shop: Shop) -> None:
    first = published()
    inspection = opened(shop)
    assert refusal(actions.change_plan, actor=TEST, plan=first, content=content("other")).code is (
        PLAN_NOT_DRAFT
    )
    second = actions.create_plan(actor=TEST, code="QP-1", content=content("第二版"))
    assert second.version == 2
    assert (
        refusal(actions.create_plan, actor=TEST, code="QP-1", content=content()).code is PLAN_TAKEN
    )
    actions.change_plan(
        actor=TEST, plan=second.plan, content=content("改过", characteristics=(LOOK,))
    )
    actions.publish_plan(actor=TEST, plan=second.plan)
    assert refusal(actions.publish_plan, actor=TEST, plan=second.plan).code is PLAN_NOT_DRAFT
    heads = {head.version: head for head in queries.list_plans()}
    assert {number: head.state for number, head in heads.items()} == {
        1: PlanState.RETIRED,
        2: PlanState.ACTIVE,
    }
    assert queries.get_plan(second.plan).content.characteristics == (LOOK,)
    sheet = queries.get_inspection(inspection.inspection)
    assert sheet.characteristics == (WIDTH, LOOK)
    actions.retire_plan(actor=TEST, plan=second.plan)
    assert queries.list_plans(states=[PlanState.ACTIVE]) == []


def test_good_pieces_pass_and_nothing_blocks(shop: Shop) -> None:
    published()
    inspection = opened(shop)
    assert (inspection.sample_size, inspection.accept_number) == (2, 0)
    assert inspection.number.startswith("FAI-")
    assert blocked() == [OPEN]
    part = actions.record_results(actor=TEST, inspection=inspection.inspection, results=GOOD[:3])
    assert (part.state, part.missing) == (OPEN, 1)
    done = actions.record_results(actor=TEST, inspection=inspection.inspection, results=GOOD[3:])
    assert (done.state, done.missing, done.pieces_faulty) == (PASSED, 0, 0)
    assert blocked() == []
    assert one("SELECT count(*) FROM quality_nonconformance") == 0
    assert list(judgements_follow_from_results()) == []


def test_a_figure_outside_its_limits_fails_whatever_was_ticked(shop: Shop) -> None:
    published()
    inspection = opened(shop).inspection
    bad = Result(1, 1, value=Decimal("10.100001"), good=True)
    done = actions.record_results(actor=TEST, inspection=inspection, results=(bad,))
    assert (done.state, done.pieces_faulty) == (FAILED, 1)
    assert blocked() == [FAILED]
    (raised,) = queries.list_nonconformances(inspection=inspection)
    assert (raised.state, raised.quantity, raised.source_label) == ("open", 1, "WO1/1")
    assert (
        refusal(actions.record_results, actor=TEST, inspection=inspection, results=GOOD).code
        is INSPECTION_NOT_OPEN
    )
    assert list(judgements_follow_from_results()) == []


def test_a_typing_mistake_is_corrected_while_it_is_open(shop: Shop) -> None:
    published(sampling=SamplingRule(Sampling.COUNT, count=3))
    inspection = opened(shop).inspection
    actions.record_results(actor=TEST, inspection=inspection, results=(figure(1, "10.05"),))
    actions.record_results(actor=TEST, inspection=inspection, results=(figure(1, "10.01"),))
    (found,) = queries.list_recorded(inspection)
    assert found.value == Decimal("10.01")


def test_what_was_measured_earlier_undoes_nothing_later(shop: Shop) -> None:
    published(sampling=SamplingRule(Sampling.COUNT, count=3))
    inspection = opened(shop).inspection
    record, now = actions.record_results, clock.now()
    earlier = now - timedelta(hours=2)
    record(
        actor=TEST, inspection=inspection, results=(figure(1, "10.01"), look(1)), happened_at=now
    )
    late = {"actor": TEST, "inspection": inspection, "happened_at": earlier}
    caught = refusal(record, results=(figure(1, "10.05"), look(1)), **late)
    assert (caught.code, caught.evidence["later"]) == (RESULTS_OLDER, ["1/1: 10.01"])
    rest = (figure(1, "10.01"), figure(2, "10"), look(2), figure(3, "10"), look(3))
    assert record(actor=TEST, inspection=inspection, results=rest, happened_at=earlier).state is (
        PASSED
    )
    assert queries.list_recorded(inspection)[0].recorded_at == now
    assert one("SELECT judged_at FROM quality_inspection") == now


def test_faulty_results_are_named_and_none_is_saved(shop: Shop) -> None:
    published()
    inspection = opened(shop).inspection
    wrong = (
        figure(3, "10"),
        Result(1, 9, good=True),
        Result(1, 1, good=True),
        Result(1, 2, value=Decimal(1)),
        look(2),
        look(2),
    )
    caught = refusal(actions.record_results, actor=TEST, inspection=inspection, results=wrong)
    assert caught.code is RESULTS_INVALID
    assert [fault["code"] for fault in caught.evidence["result_faults"]] == [
        "PIECE_OUTSIDE",
        "NOT_ASKED",
        "FIGURE_MISSING",
        "VERDICT_MISSING",
        "TWICE",
    ]
    assert say("refusal.RESULTS_INVALID", "zh", **caught.evidence) == (
        "检验单 FAI-000001 有 5 处填写有误：没有第 3 件，只抽 2 件、第 1 件：没有检验项目 9、"
        "第 1 件项目 1 没有测量值、第 1 件项目 2 没有填合格或不合格、第 2 件项目 2 填了两次"
    )
    assert one("SELECT count(*) FROM quality_result") == 0


def test_the_rest_may_be_called_good_but_figures_are_measured(shop: Shop) -> None:
    published(characteristics=(LOOK,), sampling=SamplingRule(Sampling.AQL, aql=Decimal("1.0")))
    inspection = opened(shop, quantity=Decimal(1000))
    assert (inspection.sample_size, inspection.accept_number) == (80, 2)
    found = tuple(look(piece, good=False) for piece in (3, 9))
    done = actions.record_results(
        actor=TEST, inspection=inspection.inspection, results=found, rest_good=True
    )
    assert (done.state, done.pieces_faulty) == (PASSED, 2)
    published("QP-2", characteristics=(WIDTH, LOOK), material=MaterialId(2))
    second = opened(shop, 2, material=MaterialId(2)).inspection
    done = actions.record_results(actor=TEST, inspection=second, results=(), rest_good=True)
    assert (done.state, done.missing) == (OPEN, 2)
    done = actions.record_results(
        actor=TEST, inspection=second, results=(figure(1, "10"), figure(2, "10"))
    )
    assert done.state is PASSED


def test_one_bad_piece_beyond_the_acceptance_number_fails(shop: Shop) -> None:
    published(characteristics=(LOOK,), sampling=SamplingRule(Sampling.AQL, aql=Decimal("1.0")))
    inspection = opened(shop, quantity=Decimal(1000)).inspection
    bad = tuple(look(piece, good=False) for piece in (1, 2, 3))
    done = actions.record_results(actor=TEST, inspection=inspection, results=bad, rest_good=True)
    assert (done.state, done.pieces_faulty) == (FAILED, 3)


def failed(shop: Shop, source: int = 1, **given: object) -> InspectionOpened:
    inspection = opened(shop, source, **given)
    actions.record_results(
        actor=TEST, inspection=inspection.inspection, results=(look(1, good=False),)
    )
    return inspection


@pytest.mark.parametrize(
    ("disposition", "state", "blocks"),
    [
        (Disposition.ACCEPT, PASSED, []),
        (Disposition.CONCESSION, InspectionState.CONCEDED, []),
        (Disposition.REWORK, FAILED, [FAILED]),
        (Disposition.SCRAP, FAILED, [FAILED]),
    ],
)
def test_a_failed_first_piece_is_decided(
    shop: Shop, disposition: Disposition, state: InspectionState, blocks: list[InspectionState]
) -> None:
    published()
    inspection = failed(shop).inspection
    done = actions.decide_disposition(
        actor=TEST, inspection=inspection, disposition=disposition, reason="客户同意"
    )
    assert done.state is state
    assert blocked() == blocks
    assert list(judgements_follow_from_results()) == []
    again = refusal(
        actions.decide_disposition,
        actor=TEST,
        inspection=inspection,
        disposition=Disposition.ACCEPT,
        reason="again",
    )
    assert again.code is DISPOSITION_NOT_DUE


def test_scrapped_pieces_of_a_final_inspection_hold_nothing_back(shop: Shop) -> None:
    published(kind=InspectionKind.FINAL)
    inspection = failed(shop, kind=InspectionKind.FINAL).inspection
    actions.decide_disposition(
        actor=TEST, inspection=inspection, disposition=Disposition.SCRAP, reason="开裂"
    )
    assert blocked() == []


def test_reworked_pieces_are_inspected_again(shop: Shop) -> None:
    published()
    first = failed(shop).inspection
    assert refusal(opened, shop=shop, repeats=first).code is NOT_REINSPECTABLE
    actions.decide_disposition(
        actor=TEST, inspection=first, disposition=Disposition.REWORK, reason="去毛刺"
    )
    second = opened(shop, repeats=first).inspection
    assert blocked() == [OPEN]
    actions.record_results(actor=TEST, inspection=second, results=GOOD)
    assert blocked() == []
    assert refusal(opened, shop=shop, repeats=first).code is NOT_REINSPECTABLE
    assert queries.get_inspection(first).inspection.repeated_by is not None
    assert [i.state for i in queries.list_inspections_of(OPERATION, [1])] == [PASSED, FAILED]


def test_a_decision_needs_a_failure_and_a_reason(shop: Shop) -> None:
    published()
    inspection = opened(shop).inspection
    given = {"actor": TEST, "inspection": inspection, "disposition": Disposition.ACCEPT}
    assert refusal(actions.decide_disposition, **given, reason="ok").code is DISPOSITION_NOT_DUE
    actions.record_results(actor=TEST, inspection=inspection, results=(look(1, good=False),))
    caught = refusal(actions.decide_disposition, **given, reason=" x ")
    assert caught.code is DISPOSITION_REASON_MISSING


def person(*permissions: Permission, scope: Scope = EVERYWHERE) -> Actor:
    run(
        "INSERT INTO people_user (id, username, name, password) VALUES (9, 'qc', '质检', '') "
        "ON CONFLICT DO NOTHING"
    )
    return Actor(UserId(9), "质检", dict.fromkeys(permissions, (scope,)))


def test_a_concession_needs_a_right_of_its_own(shop: Shop) -> None:
    published()
    inspection = failed(shop).inspection
    given = {
        "inspection": inspection,
        "disposition": Disposition.CONCESSION,
        "reason": "客户书面同意",
    }
    caught = refusal(actions.decide_disposition, actor=person(DecideDisposition), **given)
    assert caught.code is PERMISSION_MISSING
    assert caught.evidence["permission"] == "quality.grant_concession"
    assert blocked() == [FAILED]
    granted = person(DecideDisposition, GrantConcession)
    actions.decide_disposition(actor=granted, **given)  # type: ignore[arg-type]
    assert queries.get_inspection(inspection).inspection.disposition_by == "质检"


def test_who_grants_concessions_need_not_decide_the_rest(shop: Shop) -> None:
    published()
    inspection = failed(shop).inspection
    given = {"inspection": inspection, "reason": "客户书面同意"}
    caught = refusal(actions.grant_concession, actor=person(DecideDisposition), **given)
    assert caught.evidence["permission"] == "quality.grant_concession"
    elsewhere = person(GrantConcession, scope=Scope(plants=frozenset({PlantId(2)})))
    assert refusal(actions.grant_concession, actor=elsewhere, **given).code is OUT_OF_SCOPE
    mute = refusal(
        actions.grant_concession, actor=person(GrantConcession), **given | {"reason": ""}
    )
    assert mute.code is DISPOSITION_REASON_MISSING
    assert blocked() == [FAILED]
    granted = actions.grant_concession(actor=person(GrantConcession), **given)  # type: ignore[arg-type]
    assert granted.state is InspectionState.CONCEDED
    assert blocked() == []
    again = refusal(actions.grant_concession, actor=person(GrantConcession), **given)
    assert again.code is DISPOSITION_NOT_DUE


def test_rights_end_at_the_plant(shop: Shop) -> None:
    published()
    inspection = opened(shop).inspection
    elsewhere = person(RecordResults, scope=Scope(plants=frozenset({PlantId(2)})))
    caught = refusal(actions.record_results, actor=elsewhere, inspection=inspection, results=GOOD)
    assert caught.code is OUT_OF_SCOPE
    assert one("SELECT count(*) FROM quality_result") == 0


def test_one_row_has_one_open_inspection_of_a_kind(shop: Shop) -> None:
    gate = threading.Barrier(4)

    def call(_: int) -> object:
        gate.wait()
        try:
            return opened(shop).number
        except Refusal as caught:
            return caught.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(call, range(4)))
    assert answers.count(INSPECTION_OPEN_ALREADY) == 3
    assert opened(shop, kind=InspectionKind.FINAL).number.startswith("FQC-")


def test_a_failed_inspection_is_repeated_once(shop: Shop) -> None:
    published()
    first = failed(shop).inspection
    actions.decide_disposition(
        actor=TEST, inspection=first, disposition=Disposition.REWORK, reason="去毛刺"
    )
    told = in_turn(
        f"SELECT FROM quality_inspection WHERE id = {first} FOR NO KEY UPDATE",
        lambda: opened(shop, repeats=first),
        lambda: opened(shop, 2, repeats=first),
    )
    assert told == ["done", "NOT_REINSPECTABLE"]


def test_a_code_has_one_draft(shop: Shop) -> None:
    published()

    def draft() -> None:
        actions.create_plan(actor=TEST, code="QP-1", content=content())

    told = in_turn("SELECT FROM quality_plan FOR NO KEY UPDATE", draft, draft)
    assert told == ["done", "PLAN_TAKEN"]
    assert [head.version for head in queries.list_plans()] == [2, 1]


def test_without_a_plan_one_piece_is_judged_as_a_whole(shop: Shop) -> None:
    inspection = opened(shop)
    assert (inspection.plan, inspection.sample_size) == (None, 1)
    sheet = queries.get_inspection(inspection.inspection)
    assert [c.name for c in sheet.characteristics] == ["综合判定"]
    done = actions.record_results(
        actor=TEST, inspection=inspection.inspection, results=(Result(1, 1, good=True),)
    )
    assert done.state is PASSED


def test_an_inspection_that_does_not_block_is_only_recorded(shop: Shop) -> None:
    published(blocking=False)
    failed(shop)
    assert blocked() == []
    failed(shop, 2, blocking=True)
    assert blocked(2) == [FAILED]


def test_the_gate_says_what_is_open_and_what_failed(shop: Shop) -> None:
    published()
    opened(shop, 1)
    failed(shop, 2)
    answers = queries.gate_inspections(OPERATION, [1, 2, 3])
    assert [answers[n].outcome for n in (1, 2, 3)] == [Outcome.FAIL, Outcome.FAIL, Outcome.PASS]
    assert [answers[n].code for n in (1, 2)] == [
        "quality.INSPECTION_OPEN",
        "quality.INSPECTION_FAILED",
    ]
    actions.cancel_inspections(
        actor=TEST, source_type=OPERATION, source_ids=(1, 2), reason="订单取消"
    )
    assert blocked(1) == []
    assert blocked(2) == [FAILED]


def test_lists_filter_and_page(shop: Shop) -> None:
    published()
    numbers = [opened(shop, source).number for source in range(1, 6)]
    page = queries.list_inspections(limit=2)
    rest = queries.list_inspections(before=page[-1].id)
    assert [i.number for i in page + rest] == numbers[::-1]
    assert queries.list_inspections(states=[PASSED]) == []
    assert [i.source_id for i in queries.list_inspections(words="wo1/3")] == [3]
    assert queries.list_inspections(plants=[PlantId(9)]) == []
    assert refusal(queries.get_inspection, inspection=99).code is NOT_FOUND


def test_a_nonconformance_is_raised_and_closed_once(shop: Shop) -> None:
    given = {"actor": TEST, "plant": shop.plant, "severity": Severity.MAJOR, "quantity": Decimal(3)}
    assert refusal(actions.raise_nonconformance, **given, description=" ").code is (
        NONCONFORMANCE_INVALID
    )
    raised = actions.raise_nonconformance(**given, description="缩水")  # type: ignore[arg-type]
    close = {"actor": TEST, "nonconformance": raised.nonconformance, "cause": "模温低"}
    assert refusal(actions.close_nonconformance, **close, correction="").code is (
        NONCONFORMANCE_INVALID
    )
    actions.close_nonconformance(**close, correction="升模温 5 ℃")  # type: ignore[arg-type]
    again = refusal(actions.close_nonconformance, **close, correction="again")
    assert again.code is NONCONFORMANCE_CLOSED
    (row,) = queries.list_nonconformances(state="closed")
    assert (row.number, row.correction) == (raised.number, "升模温 5 ℃")
    missing = refusal(
        actions.close_nonconformance,
        actor=TEST,
        nonconformance=NonConformanceId(99),
        cause="",
        correction="x",
    )
    assert missing.code is NOT_FOUND


def test_a_judgement_that_does_not_follow_is_found(shop: Shop) -> None:
    published()
    inspection = failed(shop).inspection
    run("UPDATE quality_inspection SET state = 'passed' WHERE id = %s", inspection)
    assert [f.subject for f in judgements_follow_from_results()] == [f"inspection:{inspection}"]
