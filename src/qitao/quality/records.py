"""What may be read back of quality: inspection plans and non-conformance reports."""

from qitao.base.versions import Part, Record, register
from qitao.quality.models import NonConformance, Plan, PlanCharacteristic
from qitao.quality.values import ViewQuality

PLAN = {"kind": "inspection_kind", "state": "plan_state", "sampling": "sampling"}
SOURCE = ("source_type", "source_id", "raised_by", "published_at", "closed_at", "raised_at")

register(
    Record(
        "plan",
        ViewQuality,
        (
            Part(Plan, hidden=SOURCE, vocabulary=PLAN),
            Part(
                PlanCharacteristic,
                "characteristics",
                owner="plan_id",
                label=("number",),
                vocabulary={"kind": "characteristic_kind"},
            ),
        ),
    ),
    Record(
        "non_conformance",
        ViewQuality,
        (
            Part(
                NonConformance,
                hidden=SOURCE,
                vocabulary={"severity": "severity", "state": "past.nonconformance_state"},
            ),
        ),
    ),
)
