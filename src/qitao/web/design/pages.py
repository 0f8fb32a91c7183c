"""The component page."""

from datetime import timedelta
from decimal import Decimal

from django.http import HttpResponse

from qitao.base import clock
from qitao.base.refusal import BUSY, INVALID, PERMISSION_MISSING, Refusal
from qitao.web.shell import refusals
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

ORDER_STATES = (
    "draft",
    "awaiting_schedule",
    "scheduled",
    "released",
    "in_production",
    "completed",
    "closed",
    "on_hold",
    "cancelled",
)


@page()
def design(visit: Visit) -> HttpResponse:
    """Show every component once."""
    now = clock.now()
    samples = (
        Refusal(PERMISSION_MISSING, permission="production.release_order"),
        Refusal(BUSY),
        Refusal(INVALID, problems="—"),
    )
    return visit.show(
        "design/design.html",
        order_states=ORDER_STATES,
        outcomes=("pass", "fail", "unknown", "not_evaluated"),
        cards=[refusals.card(sample, visit.actor) for sample in samples],
        quantities=[Decimal("1200"), Decimal("0.5"), Decimal("123456789012.123456")],
        moments=[
            now - timedelta(seconds=30),
            now - timedelta(minutes=134),
            now - timedelta(days=3),
        ],
        days=[(now + timedelta(days=step)).date() for step in (-3, 0, 1, 20)],
    )
