"""The demo plant's inspection plans and results."""

from decimal import Decimal

from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.production.values import OPERATION_SOURCE, OperationId
from qitao.quality import actions as quality
from qitao.quality import queries
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    InspectionKind,
    PlanContent,
    Result,
    Sampling,
    SamplingRule,
)
from qitao.server.demo.masters import ACTOR

MOULDED = (
    Characteristic(
        1,
        "外观：无缺料、飞边、缩水",
        CharacteristicKind.ATTRIBUTE,
        method="目视，对照样板",
        method_en="By eye, against the sample",
        name_en="Looks: no short shot, flash, sink mark",
    ),
    Characteristic(
        2,
        "壁厚",
        CharacteristicKind.MEASURED,
        unit="mm",
        nominal=Decimal("2.00"),
        lower=Decimal("1.90"),
        upper=Decimal("2.10"),
        instrument="卡尺",
        instrument_en="Caliper",
        name_en="Wall thickness",
    ),
    Characteristic(
        3,
        "颜色与样板一致",
        CharacteristicKind.ATTRIBUTE,
        method="标准光源箱",
        method_en="In the light box",
        name_en="Colour as the sample",
    ),
)
PACKED = (
    Characteristic(1, "配件齐全", CharacteristicKind.ATTRIBUTE, name_en="All parts there"),
    Characteristic(
        2, "环保标签正确", CharacteristicKind.ATTRIBUTE, name_en="Right environmental label"
    ),
)


def install(plant: PlantId) -> None:
    """Publish the plans of the inspected operations."""
    for code, name, name_en, kind, operation, characteristics in (
        (
            "QP-MOULD",
            "注塑过程检验",
            "Moulding, in process",
            InspectionKind.IN_PROCESS,
            "注塑",
            MOULDED,
        ),
        ("QP-PACK", "包装终检", "Packing, final", InspectionKind.FINAL, "包装", PACKED),
    ):
        content = PlanContent(
            name=name,
            name_en=name_en,
            kind=kind,
            characteristics=characteristics,
            sampling=SamplingRule(kind=Sampling.COUNT, count=3),
            operation_name=operation,
            plant=plant,
        )
        plan = quality.create_plan(actor=ACTOR, code=code, content=content).plan
        quality.publish_plan(actor=ACTOR, plan=plan)


def pass_all(*, actor: Actor, order_operation: OperationId) -> None:
    """Record good results for the open inspections of an operation."""
    for found in queries.blocking_inspections(OPERATION_SOURCE, [order_operation]):
        sheet = queries.get_inspection(found.inspection)
        results = tuple(
            _good(piece, one)
            for piece in range(1, sheet.inspection.sample_size + 1)
            for one in sheet.characteristics
        )
        quality.record_results(actor=actor, inspection=found.inspection, results=results)


def _good(piece: int, one: Characteristic) -> Result:
    if one.kind is CharacteristicKind.MEASURED:
        shift = Decimal(piece % 3 - 1) / 50
        return Result(piece, one.number, value=(one.nominal or Decimal(0)) + shift)
    return Result(piece, one.number, good=True)
