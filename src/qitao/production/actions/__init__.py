"""The verbs of production, one module per group."""

from qitao.production.actions.control import (
    cancel_order,
    hold_order,
    redrive_orders,
    resume_order,
    set_priorities,
    waive_gate,
)
from qitao.production.actions.create import create_order, create_orders, update_order
from qitao.production.actions.drop import drop_entry
from qitao.production.actions.finish import close_order, receive_output, undo_receipt
from qitao.production.actions.imports import import_orders, import_reports
from qitao.production.actions.material import (
    issue_materials,
    return_materials,
    top_up_materials,
)
from qitao.production.actions.outside import (
    send_out_operation,
    take_back_operation,
    undo_send_out,
)
from qitao.production.actions.plan import release_order, schedule_order, submit_order
from qitao.production.actions.setting import set_plant_rules
from qitao.production.actions.shop import (
    finish_operation,
    pause_operation,
    reopen_operation,
    report_output,
    start_operation,
    undo_report,
)
from qitao.production.actions.short_picks import note_short_picks
from qitao.production.actions.split import split_order
from qitao.production.actions.substitute import substitute_material
from qitao.production.actions.tasks import claim_task, finish_task, release_task
from qitao.production.actions.walls import issue_wall_link, note_wall_seen, revoke_wall_link

__all__ = [
    "cancel_order",
    "claim_task",
    "close_order",
    "create_order",
    "create_orders",
    "drop_entry",
    "finish_operation",
    "finish_task",
    "hold_order",
    "import_orders",
    "import_reports",
    "issue_materials",
    "issue_wall_link",
    "note_short_picks",
    "note_wall_seen",
    "pause_operation",
    "receive_output",
    "redrive_orders",
    "release_order",
    "release_task",
    "reopen_operation",
    "report_output",
    "resume_order",
    "return_materials",
    "revoke_wall_link",
    "schedule_order",
    "send_out_operation",
    "set_plant_rules",
    "set_priorities",
    "split_order",
    "start_operation",
    "submit_order",
    "substitute_material",
    "take_back_operation",
    "top_up_materials",
    "undo_receipt",
    "undo_report",
    "undo_send_out",
    "update_order",
    "waive_gate",
]
