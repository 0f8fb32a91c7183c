"""What may be read back: of a work order what was planned, of a plant how it reports."""

from qitao.base.versions import Part, Record, register
from qitao.production.models import OrderMaterial, OrderOperation, PlantSetting, WorkOrder
from qitao.production.values import ViewOrder

register(
    Record("plant_rules", ViewOrder, (Part(PlantSetting),)),
    Record(
        "work_order",
        ViewOrder,
        (
            Part(WorkOrder),
            Part(OrderOperation, "operations", owner="order_id", label=("sequence",)),
            Part(OrderMaterial, "materials", owner="order_id", label=("line",)),
        ),
    ),
)
